"""Stored streams as they read: gzip and zstd undone, what grows beyond all proportion stopped."""

import gzip
import io
import struct
import zlib
from collections.abc import Callable
from typing import Final, Protocol

from backports import zstd

from connectors.gzip_frames import GzipFrame

BOMB_BYTES: Final = 1 << 28
BOMB_RATIO: Final = 200
BROKEN_STREAM: Final = (EOFError, zlib.error, gzip.BadGzipFile, zstd.ZstdError)
HEAD_BYTES: Final = 1024
"""So much of a stream can be looked at before it is read, however little a pipe gives at a time."""
_STEP: Final = 1 << 16
_FIRST_STEP: Final = 1 << 9
_MOST_STEP: Final = 1 << 13
"""So much is expanded at once, and lost where damage is in it."""
_HELD: Final = 4 << 20
"""So much of a damaged frame is searched for the frames that were read as its own."""
_GZIP, _GZIP_DEFLATE = b"\x1f\x8b", b"\x1f\x8b\x08"
_ZSTD, _ZSTD_DICTIONARY = b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18"
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


class Decompressor(Protocol):
    """What decompresses one frame, as those of the standard library do."""

    @property
    def eof(self) -> bool:
        """Whether the frame has ended."""

    @property
    def unused_data(self) -> bytes:
        """What stood behind it."""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """Some bytes, at most ``max_length``."""


class _Frames:
    """Compressed frames one after another as one stream, which after damage can go on at the next frame."""

    def __init__(self, stored: Readable, magic: bytes, make: Callable[[], Decompressor], padding: bytes = b"") -> None:
        self._stored, self._magic, self._make, self._padding = stored, magic, make, padding
        self._frame: Decompressor | None = None
        self._data = b""
        self._at = 0
        self._from: int | None = None  # where the frame began, while its bytes are still held
        self._step = _FIRST_STEP
        self.given = 0

    def read1(self, size: int, /) -> bytes:
        """Some bytes, at most ``size``; raises one of BROKEN_STREAM."""
        while True:
            if self._frame is None and not self._begin():
                return b""
            data = self._decompress(size)
            if data:
                self.given += len(data)
                return data

    def resume(self) -> bool:
        """Go on at the next frame after the one that is damaged; False where none can be found."""
        self._frame = None
        start = self._at if self._from is None else self._from + 1
        while (found := self._data.find(self._magic, start)) < 0:
            self._data, self._from = self._data[-len(self._magic) + 1 :], None
            start = 0
            if not self._fill():
                return False
        self._at = found
        return True

    def _begin(self) -> bool:
        while True:
            while self._padding and self._data[self._at : self._at + 1] == self._padding:
                self._at += 1
            if self._at < len(self._data):
                break
            self._data, self._at, self._from = b"", 0, None
            if not self._fill():
                return False
        self._frame, self._from, self._step, self.given = self._make(), self._at, _FIRST_STEP, 0
        return True

    def _decompress(self, size: int) -> bytes:
        frame = self._frame
        assert frame is not None  # noqa: S101
        wants = getattr(frame, "needs_input", True)
        ended = wants and self._at >= len(self._data) and not self._fill()
        chunk = self._data[self._at : self._at + self._step] if wants else b""
        data = frame.decompress(chunk, size)
        self._at += len(chunk) - len(getattr(frame, "unconsumed_tail", b""))
        self._step = min(2 * self._step, _MOST_STEP)
        if frame.eof:
            self._at -= len(frame.unused_data)
            self._frame = None
        elif ended and not data:
            raise EOFError("it ends before its end")
        return data

    def _fill(self) -> bool:
        if self._from is None or len(self._data) - self._from > _HELD:
            self._data, self._at, self._from = self._data[self._at :], 0, None
        elif self._from:
            self._data, self._at, self._from = self._data[self._from :], self._at - self._from, 0
        more = self._stored.read1(_STEP)
        self._data += more
        return bool(more)


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

    @property
    def frames(self) -> _Frames | None:
        return self._inner if isinstance(self._inner, _Frames) else None

    def resume(self) -> bool:
        self._stopped = None
        return self.frames is not None and self.frames.resume()

    def _step(self, size: int) -> bytes:
        # One step at a time: a stream that breaks off has given all that stands before the break.
        if self._stopped is not None:
            raise self._stopped
        data = self._inner.read1(size)
        self._tell(len(data))
        return data


def expanded(stored: Readable, growth: Growth, tell: Callable[[int], None] | None = None) -> io.BufferedReader:
    """``stored`` as it reads, plain or out of gzip or zstd, with the dictionary that it begins with where it has one.

    What is read of ``stored`` is told to ``tell``, else counts as stored. Reading it raises one of BROKEN_STREAM or
    BombError; ``resume`` makes it go on after one of BROKEN_STREAM.
    """
    reader = _buffered(stored, tell or growth.read)
    head = reader.peek(4)[:4]
    if head[:2] == _GZIP:
        return _buffered(_Frames(reader, _GZIP_DEFLATE, GzipFrame, padding=b"\0"), growth.grow)
    if head in (_ZSTD, _ZSTD_DICTIONARY):
        dictionary = _dictionary(reader) if head == _ZSTD_DICTIONARY else None
        return _buffered(_Frames(reader, _ZSTD, lambda: zstd.ZstdDecompressor(dictionary)), growth.grow)
    return reader


def resume(stream: io.BufferedReader) -> bool:
    """Go on after damage of what ``expanded`` gave, at the next frame that can be found; False where there is none."""
    return isinstance(stream.raw, _Told) and stream.raw.resume()


def spoilt(stream: io.BufferedReader) -> int:
    """How many of the last bytes that ``expanded`` gave are of a frame that is damaged."""
    frames = stream.raw.frames if isinstance(stream.raw, _Told) else None
    return frames.given if frames else 0


def _buffered(stored: Readable, tell: Callable[[int], None]) -> io.BufferedReader:
    return io.BufferedReader(_Told(stored, tell), _STEP)


def _dictionary(reader: io.BufferedReader) -> zstd.ZstdDict:
    """The dictionary that a WARC in zstd keeps in its first frame, itself plain or compressed."""
    header = reader.read(8)
    if len(header) < 8:
        raise EOFError("a dictionary without a length")
    (size,) = struct.unpack("<4xI", header)
    if size > _MAX_DICTIONARY:
        raise zstd.ZstdError(f"a dictionary of {size} bytes")
    content = reader.read(size)
    if content[:4] == _ZSTD:
        content = zstd.ZstdDecompressor().decompress(content, _MAX_DICTIONARY)
    try:
        return zstd.ZstdDict(content, is_raw=content[:4] != b"\x37\xa4\x30\xec")
    except ValueError as e:
        raise zstd.ZstdError(f"a dictionary that is none: {e}") from e
