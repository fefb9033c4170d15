"""Avro data of others, read by the schema that they were written with, into what JSON would hold.

In Python on purpose: a compiled reader trusts the lengths, counts and depths that it is told, and what outsiders send
must be able neither to end the process nor to take its memory. Every length is held against the bytes that are there,
and what the schema alone makes (values of no bytes, names, symbols) is counted against what was read.
"""

import base64
import json
import struct
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

MAX_VALUES: Final = 1_000_000
"""The most values that one record may hold: fields, items and entries at all depths."""
MAX_RECORD_BYTES: Final = 32 << 20
"""The longest record, as JSON; here it is what names, symbols and decimals alone may come to."""
_MOST_EMPTY: Final = 100
_MOST_A_BYTE: Final = 10
_EPOCH: Final = datetime(1970, 1, 1)
_MOST_DECIMAL_BYTES: Final = 64
_MOST_DIGITS: Final = 153  # that as many bytes hold
_UNITS: Final = {"millis": 1000, "micros": 1_000_000, "nanos": 1_000_000_000}
_LONGEST_LONG: Final = 10
_END_OF_LONG: Final = 1 << 64


class AvroDataError(ValueError):
    """Bytes or a schema that cannot be read; ``reason`` is the dead letter's."""

    def __init__(self, message: str, reason: str = "bad_avro") -> None:
        super().__init__(message)
        self.reason = reason


class Cursor:
    """A place in bytes, and how much of the allowance of the present record is used."""

    __slots__ = ("data", "position", "start", "values", "written")

    def __init__(self, data: bytes) -> None:
        self.data, self.position = data, 0
        self.begin()

    def begin(self) -> None:
        """A record begins here."""
        self.start, self.values, self.written = self.position, 0, 0

    def take(self, size: int) -> bytes:
        """The next ``size`` bytes."""
        end = self.position + size
        if size < 0 or end > len(self.data):
            raise AvroDataError(f"a value of {size} bytes where {len(self.data) - self.position} are left")
        start, self.position = self.position, end
        return self.data[start:end]

    def spend(self, values: int, written: int = 0) -> None:
        """Count ``values`` that were read, and what the schema adds to the bytes that are written of them.

        Work is to be in proportion to bytes, and values of no bytes cost time too.
        """
        self.values += values
        self.written += written
        if self.values > _MOST_EMPTY:
            self.allow(0)
            if self.values > _MOST_EMPTY + _MOST_A_BYTE * (self.position - self.start):
                raise AvroDataError(f"{self.values} values in {self.position - self.start} bytes", "too_large")
        if self.written > MAX_RECORD_BYTES:
            raise AvroDataError(f"a record longer than {MAX_RECORD_BYTES} bytes by its names and symbols", "too_large")

    def allow(self, values: int) -> None:
        """Raise AvroDataError where ``values`` more are too many."""
        if self.values + values > MAX_VALUES:
            raise AvroDataError(f"a record of more than {MAX_VALUES} values", "too_large")

    def long(self) -> int:
        """The next int or long."""
        number = shift = 0
        data, position = self.data, self.position
        while position < len(data) and shift < 7 * _LONGEST_LONG:
            byte = data[position]
            position += 1
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                if number >= _END_OF_LONG:
                    break
                self.position = position
                return (number >> 1) ^ -(number & 1)
            shift += 7
        raise AvroDataError("a number that breaks off or does not end")


Reader = Callable[[Cursor], Any]


class DatumReader:
    """Reads data of one schema (JSON as parsed); raises AvroDataError for a schema that is none."""

    def __init__(self, schema: Any) -> None:
        try:
            self._read = _Compiler().reader(schema, "")
        except AvroDataError:
            raise
        except (KeyError, TypeError, AttributeError, ValueError, OverflowError, RecursionError) as e:
            raise AvroDataError(f"not an Avro schema: {type(e).__name__} {e}") from e

    def next(self, cursor: Cursor) -> Any:
        """The datum at ``cursor``, which is left behind it; raises AvroDataError."""
        cursor.begin()
        try:
            return self._read(cursor)
        except RecursionError as e:
            raise AvroDataError("nested too deeply") from e
        except AvroDataError:
            raise
        except (ValueError, OverflowError) as e:
            raise AvroDataError(f"{type(e).__name__} {e}") from e

    def only(self, data: bytes) -> Any:
        """The datum that ``data`` is, to the last byte; raises AvroDataError."""
        cursor = Cursor(data)
        datum = self.next(cursor)
        if cursor.position < len(data):
            raise AvroDataError(f"{len(data) - cursor.position} bytes are left over: written with another schema")
        return datum


