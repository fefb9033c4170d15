"""Stored streams as they read: gzip and zstd undone, what grows beyond all proportion stopped."""

import gzip
import io
import struct
import zlib
from collections.abc import Callable
from typing import Any, Final, Protocol

from backports import zstd

BOMB_BYTES: Final = 1 << 28
BOMB_RATIO: Final = 200
BROKEN_STREAM: Final = (EOFError, zlib.error, gzip.BadGzipFile, zstd.ZstdError)
HEAD_BYTES: Final = 1024
"""So much of a stream can be looked at before it is read, however little a pipe gives at a time."""
_GZIP, _ZSTD, _ZSTD_DICTIONARY = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18"
_MAX_DICTIONARY: Final = 16 << 20


class BombError(Exception):
    """A compressed stream that goes on beyond all proportion."""


class Growth:
    """How many bytes a file has given, and how many have come of them; stops at a size and ratio that no text has."""

    def __init__(self) -> None:
        self._stored = self._grown = 0

    def read(self, size: int) -> None:
        """So many stored bytes more were read."""
        self._stored += size

    def grow(self, size: int) -> None:
        """So many bytes more have come of them; raises BombError."""
        self._grown += size
        if self._grown > BOMB_BYTES and self._grown > BOMB_RATIO * self._stored:
            raise BombError


class Readable(Protocol):
    """What a stream has at least."""

    def read1(self, size: int, /) -> bytes:
        """Some bytes, at most ``size``, none at the end."""


class _Told(io.RawIOBase):
    """A stream that tells how much is read of it."""

    def __init__(self, inner: Readable, tell: Callable[[int], None]) -> None:
        self._inner, self._tell = inner, tell
        self._begun = False
        self._stopped: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._step(len(buffer))
        while not self._begun and 0 < len(data) < min(len(buffer), HEAD_BYTES):
            try:
                more = self._step(len(buffer) - len(data))
            except (*BROKEN_STREAM, BombError) as e:
                self._stopped = e
                break
            if not more:
                break
            data += more
        self._begun = True
        buffer[: len(data)] = data
        return len(data)

    def _step(self, size: int) -> bytes:
        # One step at a time: a stream that breaks off has given all that stands before the break.
        if self._stopped is not None:
            raise self._stopped
        data = self._inner.read1(size)
        self._tell(len(data))
        return data


def expanded(stored: Readable, growth: Growth) -> io.BufferedReader:
    """``stored`` as it reads, plain or out of gzip or zstd, with the dictionary that it begins with where it has one.

    Reading it raises one of BROKEN_STREAM or BombError.
    """
    reader: io.BufferedReader = io.BufferedReader(_Told(stored, growth.read))
    head = reader.peek(4)[:4]
    if head[:2] == _GZIP:
        return io.BufferedReader(_Told(gzip.GzipFile(fileobj=reader), growth.grow))
    if head in (_ZSTD, _ZSTD_DICTIONARY):
        dictionary = _dictionary(reader) if head == _ZSTD_DICTIONARY else None
        return io.BufferedReader(_Told(zstd.ZstdFile(reader, zstd_dict=dictionary), growth.grow))
    return reader


def _dictionary(reader: io.BufferedReader) -> Any:
    """The dictionary that a WARC in zstd keeps in its first frame, itself plain or compressed."""
    (size,) = struct.unpack("<4xI", reader.read(8))
    if size > _MAX_DICTIONARY:
        raise zstd.ZstdError(f"a dictionary of {size} bytes")
    content = reader.read(size)
    if content[:4] == _ZSTD:
        content = zstd.ZstdDecompressor().decompress(content, _MAX_DICTIONARY)
    return zstd.ZstdDict(content, is_raw=content[:4] != b"\x37\xa4\x30\xec")
