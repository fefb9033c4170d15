"""What a page says of itself in JSON-LD: every block that can be read, whatever the others hold."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml.html import HtmlElement

_TYPE: Final = "application/ld+json"
# A string is passed over as a whole, so that nothing within one is taken for a remark or a comma too many. What is not
# closed ends with the block: the time is in proportion to the text, whatever it holds.
_STRING: Final = r'("(?:[^"\\]|\\.)*+(?:"|\\?\Z))'
_REMARK: Final = re.compile(_STRING + r"|/\*.*?(?:\*/|\Z)|//[^\n]*|<!--|-->|<!\[CDATA\[|\]\]>", re.DOTALL)
_COMMA: Final = re.compile(_STRING + r"|,(?=\s*[}\]])", re.DOTALL)
_OPENING: Final = re.compile(r"[{\[]")
_LISTED_UNDER: Final = frozenset(
    "itemListElement hasPart mentions citation relatedLink isBasedOn workExample about subjectOf "
    "isPartOf exampleOfWork itemReviewed backstory".split()
)
_NOT_BESIDE: Final = ("liveBlogUpdate", "comment")
"""Parts of an article that have its address, and times and headlines of their own."""
_LIVE: Final = "LiveBlogPosting"
_ARTICLES: Final = ("Article", "BlogPosting", "Report", _LIVE)


@dataclass(frozen=True, slots=True)
class Node:
    """One thing that a page tells of; ``listed`` where it stands as one of several beside the page's own matter."""

    fields: dict[str, Any]
    listed: bool

    @property
    def types(self) -> tuple[str, ...]:
        """Its types by schema.org's names, without a prefix."""
        named = self.fields.get("@type")
        listed = named if isinstance(named, list) else [named]
        return tuple(re.split(r"[/#:]", name)[-1] for name in listed if isinstance(name, str))

    @property
    def is_article(self) -> bool:
        """Whether it is an article of any kind."""
        return any(name.endswith(_ARTICLES) for name in self.types)

    @property
    def is_live_blog(self) -> bool:
        """Whether it is a live blog, told in updates."""
        return _LIVE in self.types


def read_nodes(tree: HtmlElement) -> list[Node]:
    """The typed things of all blocks as they stand; a block that cannot be read costs itself only."""
    nodes: list[Node] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").partition(";")[0].strip().lower() == _TYPE:
            for value in _values(script.text or ""):
                nodes += _walk(value)
    return nodes


def _values(text: str) -> Iterator[Any]:
    """The JSON values of a block: one, or several one after another; with remarks and commas too many left out."""
    decoder, at = json.JSONDecoder(strict=False), 0
    try:
        yield decoder.decode(text)
    except (ValueError, RecursionError):
        for pattern in (_REMARK, _COMMA):
            text = pattern.sub(lambda found: found[1] or "", text)
    else:
        return
    while start := _OPENING.search(text, at):
        try:
            value, at = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            return
        yield value


def _walk(value: Any) -> Iterator[Node]:
    # Not by recursion: how deeply a page nests its blocks is the page's choice.
    waiting: list[tuple[Any, bool]] = [(value, False)]
    while waiting:
        value, listed = waiting.pop()
        if isinstance(value, list):
            waiting += [(item, listed) for item in reversed(value)]
        elif isinstance(value, dict):
            if "@type" in value:
                yield Node(value, listed)
            inner = [(item, listed or key in _LISTED_UNDER) for key, item in value.items() if key not in _NOT_BESIDE]
            waiting += reversed([one for one in inner if isinstance(one[0], dict | list)])
