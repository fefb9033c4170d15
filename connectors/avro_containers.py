"""Avro container files of others: their data one by one, however they were written, and never more than is allowed.

A block is taken into memory only when its stored and its expanded size are within the limit: what a container claims
is not believed.
"""

import bz2
import json
import lzma
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any, Final, overload

import pyarrow as pa
from backports import zstd

from schemas.foreign import AvroDataError, Cursor, DatumReader

MAGIC: Final = b"Obj\x01"
MAX_BLOCK_BYTES: Final = 64 << 20
_MAX_HEADER_BYTES: Final = 16 << 20
_SYNC_BYTES: Final = 16
_LZMA_MEMORY: Final = 256 << 20


class TruncatedError(AvroDataError):
    """A container that breaks off."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "truncated")


def read_data(stream: IO[bytes], grown: Callable[[int], None]) -> Iterator[Any]:
    """The data of a container, as JSON would hold them; ``grown`` is told the expanded size of each block.

    Raises AvroDataError where it cannot be read further, TruncatedError where it breaks off.
    """
    meta, sync = _header(stream)
    reader = DatumReader(_schema(meta.get("avro.schema", b"")))
    name = meta.get("avro.codec", b"null").decode("utf-8", "replace")
    expand = _CODECS.get(name)
    if expand is None:
        raise AvroDataError(f"its codec is {name[:30]!r}: write it with one of {', '.join(sorted(_CODECS))}")
    while (count := _long(stream, may_end=True)) is not None:
        data = _block(stream, expand, sync)
        grown(len(data))
        yield from _data(reader, data, count)


def _data(reader: DatumReader, data: bytes, count: int) -> Iterator[Any]:
    if count < 0:
        raise AvroDataError(f"a block of {count} records")
    cursor = Cursor(data)
    for _ in range(count):
        before = cursor.position
        datum = reader.next(cursor)
        if cursor.position == before:  # of which a block may claim any number
            raise AvroDataError("records of no bytes")
        yield datum
    if cursor.position < len(data):
        raise AvroDataError(f"a block with {len(data) - cursor.position} bytes left over")


def _header(stream: IO[bytes]) -> tuple[dict[str, bytes], bytes]:
    if stream.read(len(MAGIC)) != MAGIC:
        raise AvroDataError("not an Avro container")
    meta: dict[str, bytes] = {}
    left = _MAX_HEADER_BYTES
    while count := _long(stream):
        if count < 0:
            _long(stream)
        for _ in range(abs(count)):
            key = _sized(stream, left)
            meta[key.decode("utf-8", "replace")] = value = _sized(stream, left - len(key))
            left -= len(key) + len(value) + 1
    return meta, _exactly(stream, _SYNC_BYTES)


def _schema(text: bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as e:
        raise AvroDataError(f"its schema is no JSON: {e}") from e


def _block(stream: IO[bytes], expand: Callable[[bytes], bytes], sync: bytes) -> bytes:
    stored = _sized(stream, MAX_BLOCK_BYTES)
    if _exactly(stream, _SYNC_BYTES) != sync:
        raise AvroDataError("a block without its sync marker")
    try:
        data = expand(stored)
    except (zlib.error, zstd.ZstdError, lzma.LZMAError, OSError, EOFError, ValueError, MemoryError) as e:
        if isinstance(e, AvroDataError):
            raise
        raise AvroDataError(f"a block that does not expand: {e or type(e).__name__}") from e
    if len(data) > MAX_BLOCK_BYTES:
        raise AvroDataError(f"a block of more than {MAX_BLOCK_BYTES} bytes", "expands_too_far")
    return data


def _snappy(data: bytes) -> bytes:
    """Snappy says at its start how long it becomes; behind it Avro puts a checksum of what came out."""
    size = shift = 0
    for byte in data[:5]:
        size |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            break
    if size > MAX_BLOCK_BYTES:
        raise AvroDataError(f"a block of more than {MAX_BLOCK_BYTES} bytes", "expands_too_far")
    out: bytes = pa.decompress(data[:-4], size, codec="snappy", asbytes=True)
    if zlib.crc32(out) != int.from_bytes(data[-4:], "big"):
        raise AvroDataError("a block whose checksum does not fit")
    return out


def _stepwise(new: Callable[[], Any]) -> Callable[[bytes], bytes]:
    """What a decompressor makes of a block, and not much more than is allowed of it."""

    def expand(data: bytes) -> bytes:
        decompressor = new()
        out: bytes = decompressor.decompress(data, MAX_BLOCK_BYTES + 1)
        if not decompressor.eof and len(out) <= MAX_BLOCK_BYTES:
            raise AvroDataError("a block that breaks off")
        return out

    return expand


_CODECS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "null": lambda data: data,
    "deflate": _stepwise(lambda: zlib.decompressobj(-15)),
    "bzip2": _stepwise(bz2.BZ2Decompressor),
    "xz": _stepwise(lambda: lzma.LZMADecompressor(memlimit=_LZMA_MEMORY)),
    "zstandard": _stepwise(zstd.ZstdDecompressor),
    "snappy": _snappy,
}


def _sized(stream: IO[bytes], limit: int) -> bytes:
    size = _long(stream)
    if not 0 <= size <= limit:
        raise AvroDataError(
            f"{size} bytes in one piece, where {limit} are allowed", "too_large" if size > 0 else "bad_avro"
        )
    return _exactly(stream, size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise TruncatedError(f"breaks off: {size - len(data)} bytes are missing")
    return data


@overload
def _long(stream: IO[bytes]) -> int: ...
@overload
def _long(stream: IO[bytes], *, may_end: bool) -> int | None: ...
def _long(stream: IO[bytes], *, may_end: bool = False) -> int | None:
    """The next long; None where the stream has ended and may end."""
    data = stream.read(1)
    if not data and may_end:
        return None
    while data and data[-1] >= 0x80 and len(data) < 10:
        more = stream.read(1)
        if not more:
            break
        data += more
    if not data or (data[-1] >= 0x80 and len(data) < 10):
        raise TruncatedError("breaks off within a number")
    return Cursor(data).long()
