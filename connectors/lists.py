"""Lists of reports in one JSON object: JSON Feed, answers of news interfaces, what feedparser and Fundus save.

The list stands under a known name, at the top or one object further in; or, as Fundus has it, all that the object holds
are lists under the names of publishers. An object that is a report itself is none, whatever lists it holds.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

import msgspec

from schemas.aliases import LIST_FIELDS, TEXT_FIELDS, TIME_FIELDS, spelt_otherwise

_NAMES: Final = (
    "items",
    "articles",
    "entries",
    "results",
    "docs",
    "stories",
    "posts",
    "news",
    "data",
    "_items",
    "hits",
)
_AROUND: Final = (*_NAMES, "response")
_HINT: Final = re.compile(rb'(?i)"(?:%s)"\s*:\s*[\[{]' % b"|".join(name.encode() for name in _AROUND))
_ONLY_LISTS: Final = re.compile(rb'\s*\{\s*"[^"]+"\s*:\s*\[\s*\{')
_WORDS: Final = [name for field in ("text", "title", "summary") for name in TEXT_FIELDS[field]]
_TIMES: Final = [name for names in TIME_FIELDS.values() for name in names]
_KNOWN: Final = frozenset(alias for names in (TEXT_FIELDS | TIME_FIELDS | LIST_FIELDS).values() for alias in names)
_OF_FEED: Final = {"publisher": "title", "feed_language": "language"}
_LONGEST_NAME: Final = 300

_Object: TypeAlias = dict[str, msgspec.Raw]
_decoded: Final = msgspec.json.Decoder(_Object).decode
_objects: Final = msgspec.json.Decoder(list[_Object]).decode
_list: Final = msgspec.json.Decoder(list[msgspec.Raw]).decode


def reports_in(value: bytes) -> Iterator[bytes] | None:
    """The reports of the list that ``value`` is, each as JSON; None where it is none, or cannot be read."""
    if not (_HINT.search(value) or _ONLY_LISTS.match(value)):
        return None
    try:
        given = _object(value)
        if any(_holds(given, name) for name in _WORDS) and any(_holds(given, name) for name in _TIMES):
            return None
        found = _find(given, deeper=True)
        if found is not None:
            return _told(found, _of_all(given))
        listed = {name: _objects(bytes(held)) for name, held in given.items()}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if not all(listed.values()) or not listed.keys().isdisjoint(_KNOWN):
        return None
    return (one for name, held in listed.items() for one in _told(held, {"publisher": _raw(name)}))


def _object(value: bytes) -> _Object:
    """An object, its names in the letter case in which they are known."""
    given = _decoded(value)
    publishers = len(given) > 1 and all(bytes(held)[:1] == b"[" for held in given.values())
    meant = spelt_otherwise(given, () if publishers else _AROUND)
    return {meant.get(name, name): held for name, held in given.items()} if meant else given


def _holds(given: _Object, name: str) -> bool:
    return name in given and bytes(given[name]) not in (b"null", b'""', b"[]", b"{}", b"false", b"0")


def _find(given: _Object, *, deeper: bool) -> list[_Object] | None:
    for name in _NAMES:
        held = bytes(given.get(name, b""))
        if held[:1] == b"[" and all(one[:1] == b"{" for one in map(bytes, _list(held))):
            return _objects(held)
    for name in _AROUND if deeper else ():
        held = bytes(given.get(name, b""))
        if held[:1] == b"{" and (found := _find(_object(held), deeper=False)) is not None:
            return found
    return None


def _of_all(given: _Object) -> _Object:
    """What a feed says of itself and its items do not repeat."""
    around = bytes(given.get("feed", b""))
    feed = _object(around) if around[:1] == b"{" else given
    said = {name: bytes(feed.get(of_feed, b"")) for name, of_feed in _OF_FEED.items()}
    return {
        name: msgspec.Raw(value)
        for name, value in said.items()
        if 2 < len(value) <= _LONGEST_NAME and value[:1] == b'"'
    }


def _told(found: Sequence[_Object], of_all: _Object) -> Iterator[bytes]:
    for one in found:
        more = {n: v for n, v in of_all.items() if not any(_holds(one, alias) for alias in TEXT_FIELDS.get(n, (n,)))}
        yield msgspec.json.encode(one | more)


def _raw(text: str) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(text))
