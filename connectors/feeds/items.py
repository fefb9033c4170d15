"""What a feed holds: its items, by what each is known again, and whether one has its text or only a taste of it."""

import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

_TAG: Final = re.compile(r"<[^<>]*>")
_SPACE: Final = re.compile(r"\s+")
_LEFT_OFF: Final = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|(?:continue reading|read more|read on|full story|weiterlesen|lire la suite|leer más)"
    r"\W{0,5}.{0,80})$",
    re.IGNORECASE,
)
_APPEARED: Final = re.compile(r"The post .{1,300} (?:first )?appeared (?:first )?on .{1,200}\.?$")
"""What WordPress adds to the text of every item."""
_TEXT: Final = 300
_SUMMARY: Final = 1_500
"""Characters from which on what a feed calls content, or only a summary, is taken for the whole text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a feed as it stands there; times as they are written, ``contents`` and ``summary`` may be HTML."""

    guid: str | None = None
    link: str | None = None
    title: str | None = None
    summary: str | None = None
    contents: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str | None = None
    caption: str | None = None

    @property
    def text(self) -> str | None:
        """The whole text, where the item has it."""
        longest = max(self.contents, key=lambda content: len(plain(content)), default="")
        if _is_whole(longest, _TEXT):
            return longest
        return self.summary if self.summary and _is_whole(self.summary, _SUMMARY) else None

    @property
    def content(self) -> str:
        """A hash of what it says: markup, which may change with every reading, and times left out."""
        said = (self.title or "", self.summary or "", *self.contents)
        return hashed("\0".join(map(plain, said)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed as it was read; ``broken`` says what is wrong with it where it could be read all the same."""

    title: str | None = None
    language: str | None = None
    items: tuple[Item, ...] = ()
    broken: str | None = None
    keys: tuple[str, ...] = field(init=False)
    """By what each item is known again."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", tuple(_keys(self.items)))


def _keys(items: Iterable[Item]) -> Iterable[str]:
    """The guid; where there is none, or several items have it, the address and what the item says."""
    items = list(items)
    shared = {guid for guid, number in Counter(item.guid for item in items).items() if number > 1}
    for item in items:
        if item.guid and item.guid not in shared:
            yield f"guid {hashed(item.guid)}"
        else:
            yield "text " + hashed(f"{item.link}\0{item.content}")


def has_id(key: str) -> bool:
    """Whether an item of this key is known by its guid, so that what changes is the same report."""
    return key.startswith("guid ")


def plain(text: str) -> str:
    """The text without markup and with single spaces."""
    return _SPACE.sub(" ", html.unescape(_TAG.sub(" ", text))).strip()


def without_boilerplate(text: str) -> str:
    """The text without what publishing software adds to it."""
    said = plain(text)
    found = _APPEARED.search(said)
    if found is None:
        return text
    at = text.rfind("The post ")
    return text[:at] if at > 0 else text


def hashed(text: str) -> str:
    """Sixteen bytes that stand for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _is_whole(text: str, least: int) -> bool:
    said = plain(without_boilerplate(text))
    return len(said) >= least and not _LEFT_OFF.search(said[-120:])
