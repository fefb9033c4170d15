"""WARC files: one record after another, and after damage on with the next record that can be found."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from connectors.expanding import BROKEN_STREAM, resume, spoilt

MAX_BLOCK_BYTES: Final = 16 << 20
"""The longest block that is taken: a page as it was sent, and what its server says of it."""
HEAD_BYTES: Final = 1 << 16
"""So long may a record's header be, and so much of its block decides whether it is taken."""
_STEP: Final = 1 << 16
_HEADER_END: Final = re.compile(rb"\r?\n\r?\n")
_VERSION: Final = re.compile(rb"WARC/\d\.\d+[ \t]*\r?\n")
_BEGINS: Final = b"WARC/"
_NEXT: Final = re.compile(rb"(?<=\n)WARC/\d\.\d+[ \t]*\r?\n")
_LINE_ENDS: Final = b"\r\n"
_LONGEST_START: Final = 64
_SHOWN: Final = 1 << 20
"""So much of what is damaged is kept."""
_NAMED: Final = 300
_DIGITS: Final = 15

Headers = dict[str, str]
Choose = Callable[[Headers, bytes], bool]
"""Whether to take a record, by its header and the beginning of its block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcRecord:
    """One record: its header by names in lower case, and its block as it stands."""

    headers: Headers
    block: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """What could not be read as a record: the bytes of it that are known, the reason and what was wrong."""

    value: bytes
    reason: str
    message: str


class _RecordError(Exception):
    """A record that cannot be read; the next one stands ``skip`` bytes on at the earliest."""

    def __init__(self, reason: str, message: str, skip: int) -> None:
        super().__init__(message)
        self.reason, self.skip = reason, skip


def read_warc(stream: io.BufferedReader, choose: Choose) -> Iterator[WarcRecord | Damage]:
    """The records of ``stream``, as ``expanded`` gives it, that ``choose`` takes, and what is damaged.

    Whatever the file holds, nothing is raised but BombError.
    """
    held = _Held(stream)
    while not held.at_end():
        try:
            taken = _record(held, choose)
        except _RecordError as e:
            yield Damage(value=held.seek(e.skip), reason=e.reason, message=str(e))
        else:
            if taken is not None:
                yield taken


class _Held:
    """The bytes of a stream from the present place on, as many as were asked for; ``broken`` says what ends them."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.data = bytearray()
        self.broken: Exception | None = None

    def fill(self, size: int) -> bool:
        """Whether there are ``size`` bytes to come."""
        while len(self.data) < size and self.broken is None:
            try:
                more = self._stream.read1(_STEP)
            except BROKEN_STREAM as e:
                self.broken = e
                break
            if not more:
                break
            self.data += more
        return len(self.data) >= size

    def drop(self, size: int) -> bool:
        """Pass over ``size`` bytes; whether there were so many."""
        while size > len(self.data):
            size -= len(self.data)
            self.data.clear()
            if not self.fill(1):
                return False
        del self.data[:size]
        return True

    def at_end(self) -> bool:
        """Whether nothing but line ends is to come; passes over them."""
        while self.fill(1) and self.data[0] in _LINE_ENDS:
            del self.data[: len(self.data) - len(self.data.lstrip(_LINE_ENDS))]
        return not self.data and self.broken is None

    def seek(self, skip: int) -> bytes:
        """Go to the next record, ``skip`` bytes on or later, through what is broken; what stood before it."""
        lost = bytearray()
        while (found := _NEXT.search(self.data, max(0, skip - 1))) is None:
            passed = max(0, len(self.data) - _LONGEST_START)
            lost += self.data[: min(passed, _SHOWN - len(lost))]
            del self.data[:passed]
            skip = max(0, skip - passed)
            if not self.fill(len(self.data) + 1):
                lost += self.data[: _SHOWN - len(lost)]
                self.data.clear()
                skip = 0
                if self.broken is None or not self._resume():
                    return bytes(lost)
        lost += self.data[: min(found.start(), _SHOWN - len(lost))]
        del self.data[: found.start()]
        return bytes(lost)

    def is_spoilt(self, size: int) -> bool:
        """Whether some of the first ``size`` bytes are of what is damaged, rather than before where it breaks off."""
        if self.broken is None or isinstance(self.broken, EOFError):
            return False
        return size > len(self.data) - spoilt(self._stream)

    def _resume(self) -> bool:
        self.broken = None
        self.data += b"\n"  # what begins a stream begins a line
        try:
            return resume(self._stream)
        except BROKEN_STREAM:
            return False


