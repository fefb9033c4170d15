"""JSON Feed, versions 1 and 1.1, read leniently: what is of another type than it should be is left out."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import urljoin

from connectors.feeds.errors import NotAFeedError
from connectors.feeds.items import Item, ParsedFeed

_VERSION: Final = "jsonfeed.org/version/"


def parse_json_feed(data: bytes, url: str) -> ParsedFeed:
    """The feed in ``data``, found at ``url``; raises NotAFeedError."""
    try:
        feed = json.loads(data.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise NotAFeedError(f"broken JSON: {error}") from error
    entries = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(entries, list) or _VERSION not in str(feed.get("version")):
        raise NotAFeedError("JSON, but no JSON Feed: it has no version of jsonfeed.org or no items")
    return ParsedFeed(
        title=_text(feed.get("title")),
        language=_text(feed.get("language")),
        items=tuple(_item(entry, url) for entry in entries if isinstance(entry, dict)),
    )


def _item(entry: dict[str, Any], url: str) -> Item:
    link = _text(entry.get("url")) or _text(entry.get("external_url"))
    contents = (_text(entry.get("content_html")), _text(entry.get("content_text")))
    author = entry.get("author")
    return Item(
        guid=_text(entry.get("id")),
        link=_joined(url, link),
        title=_text(entry.get("title")),
        summary=_text(entry.get("summary")),
        contents=tuple(content for content in contents if content),
        published=_text(entry.get("date_published")),
        updated=_text(entry.get("date_modified")),
        authors=tuple(_names(_list(entry.get("authors")) or [author])),
        tags=tuple(tag for tag in _list(entry.get("tags")) if isinstance(tag, str)),
        language=_text(entry.get("language")),
    )


def _joined(url: str, link: str | None) -> str | None:
    try:
        return urljoin(url, link) if link else None
    except ValueError:
        return None


def _names(authors: Iterable[Any]) -> Iterator[str]:
    for author in authors:
        name = author.get("name") if isinstance(author, dict) else author
        if isinstance(name, str) and name:
            yield name


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)  # ids are numbers here and there
    return value.strip() or None if isinstance(value, str) else None
