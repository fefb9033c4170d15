"""WARC files as tests write them, one record at a time."""

import gzip
from collections.abc import Callable, Iterable

URL = "https://arlen.example/news/envoys"
DATE = "2024-06-01T12:00:00Z"


def http(body: bytes, *headers: str, status: str = "200 OK", media: str | None = "text/html; charset=utf-8") -> bytes:
    said = [*([f"Content-Type: {media}"] if media else []), *headers]
    return "\r\n".join([f"HTTP/1.1 {status}", *said, "", ""]).encode() + body


def record(
    block: bytes,
    *headers: str,
    kind: str = "response",
    url: str | None = URL,
    length: int | None = None,
    number: int = 1,
) -> bytes:
    said = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{number}>",
        f"WARC-Date: {DATE}",
        *([f"WARC-Target-URI: {url}"] if url else []),
        *headers,
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join([*said, "", ""]).encode() + block + b"\r\n\r\n"


def packed(records: Iterable[bytes], pack: Callable[[bytes], bytes] = gzip.compress) -> bytes:
    return b"".join(map(pack, records))
