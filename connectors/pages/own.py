"""Which of the things that a page tells of is the page itself: by address, else by headline."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from connectors.pages.json_ld import Node

_TRACKING: Final = re.compile(r"utm_|fbclid$|gclid$|mc_cid$|mc_eid$|ref$|outputType$|amp$")
_SAME_HOST: Final = re.compile(r"^(?:www\d?|m|mobile|amp)\.")
_SAME_PATH: Final = re.compile(r"(?:/amp|/index\.html?|\.amp)?/*$")
_ENOUGH: Final = 20
"""So many letters make a headline that one which goes on, or breaks off, is the same."""


@dataclass(frozen=True, slots=True)
class _Address:
    place: tuple[str, str]
    query: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PageNames:
    """What a page is called: the addresses and the titles that are its own."""

    addresses: frozenset[_Address]
    titles: frozenset[str]
    base: str

    @staticmethod
    def of(addresses: Iterable[str | None], titles: Iterable[str | None], base: str | None) -> "PageNames":
        """The names as they are compared; ``base`` is what relative addresses start from."""
        found = (_address(one, base or "") for one in addresses if one)
        named = (_letters(one) for one in titles if one)
        return PageNames(frozenset(a for a in found if a), frozenset(t for t in named if t), base or "")


def own_articles(nodes: Sequence[Node], names: PageNames) -> list[Node]:
    """The articles among ``nodes`` that are the page's own: those of its address first, then those of its headline.

    One of another address is another article, whatever its headline says. One with neither address nor headline is the
    page's own only where it is the only article.
    """
    articles = [node for node in nodes if node.is_article]
    by_address: list[Node] = []
    others: list[Node] = []
    for node in articles:
        (by_address if _is_at(node, names) else others).append(node)
    free = [node for node in others if not node.listed and not _is_elsewhere(node, names)]
    by_headline = [node for node in free if _is_titled(node, names)]
    found = by_address + by_headline
    if not found and len(articles) == 1 and free and not any(map(_letters, _headlines(free[0]))):
        return free
    return found


def _is_at(node: Node, names: PageNames) -> bool:
    own = list(_addresses(node.fields.get("url"), names.base))
    if node.listed and own:
        return any(one in names.addresses for one in own)
    others = (node.fields.get("mainEntityOfPage"), node.fields.get("@id"))
    return any(one in names.addresses for one in [*own, *(a for o in others for a in _addresses(o, names.base))])


def _is_elsewhere(node: Node, names: PageNames) -> bool:
    """Whether its address is another page's; the site's own front page is what careless templates write."""
    given = list(_addresses(node.fields.get("url"), names.base)) or list(_addresses(node.fields.get("@id"), names.base))
    places = {one.place for one in names.addresses}
    return bool(places) and any(one.place[1] and one.place not in places for one in given)


def _is_titled(node: Node, names: PageNames) -> bool:
    told = [_letters(one) for one in _headlines(node)]
    return any(_same(one, title) for one in told for title in names.titles)


def _headlines(node: Node) -> list[str]:
    found = (node.fields.get(name) for name in ("headline", "name", "alternativeHeadline"))
    return [one for one in found if isinstance(one, str)]


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other != "" or (len(short) >= _ENOUGH and long.startswith(short))


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _addresses(value: Any, base: str) -> Iterator[_Address]:
    for one in value if isinstance(value, list) else [value]:
        given = (one.get("@id"), one.get("url")) if isinstance(one, dict) else (one,)
        for name in given:
            if isinstance(name, str) and not name.startswith("#") and (found := _address(name, base)):
                yield found


@lru_cache(maxsize=64)
def _address(url: str, base: str) -> _Address | None:
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        host = parts.hostname
        query = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    place = (_SAME_HOST.sub("", host), _SAME_PATH.sub("", unquote(parts.path)))
    return _Address(place, frozenset((k, v) for k, v in query if not _TRACKING.match(k)))
