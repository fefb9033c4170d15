"""Files as a source of raw records: JSON, JSON lines, Avro container files and plain text, plain or compressed.

What a file is, is read from its first bytes, not from its name. One record is one report: a line of JSON lines, an
element of a JSON array, a datum of an Avro container, or a whole plain-text file. A file that breaks off gives the
records before the break and one record that carries the problem.
"""

import glob
import gzip
import io
import json
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import IO, Any, Final, Protocol

import msgspec
from backports import zstd

from connectors.avro_containers import MAGIC, read_data
from connectors.records import RawRecord
from schemas.foreign import MAX_RECORD_BYTES, AvroDataError

STDIN: Final = "-"
_BOMB_BYTES: Final = 1 << 28
_BOMB_RATIO: Final = 200
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_BOM: Final = b"\xef\xbb\xbf"
_OBJECT_LINE: Final = re.compile(rb"^\{.*\}[ \t\r]*$", re.MULTILINE)
_BROKEN_STREAM = (EOFError, zlib.error, gzip.BadGzipFile, zstd.ZstdError)


class InputError(Exception):
    """An input that the user named and that cannot be read at all."""


def expand(inputs: Sequence[str]) -> list[str]:
    """The files that ``inputs`` (files, folders, globs, ``-``) stand for, sorted within each; raises InputError."""
    found: list[str] = []
    for given in inputs:
        if given == STDIN or os.path.isfile(given):
            names = [given]
        elif os.path.isdir(given):
            names = sorted(
                os.path.join(folder, name)
                for folder, _, names in os.walk(given)
                for name in names
                if not name.startswith(".")
            )
        else:
            names = sorted(name for name in glob.glob(given, recursive=True) if os.path.isfile(name))
        if not names:
            raise InputError(f"{given}: no such file, folder or match")
        found += names
    for name in found:
        if not name.isprintable():
            raise InputError(f"{name!a}: a name that is not printable UTF-8: rename it")
        if name != STDIN and not os.access(name, os.R_OK):
            raise InputError(f"{name}: not readable")
    return list(dict.fromkeys(found))


def size_of(paths: Sequence[str]) -> int | None:
    """Bytes in all of ``paths`` as they are stored, or None when one of them is standard input."""
    return None if STDIN in paths else sum(os.path.getsize(p) for p in paths)


class _Readable(Protocol):
    def read1(self, size: int, /) -> bytes: ...


class _BombError(Exception):
    """A compressed stream that goes on beyond all proportion."""


class _Growth:
    """How many bytes a file has given, and how many have come of them; stops at a size and ratio that no text has."""

    def __init__(self) -> None:
        self._stored = self._grown = 0

    def read(self, size: int) -> None:
        self._stored += size

    def grow(self, size: int) -> None:
        self._grown += size
        if self._grown > _BOMB_BYTES and self._grown > _BOMB_RATIO * self._stored:
            raise _BombError


class _Told(io.RawIOBase):
    """A stream that tells how much is read of it."""

    def __init__(self, inner: _Readable, tell: Callable[[int], None]) -> None:
        self._inner, self._tell = inner, tell

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        # One step at a time: a stream that breaks off has given all that stands before the break.
        data = self._inner.read1(len(buffer))
        self._tell(len(data))
        buffer[: len(data)] = data
        return len(data)


@contextmanager
def _opened(path: str) -> Iterator[tuple[io.BufferedReader, _Growth]]:
    stored: Any = sys.stdin.buffer if path == STDIN else open(path, "rb")  # noqa: SIM115
    growth = _Growth()
    try:
        reader: Any = io.BufferedReader(_Told(stored, growth.read))
        head = reader.peek(4)[:4]
        if head[:2] == _GZIP:
            reader = io.BufferedReader(_Told(gzip.GzipFile(fileobj=reader), growth.grow))
        elif head == _ZSTD:
            reader = io.BufferedReader(_Told(zstd.ZstdFile(reader), growth.grow))
        yield reader, growth
    finally:
        if path != STDIN:
            stored.close()


