"""Reports in every form in which they come, and the same after things have happened to their bytes."""

import gzip
import io
import json
import random
from collections.abc import Callable, Sequence
from datetime import UTC
from typing import Any, Final
from xml.sax.saxutils import escape

import fastavro
from backports import zstd
from claims.generator import Fields, corpus, decoded

from schemas import encode

REPORTS: Final[list[Fields]] = corpus(40)
_USABLE: Final = list(decoded(REPORTS, UTC))
_RECORD: Final = {
    "type": "record",
    "name": "Scraped",
    "fields": [{"name": name, "type": "string"} for name in ("url", "text", "date")],
}
_PIECES: Final = (
    b"", b"\0", b"\xff\xfe", b"\xc3\x01", b"\xed\xa0\x80", b"\xe2\x80\xae", b'"', b"\\u0000", b"\\ud83d", b"{", b"]",
    b"[" * 2_000, b"\n" * 300, b" " * 3_000, b"." * 500, b"-9", b"1e999", b"9" * 400, b"null", b"NaN", b"&#0;",
    b"\x80\x80",
)  # fmt: skip
_VALUES: Final[tuple[Any, ...]] = (
    None, True, 0, -1, 10**30, 1.5, "", " ", "\0", "x" * 3_000, [], [[]], {}, {"a": [{}]}, "2022-02-30", "0000-00-00",
    "9999-12-31T23:59:59-23:59", 1e308, "http://[", "https://a b/é", "\ud800", "\u202e", [None, "", 1], "1" * 30,
)  # fmt: skip


def _json(rng: random.Random) -> bytes:
    fields = dict(rng.choice(REPORTS))
    for _ in range(rng.choice((0, 0, 0, 1, 2))):
        fields[rng.choice((*fields, "title", "authors", "extra", "modified_at", "retracted"))] = rng.choice(_VALUES)
    return json.dumps(fields).encode("utf-8", "surrogatepass")


def _avro(rng: random.Random) -> bytes:
    return encode(rng.choice(_USABLE))


def _plain(rng: random.Random) -> bytes:
    report = rng.choice(REPORTS)
    return f"date {report['published_at'][:10]} {report['text']}".encode()


def _lines(rng: random.Random) -> bytes:
    return b"\n".join(_json(rng) for _ in range(5))


def _array(rng: random.Random) -> bytes:
    return b"[" + b",".join(_json(rng) for _ in range(5)) + b"]"


def _list(rng: random.Random) -> bytes:
    return b'{"title": "The Post", "language": "en", "%s": %s}' % (
        rng.choice((b"items", b"articles", b"data")),
        _array(rng),
    )


def _feed(rng: random.Random) -> bytes:
    items = "".join(
        f"<item><guid>{one['url']}</guid><title>{escape(one['text'][:40])}</title><pubDate>{one['published_at']}</pubDate>"
        f"<content:encoded>{escape(one['text'])}</content:encoded><category>news</category></item>"
        for one in rng.choices(REPORTS, k=5)
    )
    space = "http://purl.org/rss/1.0/modules/content/"
    return f'<rss xmlns:content="{space}"><channel><title>The Post</title>{items}</channel></rss>'.encode()


def _container(rng: random.Random) -> bytes:
    stream = io.BytesIO()
    data = [{"url": one["url"], "text": one["text"], "date": one["published_at"]} for one in rng.choices(REPORTS, k=5)]
    fastavro.writer(stream, _RECORD, data, codec="deflate", sync_marker=b"0123456789abcdef")
    return stream.getvalue()


RECORDS: Final[dict[str, Callable[[random.Random], bytes]]] = {"JSON": _json, "Avro": _avro, "text": _plain}
"""What may stand in a record of a topic."""
FILES: Final[dict[str, Callable[[random.Random], bytes]]] = {
    "lines": _lines,
    "array": _array,
    "list": _list,
    "feed": _feed,
    "container": _container,
    "gzip": lambda rng: gzip.compress(_lines(rng), 1, mtime=0),
    "zstd": lambda rng: zstd.compress(_lines(rng), 1),
}
"""What may stand in a file."""


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The bytes after nought to six mishaps: bits that turn, pieces that go, come twice, come from elsewhere."""
    out = bytearray(data)
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3, 6))):
        at = rng.randrange(len(out) + 1)
        end = min(len(out), at + rng.choice((1, 1, 2, 8, 40, 400)))
        rng.choice(_MISHAPS)(out, at, end, rng)
    return bytes(out)


def _turn(out: bytearray, at: int, end: int, rng: random.Random) -> None:
    if at < len(out):
        out[at] ^= 1 << rng.randrange(8)


def _drop(out: bytearray, at: int, end: int, rng: random.Random) -> None:
    del out[at:end]


def _cut(out: bytearray, at: int, end: int, rng: random.Random) -> None:
    del out[at:]


def _double(out: bytearray, at: int, end: int, rng: random.Random) -> None:
    out[at:at] = out[at:end] * rng.choice((1, 1, 20))


def _insert(out: bytearray, at: int, end: int, rng: random.Random) -> None:
    out[at:at] = rng.choice(_PIECES)


def _overwrite(out: bytearray, at: int, end: int, rng: random.Random) -> None:
    out[at:end] = rng.randbytes(end - at)


def _swap(out: bytearray, at: int, end: int, rng: random.Random) -> None:
    other = _json(rng)
    out[at:end] = other[rng.randrange(len(other)) :][: end - at + 20]


_MISHAPS: Final[Sequence[Callable[[bytearray, int, int, random.Random], None]]] = (
    _turn, _turn, _drop, _cut, _double, _insert, _insert, _overwrite, _swap,
)  # fmt: skip
