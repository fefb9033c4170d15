"""The encodings of HTTP undone, within a limit: chunks, gzip, deflate, br and zstd, also where the label is wrong."""

import re
import zlib
from collections.abc import Callable
from typing import Final

from backports import zstd

from connectors.expanding import BROKEN_STREAM, Decompressor
from connectors.gzip_frames import GzipFrame
from connectors.pages.records import is_page

_NO_BROTLI: Final = "it is packed with br: pip install 'brotli>=1.2'"
_CHUNK: Final = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_LOOKED_AT: Final = 1024
_LINE_END: Final = re.compile(rb"\r?\n")


class EncodingError(Exception):
    """A body whose encoding cannot be undone: a reason code and what was wrong."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def undo(body: bytes, encodings: str, limit: int, *, cut: bool = False) -> bytes:
    """``body`` without ``encodings``, a header's list of them in the order in which they were applied.

    Archives keep a label where they undid the encoding themselves: what does not begin as the label says is left as it
    is. What breaks off is taken where it is known to be ``cut``. Raises EncodingError, also for more than ``limit``
    bytes.
    """
    for name in reversed([one.strip().lower().removeprefix("x-") for one in encodings.split(",")]):
        if name in ("", "identity", "none") or is_page(body[:_LOOKED_AT]):
            continue
        if name == "chunked":
            body = _without_chunks(body, cut)
        elif name in _FORMS:
            body = _expanded(name, body, limit, cut)
        else:
            raise EncodingError("bad_encoding", f"its encoding {name[:40]!r} is not known")
    return body


def _without_chunks(body: bytes, cut: bool) -> bytes:
    parts: list[bytes] = []
    at = 0
    found = _CHUNK.match(body)
    if found is None:
        return body
    while found:
        size, at = int(found[1], 16), found.end()
        if not size:
            return b"".join(parts)
        parts.append(body[at : at + size])
        at += size
        if line_end := _LINE_END.match(body, at):
            at = line_end.end()
        found = _CHUNK.match(body, at)
    if at < len(body) and not parts[1:]:
        return body  # a text that begins like a number
    if not cut and at != len(body):
        raise EncodingError("truncated", f"its chunks break off after {min(at, len(body))} bytes")
    return b"".join(parts)


def _expanded(name: str, body: bytes, limit: int, cut: bool) -> bytes:
    begins, make = _FORMS[name]
    out, left = bytearray(), body
    try:
        while begins.match(left):
            frame = make(left)
            while not frame.eof:
                grown = frame.decompress(left, limit + 1 - len(out))
                out += grown
                if len(out) > limit:
                    raise EncodingError("too_large", f"it expands to more than {limit} bytes")
                left = frame.unused_data if frame.eof else getattr(frame, "unconsumed_tail", b"")
                if not (frame.eof or grown or left):
                    raise EOFError("it ends before its end")
    except BROKEN_STREAM as e:
        if not (cut and out):
            raise EncodingError("truncated", f"its {name} breaks off ({e})") from e
    return bytes(out) if left is not body else body


class _BrotliFrame:
    """One stream of brotli, with the interface of the decompressors of the standard library."""

    def __init__(self) -> None:
        try:
            import brotli
        except ImportError as e:
            raise EncodingError("bad_encoding", _NO_BROTLI) from e
        self._inner, self._error = brotli.Decompressor(), brotli.error
        self.eof, self.unused_data = False, b""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        try:
            out: bytes = self._inner.process(data, output_buffer_limit=max_length)
        except TypeError as e:  # an older one, which would expand a bomb whole
            raise EncodingError("bad_encoding", _NO_BROTLI) from e
        except self._error as e:
            raise EOFError(str(e)) from e
        self.eof = self._inner.is_finished()
        return out


def _inflating(body: bytes) -> Decompressor:
    """By the standard deflate has a header of zlib; some servers leave it out."""
    wrapped = len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0
    return zlib.decompressobj() if wrapped else zlib.decompressobj(-zlib.MAX_WBITS)


_ANYTHING: Final = re.compile(rb"(?!\Z)")
_FORMS: Final[dict[str, tuple[re.Pattern[bytes], Callable[[bytes], Decompressor]]]] = {
    "gzip": (re.compile(rb"\x1f\x8b\x08"), lambda _: GzipFrame()),
    "deflate": (_ANYTHING, _inflating),
    "br": (_ANYTHING, lambda _: _BrotliFrame()),
    "zstd": (re.compile(rb"\x28\xb5\x2f\xfd"), lambda _: zstd.ZstdDecompressor()),
}
