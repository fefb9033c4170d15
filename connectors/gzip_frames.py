"""A gzip frame, a piece at a time: what stands before damage comes out before the damage is told."""

import gzip
import struct
import zlib
from typing import Final

_BEGINS: Final = b"\x1f\x8b\x08"
_CHECKED, _EXTRA, _NAME, _COMMENT = 2, 4, 8, 16
_MAX_HEADER: Final = 1 << 17
_TRAILER: Final = 8


class GzipFrame:
    """Decompresses one frame, with the interface of the decompressors of the standard library."""

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        self._held: bytes | None = b""  # of the header, while it is not read
        self._sum = self._size = 0
        self.eof = self._inflated = False
        self.unused_data = self.unconsumed_tail = b""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """What comes of ``data``, at most ``max_length`` bytes; raises zlib.error, BadGzipFile."""
        if self._held is not None:
            self._held += data
            end = _header_end(self._held)
            if end is None:
                return b""
            data, self._held = self._held[end:], None
        if self._inflated:
            return self._check(data)
        out = self._inflate.decompress(data, max_length)
        self._sum, self._size = zlib.crc32(out, self._sum), self._size + len(out)
        self._inflated = self._inflate.eof
        self.unconsumed_tail = self._inflate.unconsumed_tail or self._inflate.unused_data
        return out or (self._check(self.unconsumed_tail) if self._inflated else out)

    def _check(self, data: bytes) -> bytes:
        self.unconsumed_tail = b""
        self.unused_data += data
        if len(self.unused_data) >= _TRAILER:
            told = struct.unpack("<II", self.unused_data[:_TRAILER])
            if told != (self._sum, self._size & 0xFFFFFFFF):
                raise gzip.BadGzipFile("its check sum is not that of its content")
            self.unused_data, self.eof = self.unused_data[_TRAILER:], True
        return b""


def _header_end(data: bytes) -> int | None:
    """Where the header ends, or None where more of it is to come; raises BadGzipFile."""
    if not data.startswith(_BEGINS[: len(data)]):
        raise gzip.BadGzipFile(f"not gzip: it goes on with {data[:4]!r}")
    if len(data) < 12:
        return None
    end = 10
    if data[3] & _EXTRA:
        end += 2 + int.from_bytes(data[10:12], "little")
    for flag in (_NAME, _COMMENT):
        if data[3] & flag:
            found = data.find(b"\0", end)
            if found < 0 and len(data) > _MAX_HEADER:
                raise gzip.BadGzipFile("a header without end")
            if found < 0:
                return None
            end = found + 1
    if data[3] & _CHECKED:
        end += 2
    return end if len(data) > end else None