def _record(held: _Held, choose: Choose) -> WarcRecord | None:
    """The next record, or None where it is not taken; raises _RecordError."""
    headers, start = _header(held)
    name = f"{headers.get('warc-record-id', 'a record without id')} of {headers.get('warc-target-uri', 'no address')}"
    length = _length(headers)
    if length is None:
        raise _RecordError("bad_warc", f"{name[:_NAMED]}: its header has no length", start)
    held.fill(start + min(length, HEAD_BYTES))
    chosen = choose(headers, bytes(held.data[start : start + min(length, HEAD_BYTES)]))
    if chosen and length <= MAX_BLOCK_BYTES:
        if not held.fill(start + length):
            raise _RecordError("truncated", f"{name[:_NAMED]}: {_why(held)}", start)
        ends = _ends(held, start + length)
        if held.is_spoilt(start + length):
            raise _RecordError("truncated", f"{name[:_NAMED]}: {_why(held)}", start)
        if not ends:
            raise _RecordError("bad_warc", f"{name[:_NAMED]}: it is not {length} bytes long as it says", start)
        block = bytes(held.data[start : start + length])
        del held.data[: start + length]
        return WarcRecord(headers=headers, block=block)
    if not held.drop(start + length):
        raise _RecordError("truncated", f"{name[:_NAMED]}: {_why(held)}", 0)
    if chosen:
        raise _RecordError("too_large", f"{name[:_NAMED]}: {length} bytes, more than {MAX_BLOCK_BYTES}", 0)
    return None


def _header(held: _Held) -> tuple[Headers, int]:
    """The header of the next record and its size."""
    for size in (_STEP >> 4, HEAD_BYTES):
        held.fill(size)
        if found := _HEADER_END.search(held.data, 0, HEAD_BYTES):
            break
    if not _VERSION.match(held.data):
        why = _why(held) if held.broken and len(held.data) < HEAD_BYTES else "no record begins here"
        raise _RecordError("truncated" if held.broken else "bad_warc", why, 0)
    if found is None:
        broken_off = len(held.data) < HEAD_BYTES
        why = _why(held) if broken_off else f"a header of more than {HEAD_BYTES} bytes"
        raise _RecordError("truncated" if broken_off else "bad_warc", why, len(_BEGINS))
    return read_headers(bytes(held.data[: found.start()])), found.end()


def read_headers(lines: bytes) -> Headers:
    """The fields of a header by their names in lower case, the first of each; its first line is passed over."""
    headers: Headers = {}
    name = ""
    for line in lines.splitlines()[1:]:
        if line[:1] in (b" ", b"\t") and name:
            headers[name] += " " + line.decode("utf-8", "replace").strip()
            continue
        key, _, value = line.decode("utf-8", "replace").partition(":")
        name = "" if (key := key.strip().lower()) in headers else key
        headers.setdefault(key, value.strip())
    return headers


def _length(headers: Headers) -> int | None:
    told = headers.get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) <= _DIGITS else None


def _ends(held: _Held, size: int) -> bool:
    """Whether a record may end after ``size`` bytes: as it should, before the next one, or where all ends."""
    held.fill(size + _LONGEST_START)
    rest = bytes(held.data[size : size + _LONGEST_START])
    return rest.startswith(2 * _LINE_ENDS) or rest.lstrip(_LINE_ENDS)[: len(_BEGINS)] in (_BEGINS, b"")


def _why(held: _Held) -> str:
    return f"the compressed stream is damaged ({held.broken})" if held.broken else "it breaks off"