_readers: Final[dict[int, tuple[Any, DatumReader]]] = {}
_MOST_READERS: Final = 1000


def reader_of(schema: Any) -> DatumReader:
    """The reader of a schema, made once for as long as it is the same object; raises AvroDataError."""
    held = _readers.get(id(schema))
    if held is None:
        if len(_readers) >= _MOST_READERS:
            _readers.clear()
        held = _readers[id(schema)] = (schema, DatumReader(schema))  # the schema too: its id stays its own
    return held[1]


class _Compiler:
    """Makes a function for each part of a schema; a named type is found again by its full name."""

    def __init__(self) -> None:
        self._named: dict[str, Reader] = {}

    def reader(self, schema: Any, namespace: str) -> Reader:
        if isinstance(schema, list):
            return _union([self.reader(branch, namespace) for branch in schema])
        if isinstance(schema, str):
            if schema in _PRIMITIVE:
                return _PRIMITIVE[schema]
            return self._named_reader(schema if "." in schema or not namespace else f"{namespace}.{schema}", schema)
        kind = schema["type"]
        if isinstance(kind, dict | list):
            return self.reader(kind, namespace)
        if kind == "array":
            return _array(self.reader(schema["items"], namespace))
        if kind == "map":
            return _map(self.reader(schema["values"], namespace))
        plain = self._named_type(schema, kind, namespace) if kind in _NAMED else self.reader(kind, namespace)
        logical = schema.get("logicalType")
        return _logical(plain, kind, logical, schema) if isinstance(logical, str) else plain

    def _named_reader(self, name: str, short: str) -> Reader:
        found = name if name in self._named else short
        if found not in self._named:
            raise AvroDataError(f"not an Avro schema: no type {name[:100]}")
        named = self._named  # looked up when it is read: a type may hold itself
        return lambda cursor: named[found](cursor)

    def _named_type(self, schema: Mapping[str, Any], kind: str, namespace: str) -> Reader:
        name = _checked_name(schema["name"])
        space = name.rpartition(".")[0] if "." in name else _checked_name(schema.get("namespace", namespace) or "")
        full = name if "." in name or not space else f"{space}.{name}"
        self._named[full] = _unfinished
        if kind == "fixed":
            size = _checked_size(schema["size"])
            made: Reader = lambda cursor: _readable(cursor.take(size))  # noqa: E731
        elif kind == "enum":
            made = _enum([_checked_name(symbol) for symbol in _checked_list(schema["symbols"], "symbols")])
        else:
            fields = _checked_list(schema["fields"], "fields")
            made = _record([(_checked_name(field["name"]), self.reader(field["type"], space)) for field in fields])
        self._named[full] = made
        return made


def _checked_name(name: Any) -> str:
    """A name or symbol that can be written."""
    if not isinstance(name, str) or not _is_utf8(name):
        raise AvroDataError(f"not an Avro schema: {name!a:.100} is no name")
    return name


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _checked_list(items: Any, what: str) -> list[Any]:
    if not isinstance(items, list):
        raise AvroDataError(f"not an Avro schema: its {what} are no list")
    return items


def _checked_size(size: Any) -> int:
    if type(size) is not int or size < 0:
        raise AvroDataError(f"not an Avro schema: a size of {size!a:.100}")
    return size


def _unfinished(_: Cursor) -> Any:
    raise AvroDataError("not an Avro schema: a type that holds nothing but itself")