def read_records(path: str) -> Iterator[RawRecord]:
    """The records of one file, or of standard input for ``-``; never raises for what the file holds."""
    number = 0
    try:
        with _opened(path) as (stream, growth):
            for number, value, problem in _split(path, stream, growth):
                yield RawRecord(topic=path, offset=number, value=value, problem=problem)
    except _BombError:
        yield _broken(path, number, "expands_too_far", f"more than {_BOMB_RATIO} times its stored size and still going")
    except _BROKEN_STREAM as e:
        yield _broken(path, number, "truncated", f"the compressed stream breaks off ({e})")


def _broken(path: str, number: int, reason: str, message: str) -> RawRecord:
    return RawRecord(topic=path, offset=number + 1, value=_stored_bytes(path), problem=(reason, message))


def _stored_bytes(path: str) -> bytes:
    if path == STDIN:
        return b""
    with open(path, "rb") as stored:
        return stored.read(MAX_RECORD_BYTES)


_Split = tuple[int, bytes, tuple[str, str] | None]


def _split(path: str, stream: io.BufferedReader, growth: _Growth) -> Iterator[_Split]:
    head = stream.peek(64)
    start = head.removeprefix(_BOM).lstrip()
    if head[:4] == MAGIC:
        yield from _avro(path, stream, growth)
    elif start[:1] == b"[":
        yield from _json_array(stream)
    elif start[:1] == b"{" or path.endswith((".jsonl", ".ndjson", ".jsonl.gz", ".jsonl.zst")):
        yield from _json_lines(stream)
    else:
        yield _whole(stream)


def _whole(stream: IO[bytes]) -> _Split:
    value = stream.read(MAX_RECORD_BYTES + 1)
    if len(value) > MAX_RECORD_BYTES:
        return 1, value[:MAX_RECORD_BYTES], ("too_large", f"longer than {MAX_RECORD_BYTES} bytes: send JSON lines")
    return 1, value, None if value.strip() else ("empty", "the file is empty")


def _json_array(stream: IO[bytes]) -> Iterator[_Split]:
    number, value, problem = _whole(stream)
    try:
        elements = None if problem else msgspec.json.decode(value.removeprefix(_BOM), type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
        problem, elements = ("bad_json", f"not a JSON array: {e}"), None
    if elements is None:
        yield number, value, problem
    else:
        for number, element in enumerate(elements, 1):
            yield number, bytes(element), None


def _json_lines(stream: IO[bytes]) -> Iterator[_Split]:
    lines = bounded_lines(stream)
    first = next(lines, b"")
    if len(first) > MAX_RECORD_BYTES or _is_json(first):
        yield from _numbered(chain([first], lines))
        return
    # One object over several lines, or lines of which the first is broken: what follows tells.
    whole = first + stream.read(MAX_RECORD_BYTES + 1) + stream.readline(MAX_RECORD_BYTES + 1)
    if len(whole) <= MAX_RECORD_BYTES and (_is_json(whole) or not _OBJECT_LINE.search(whole)):
        yield 1, whole, None
    else:
        yield from _numbered(chain(bounded_lines(io.BytesIO(whole)), lines))


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def bounded_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Lines as they stand; of one over the limit only the beginning, one byte more than the limit."""
    while line := stream.readline(MAX_RECORD_BYTES + 1):
        yield line
        while len(line) > MAX_RECORD_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_RECORD_BYTES + 1)


def _numbered(lines: Iterable[bytes]) -> Iterator[_Split]:
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_RECORD_BYTES:
            yield number, line[:MAX_RECORD_BYTES], ("too_large", f"a line longer than {MAX_RECORD_BYTES} bytes")
        elif line.strip():
            yield number, line.rstrip(b"\r\n"), None


def _avro(path: str, stream: IO[bytes], growth: _Growth) -> Iterator[_Split]:
    number = 0
    try:
        for number, datum in enumerate(read_data(stream, growth.grow), 1):
            value = msgspec.json.encode(datum)
            growth.grow(len(value))
            too_large = len(value) > MAX_RECORD_BYTES
            problem = ("too_large", f"a record longer than {MAX_RECORD_BYTES} bytes") if too_large else None
            yield number, value[:MAX_RECORD_BYTES], problem
    except AvroDataError as e:
        yield number + 1, _stored_bytes(path), (e.reason, f"the Avro container cannot be read further ({e})")
