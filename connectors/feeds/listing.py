"""The feeds that are to be followed: a TOML file, an OPML file as feed readers write it, or addresses."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from xml.etree import ElementTree

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from connectors.feeds.errors import FeedListError
from connectors.http import check_url

EVERY_MINUTES: Final = 15.0
_LEAST_MINUTES: Final = 1.0
_OPML_NAMES: Final = ("xmlUrl", "xmlurl", "xmlURL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that is to be followed.

    ``source`` is part of the identity of its reports; without one it is the address without its scheme. ``publisher``
    and ``language`` are said of every report; otherwise the feed and the pages tell.
    """

    url: str
    source: str = ""
    publisher: str | None = None
    language: str | None = None
    every: float = EVERY_MINUTES
    robots: bool = True
    allow_private: bool = False

    @property
    def named(self) -> str:
        """The source as reports have it."""
        return self.source or self.url.partition("://")[2].rstrip("/")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedList:
    """Feeds, each once, and how to reach who reads them: an address that servers are told."""

    feeds: tuple[Feed, ...]
    contact: str | None = None


def read_lists(given: Sequence[str], *, allow_private: bool = False) -> FeedList:
    """The feeds that addresses and files stand for; raises FeedListError. ``allow_private`` holds for all of them."""
    found: dict[str, Feed] = {}
    contact = None
    for name in given:
        listed = FeedList(feeds=(_feed(name, name),)) if "://" in name else _read_file(Path(name))
        contact = contact or listed.contact
        for feed in listed.feeds:
            found.setdefault(feed.url, replace(feed, allow_private=feed.allow_private or allow_private))
    sources = [feed.named for feed in found.values()]
    twice = next((source for source in sources if sources.count(source) > 1), None)
    if twice is not None:
        raise FeedListError(f"{twice}: two feeds have this source: give each its own, for reports are known by it")
    return FeedList(feeds=tuple(found.values()), contact=contact)


def address(text: str) -> str:
    """An address as it is asked for: ASCII, other signs escaped, no fragment; raises ValueError with what is wrong."""
    try:
        parsed = parse_url(text.strip())
    except LocationParseError:  # its message quotes the whole address
        raise ValueError("is no address") from None
    url = parsed._replace(fragment=None).url
    check_url(url)
    return url


def host_of(url: str) -> str:
    """The host of an address, by which its pace is kept."""
    return urlsplit(url).hostname or ""


def _read_file(path: Path) -> FeedList:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FeedListError(
            f"{path}: {error.strerror}; give a file of feeds (.toml, .opml) or addresses that begin with https://"
        ) from error
    if not data.strip():
        raise FeedListError(f"{path}: nothing in it")
    listed = (
        _from_opml(path, data) if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<" else _from_toml(path, data)
    )
    if not listed.feeds:
        raise FeedListError(f"{path}: no feed in it")
    return listed


def _from_opml(path: Path, data: bytes) -> FeedList:
    try:
        root = ElementTree.fromstring(data)  # noqa: S314  expat refuses entities that expand too far
    except ElementTree.ParseError as error:
        raise FeedListError(f"{path}: broken OPML: {error}") from error
    if root.tag.lower() != "opml":
        raise FeedListError(f"{path}: neither OPML nor TOML: its first element is {root.tag}")
    return FeedList(feeds=tuple(_outlined(path, root.iter())))


def _outlined(path: Path, elements: Iterable[ElementTree.Element]) -> Iterator[Feed]:
    for element in elements:
        url = next((element.get(name) for name in _OPML_NAMES if element.get(name)), None)
        if element.tag.lower() == "outline" and url:
            title = element.get("title") or element.get("text") or None
            yield _feed(str(path), url, publisher=title)


def _from_toml(path: Path, data: bytes) -> FeedList:
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise FeedListError(f"{path}: broken TOML: {error}") from error
    allowed = {"feed": list, "every": (int, float), "contact": str, "allow_private": bool}
    _check_keys(str(path), table, allowed)
    feeds = []
    for number, entry in enumerate(table.get("feed", ()), 1):
        where = f"{path}: feed {number}"
        if not isinstance(entry, dict):
            raise FeedListError(f"{where}: not a table: write [[feed]] before each")
        _check_keys(where, entry, _FEED_KEYS)
        if "url" not in entry:
            raise FeedListError(f"{where}: has no url")
        shared = {name: table[name] for name in ("every", "allow_private") if name in table}
        feeds.append(_feed(where, **(shared | entry)))
    return FeedList(feeds=tuple(feeds), contact=table.get("contact"))


_FEED_KEYS: Final[dict[str, Any]] = {
    "url": str,
    "source": str,
    "publisher": str,
    "language": str,
    "every": (int, float),
    "robots": bool,
    "allow_private": bool,
}


_GIVE: Final[dict[Any, str]] = {str: "text in quotes", (int, float): "a number", bool: "true or false", list: "a list"}


def _check_keys(where: str, table: dict[str, Any], allowed: dict[str, Any]) -> None:
    for name, value in table.items():
        if name not in allowed:
            raise FeedListError(f"{where}: {name} is not known: there are {', '.join(allowed)}")
        if not isinstance(value, allowed[name]) or (isinstance(value, bool) and allowed[name] is not bool):
            raise FeedListError(f"{where}: {name} is of type {type(value).__name__}: give {_GIVE[allowed[name]]}")


def _feed(where: str, url: str, **settings: Any) -> Feed:
    try:
        feed = Feed(url=address(url), **settings)
    except ValueError as error:
        raise FeedListError(f"{where}: the address {error}") from error
    if not feed.every >= _LEAST_MINUTES:
        raise FeedListError(f"{where}: every is {feed.every:g}: at least {_LEAST_MINUTES:g} minute")
    if urlsplit(feed.url).path == "" and not urlsplit(feed.url).query:
        return replace(feed, url=f"{feed.url}/")
    return feed
