"""Items of RSS and Atom, in the fields that raw reports have.

What a feed calls its language is what its software came with often enough: it is kept aside, and the text decides.
"""

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from connectors.news_xml.trees import LANG, name_of, named, space_of, text_of, words_at

_RSS: Final = (
    "",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://backend.userland.com/rss2",
)
_CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_MAILED: Final = re.compile(r"\S+@\S+ \((.+)\)")


def rss(root: Element) -> Iterator[dict[str, Any]]:
    """The items of RSS 0.9 to 2.0; what extensions for media describe is a picture, not the item."""
    channel = next((found for found in root.iter() if name_of(found) == "channel"), root)
    publisher, language = _own(channel, "title"), _own(channel, "language")
    for item in root.iter():
        if name_of(item) != "item" or space_of(item) not in _RSS:
            continue
        yield {
            "guid": _own(item, "guid"),
            "url": _own(item, "link"),
            "title": _own(item, "title"),
            "text": _of(item, _CONTENT, "encoded"),
            "summary": _own(item, "description"),
            "published_at": _own(item, "pubDate") or _of(item, _DC, "date"),
            "authors": [_MAILED.sub(r"\1", author) for author in _all(item, ("creator", "author"))],
            "tags": list(_all(item, ("category", "subject"))),
            "publisher": publisher,
            "feed_language": _of(item, _DC, "language") or language,
        }


def atom(root: Element) -> Iterator[dict[str, Any]]:
    """The entries of Atom."""
    title, by = words_at(root, "title"), [text_of(author) for author in named(root, "author", "name")]
    for entry in named(root, "entry"):
        links = [link for link in named(entry, "link") if link.get("rel", "alternate") == "alternate"]
        parts = [*named(entry, "content"), *named(entry, "title"), entry, root]
        yield {
            "guid": words_at(entry, "id"),
            "url": next((link.get("href") for link in links), None),
            "title": _said(entry, "title"),
            "text": _said(entry, "content"),
            "summary": _said(entry, "summary"),
            "published_at": words_at(entry, "published"),
            "modified_at": words_at(entry, "updated"),
            "authors": [text_of(author) for author in named(entry, "author", "name")] or by,
            "tags": [name for tag in named(entry, "category") if (name := tag.get("label") or tag.get("term"))],
            "feed_language": next((language for part in parts if (language := part.get(LANG))), None),
            "publisher": words_at(entry, "source", "title") or title,
        }


def _own(element: Element, name: str) -> str | None:
    return next(
        (said for child in element if name_of(child) == name and space_of(child) in _RSS if (said := _raw(child))), None
    )


def _of(element: Element, space: str, name: str) -> str | None:
    return next((said for child in element if child.tag == f"{{{space}}}{name}" if (said := _raw(child))), None)


def _all(element: Element, names: tuple[str, ...]) -> Iterator[str]:
    for child in element:
        if name_of(child) in names and space_of(child) in (*_RSS, _DC) and (said := _raw(child)):
            yield said


def _said(entry: Element, name: str) -> str | None:
    return next((said for part in named(entry, name) if (said := _raw(part))), None)


def _raw(element: Element) -> str:
    """Markup that is escaped stays, for it is undone where reports are decoded; markup that is not is text."""
    return text_of(element) if len(element) else (element.text or "").strip()
