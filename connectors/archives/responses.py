"""What a record of an archive holds: whether it is a page, and the page as its server meant it."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from connectors.archives.encodings import undo
from connectors.archives.warc import Headers, WarcRecord, read_headers
from connectors.pages.reading import MAX_PAGE_BYTES
from connectors.pages.records import is_page

_STATUS: Final = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})\b")
_HEADER_END: Final = re.compile(rb"\r?\n\r?\n")
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
_FEED: Final = re.compile(rb"\s*<(?:\?xml\b[^>]*>\s*<)?(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b")
_HTML: Final = ("text/html", "application/xhtml+xml")
_UNTYPED: Final = ("", "application/octet-stream", "unk", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A page as it was sent: its bytes without encodings, and the charset that its server named."""

    page: bytes
    charset: str | None


def left_out_as(headers: Headers, head: bytes) -> str | None:
    """What a record is that holds no page, or None where it holds one; ``head`` is the beginning of its block."""
    kind = headers.get("warc-type", "").lower()
    if kind not in ("response", "resource"):
        return kind if kind in _KINDS else "other"
    if _path(address_of(headers)) == "/robots.txt":
        return "robots"
    said, body = _split(headers, head)
    status = _STATUS.match(head)
    if status and not status[1].startswith(b"2"):
        return "redirect" if status[1].startswith(b"3") else "error"
    media = _media(said)
    if media not in _HTML and not (media in _UNTYPED and is_page(body)):
        return "other"
    return "feed" if _FEED.match(body) else None


_KINDS: Final = frozenset({"request", "metadata", "warcinfo", "revisit", "conversion", "continuation"})


def read_response(record: WarcRecord) -> Response:
    """The page of a record; raises EncodingError."""
    said, body = _split(record.headers, record.block)
    cut = "warc-truncated" in record.headers
    for name in ("transfer-encoding", "content-encoding"):
        body = undo(body, said.get(name, ""), MAX_PAGE_BYTES, cut=cut)
    charset = _CHARSET.search(said.get("content-type", ""))
    return Response(page=body, charset=charset[1] if charset else None)


def address_of(headers: Headers) -> str:
    """The address of a record; older tools put it in angle brackets."""
    return headers.get("warc-target-uri", "").strip("<> ")


def _path(address: str) -> str:
    """The path of an address, "" where it is none."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _split(headers: Headers, block: bytes) -> tuple[Headers, bytes]:
    """What the server said, and the body; a resource has the archive's own word for it."""
    if not _STATUS.match(block):
        return headers, block
    end = _HEADER_END.search(block)
    return (read_headers(block[: end.start()]), block[end.end() :]) if end else (read_headers(block), b"")


def _media(said: Headers) -> str:
    return said.get("content-type", "").partition(";")[0].strip().lower()
