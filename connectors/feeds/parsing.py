"""From what an address gave to a feed's items: RSS and Atom by feedparser, JSON Feed by its own reader."""

import io
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urljoin

import feedparser

from connectors.feeds.errors import NotAFeedError
from connectors.feeds.items import Item, ParsedFeed
from connectors.feeds.json_feed import parse_json_feed

_MEDIA: Final = re.compile(rb"""xmlns:([A-Za-z][\w.-]*)\s*=\s*["']http://search\.yahoo\.com/mrss/?["']""")
_OPAQUE: Final = re.compile(rb"<(guid|id)(\s[^<>]*)?>(?=\s*(?:<!\[CDATA\[)?\s*[^\s<:/][^<:]*</\1\s*>)", re.IGNORECASE)
_CHARSET: Final = re.compile(r";\s*charset\s*=\s*[\"']?[^\"';]*[\"']?", re.IGNORECASE)
_SHOWN: Final = 60
_EXPANDED: Final = 1 << 16
"""Characters by which entities may lengthen a feed."""
_FEED_TYPES: Final = ("application/rss+xml", "application/atom+xml", "application/feed+json")


def parse_feed(data: bytes, url: str, content_type: str) -> ParsedFeed:
    """The feed in ``data``, found at ``url``, so that relative addresses in it lead somewhere; raises NotAFeedError."""
    begins = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if begins in (b"{", b"["):
        return parse_json_feed(data, url)
    headers = {"content-type": _believed(content_type, data), "content-location": url}
    found = feedparser.parse(io.BytesIO(_ids_as_written(_captions_apart(data))), response_headers=headers)
    if not found.entries and not found.get("version"):
        raise NotAFeedError(_what_else(data, url))
    why = found.get("bozo_exception") if found.get("bozo") else None
    broken = None if why is None or isinstance(why, feedparser.CharacterEncodingOverride) else f"broken XML: {why}"
    if broken and not found.entries:
        raise NotAFeedError(broken)
    items = tuple(_item(entry) for entry in found.entries)
    if sum(map(_length, items)) > 4 * len(data) + _EXPANDED:  # a link may stand for a guid, and a summary for content
        raise NotAFeedError("its entities expand too far")
    return ParsedFeed(
        title=found.feed.get("title") or None,
        language=found.feed.get("language") or None,
        items=items,
        broken=broken,
    )


def _item(entry: dict[str, Any]) -> Item:
    tags = [tag.get("term") or tag.get("label") for tag in entry.get("tags", ())]
    # Asked in its own way, feedparser gives ``published`` for ``updated``.
    return Item(
        guid=entry.get("id") or None,
        link=entry.get("link") or None,
        title=entry.get("title") or None,
        summary=entry.get("summary") or None,
        contents=tuple(part["value"] for part in entry.get("content", ()) if part.get("value")),
        published=dict.get(entry, "published") or None,
        updated=dict.get(entry, "updated") or None,
        authors=tuple(_authors(entry)),
        tags=tuple(tag for tag in tags if tag),
        language=_language(entry),
        caption=entry.get("media_caption") or None,
    )


def _length(item: Item) -> int:
    return sum(len(text or "") for text in (item.title, item.summary, *item.contents))


def _authors(entry: Mapping[str, Any]) -> Iterator[str]:
    names = [author.get("name") for author in entry.get("authors", ())] or [entry.get("author")]
    return (name for name in dict.fromkeys(names) if name)


def _language(entry: Mapping[str, Any]) -> str | None:
    details = (*entry.get("content", ()), entry.get("summary_detail"), entry.get("title_detail"))
    return next((part["language"] for part in details if part and part.get("language")), None)


def _captions_apart(data: bytes) -> bytes:
    """The feed with ``media:description`` under another name: feedparser takes it for the item's own description."""
    for prefix in {found[1] for found in _MEDIA.finditer(data)}:
        # Without its attributes, in whose place feedparser would lose the text of an element that it does not know.
        data = re.sub(rb"(</?" + re.escape(prefix) + rb":)description\b[^<>]*?(/?>)", rb"\1caption\2", data)
    return data


def _ids_as_written(data: bytes) -> bytes:
    """The feed with ids that are no address said to be none: feedparser would resolve them against the feed's address.

    An item would get another id when its feed moves, and come again as another report.
    """
    return _OPAQUE.sub(rb'<\1 isPermaLink="false">', data)


def _believed(content_type: str, data: bytes) -> str:
    """The type with the right charset: bytes that are UTF-8 are, whatever their server says of them."""
    if data.isascii():
        return content_type or "application/xml"
    try:
        data.decode()
    except UnicodeDecodeError:
        return content_type or "application/xml"
    return f"{_CHARSET.sub('', content_type) or 'application/xml'}; charset=utf-8"


def _what_else(data: bytes, url: str) -> str:
    text = data[: 1 << 18].decode("utf-8", "replace")
    if re.search(r"<(?:!doctype\s+html|html|head|body)\b", text, re.IGNORECASE):
        named = list(_feeds_named(text, url))
        return f"a page, no feed: its feeds are {', '.join(named)}" if named else "a page, no feed, and it names none"
    shown = " ".join(text.split())[:_SHOWN]
    return f"neither RSS, Atom nor JSON Feed: begins {shown!r}" if shown else "nothing in it"


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and "alternate" in given.get("rel", "").lower() and given.get("type", "") in _FEED_TYPES:
            self.found.append(given.get("href", ""))


def _feeds_named(page: str, url: str) -> Iterator[str]:
    links = _Links()
    links.feed(page)
    for href in links.found[:5]:
        try:
            yield urljoin(url, href)
        except ValueError:
            continue