def _readable(data: bytes) -> str:
    """Bytes as JSON can hold them: text where they are UTF-8, else base64."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return base64.b64encode(data).decode()


def _text(cursor: Cursor) -> str:
    try:
        return cursor.take(cursor.long()).decode()
    except UnicodeDecodeError as e:
        raise AvroDataError("a text that is not UTF-8") from e


def _boolean(cursor: Cursor) -> bool:
    return cursor.take(1) != b"\0"


_NAMED: Final = ("record", "error", "enum", "fixed")
_PRIMITIVE: Final[dict[str, Reader]] = {
    "null": lambda _: None,
    "boolean": _boolean,
    "int": Cursor.long,
    "long": Cursor.long,
    "float": lambda cursor: struct.unpack("<f", cursor.take(4))[0],
    "double": lambda cursor: struct.unpack("<d", cursor.take(8))[0],
    "bytes": lambda cursor: _readable(cursor.take(cursor.long())),
    "string": _text,
}


def _record(fields: Sequence[tuple[str, Reader]]) -> Reader:
    written = sum(_size(name) for name, _ in fields)

    def read(cursor: Cursor) -> dict[str, Any]:
        made = {name: field(cursor) for name, field in fields}
        cursor.spend(len(fields), written)
        return made

    return read


def _size(text: str) -> int:
    return len(json.dumps(text))


def _union(branches: Sequence[Reader]) -> Reader:
    def read(cursor: Cursor) -> Any:
        index = cursor.long()
        if not 0 <= index < len(branches):
            raise AvroDataError(f"branch {index} of a union of {len(branches)}")
        return branches[index](cursor)

    return read


def _enum(symbols: Sequence[str]) -> Reader:
    written = [_size(symbol) for symbol in symbols]

    def read(cursor: Cursor) -> str:
        index = cursor.long()
        if not 0 <= index < len(symbols):
            raise AvroDataError(f"symbol {index} of an enum of {len(symbols)}")
        cursor.spend(0, written[index])
        return symbols[index]

    return read


def _array(item: Reader) -> Reader:
    def read(cursor: Cursor) -> list[Any]:
        items: list[Any] = []
        while count := _block(cursor):
            before = cursor.position
            items.append(item(cursor))
            empty = cursor.position == before
            if empty:  # then each of them is, and a block may claim any number
                cursor.spend(count)
            items += [item(cursor) for _ in range(count - 1)]
            if not empty:
                cursor.spend(count)
        return items

    return read


def _map(value: Reader) -> Reader:
    def read(cursor: Cursor) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while count := _block(cursor):
            for _ in range(count):
                key = _text(cursor)
                entries[key] = value(cursor)
            cursor.spend(count)
        return entries

    return read


def _block(cursor: Cursor) -> int:
    """How many items come, 0 after the last."""
    count = cursor.long()
    if count < 0:
        cursor.long()  # the block's size in bytes, for who skips it
        count = -count
    cursor.allow(count)
    return count


def _logical(plain: Reader, kind: str, logical: str, schema: Mapping[str, Any]) -> Reader:
    """Dates and times as ISO 8601, decimals in digits; what is none is left as it is, as Avro wants it."""
    if (kind, logical) == ("int", "date"):
        return lambda cursor: _date(plain(cursor))
    local, _, unit = logical.rpartition("timestamp-")
    if kind == "long" and unit in _UNITS and local in ("", "local-"):
        per_second = _UNITS[unit]
        epoch = _EPOCH if local else _EPOCH.replace(tzinfo=UTC)
        return lambda cursor: _time(plain(cursor), per_second, epoch)
    if logical == "decimal" and kind in ("bytes", "fixed"):
        precision, scale = schema.get("precision"), schema.get("scale", 0)
        if type(precision) is type(scale) is int and 0 <= scale <= precision <= _MOST_DIGITS:
            size = schema["size"] if kind == "fixed" else None
            return lambda cursor: _decimal(cursor, cursor.long() if size is None else size, scale)
    return plain


def _date(days: int) -> str | int:
    try:
        return (date(1970, 1, 1) + timedelta(days=days)).isoformat()
    except OverflowError:
        return days


def _time(number: int, per_second: int, epoch: datetime) -> str | int:
    try:
        seconds, rest = divmod(number, per_second)
        return (epoch + timedelta(seconds=seconds, microseconds=rest * 1_000_000 // per_second)).isoformat()
    except OverflowError:
        return number


def _decimal(cursor: Cursor, size: int, scale: int) -> str:
    data = cursor.take(size)
    if size > _MOST_DECIMAL_BYTES:
        return _readable(data)
    number = int.from_bytes(data, "big", signed=True)
    digits = str(abs(number)).rjust(scale + 1, "0")
    cursor.spend(0, len(digits))
    point = len(digits) - scale
    return ("-" if number < 0 else "") + digits[:point] + ("." + digits[point:] if scale else "")
