"""Stories kept up while reports come and go: the same answer as ``stories.count_stories``, without counting again."""

from collections import Counter
from collections.abc import Collection
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias, TypeVar

from pipelines.dedup.link import SHARED_OF_SHORTER, words_of
from pipelines.dedup.stories import NO_CONTENT, is_linked, rarer

K = TypeVar("K")
Order = tuple[datetime, str]
"""published_at and report_id: the smallest of a story leads it."""
_Index: TypeAlias = dict[K, str | set[str]]
"""Who carries what: one report, or several."""


@dataclass(frozen=True, slots=True)
class _Copy:
    order: Order
    parts: tuple[int, ...]
    words: int
    rare: tuple[int, ...]
    content_hash: str
    near: set[str]


class Links:
    """Which reports are directly linked (decision D10), by fingerprint or as exact copies.

    A link is between two reports, whatever others there are, so it is found once and serves every cell of a day.
    """

    def __init__(self) -> None:
        self._copies: dict[str, _Copy] = {}
        self._carriers: _Index[int] = {}
        self._rare_in: _Index[int] = {}
        self._alike: _Index[str] = {}

    def add(self, order: Order, fingerprint: tuple[int, ...], content_hash: str) -> None:
        """Take a report in; its id must not be known."""
        report_id, parts = order[1], frozenset(fingerprint)
        words = words_of(parts)
        # Of two linked copies the shorter carries, among its rarer parts, one that they share; whichever it is.
        rare = rarer(parts, SHARED_OF_SHORTER * words, lambda part: len(_held(self._carriers, part)))
        others = set[str]().union(
            *(_held(self._carriers, part) for part in rare), *(_held(self._rare_in, part) for part in parts)
        )
        near = {other for other in others if self._is_near(other, parts, words)}
        if content_hash != NO_CONTENT:
            near.update(_held(self._alike, content_hash))
            _enter(self._alike, content_hash, report_id)
        for other in near:
            self._copies[other].near.add(report_id)
        for part in parts:
            _enter(self._carriers, part, report_id)
        for part in rare:
            _enter(self._rare_in, part, report_id)
        self._copies[report_id] = _Copy(order, tuple(parts), words, tuple(rare), content_hash, near)

    def remove(self, report_id: str) -> None:
        """Forget a report and its links; it must be known."""
        copy = self._copies.pop(report_id)
        for other in copy.near:
            self._copies[other].near.remove(report_id)
        for part in copy.parts:
            _drop(self._carriers, part, report_id)
        for part in copy.rare:
            _drop(self._rare_in, part, report_id)
        if copy.content_hash != NO_CONTENT:
            _drop(self._alike, copy.content_hash, report_id)

    def near(self, report_id: str) -> AbstractSet[str]:
        """The reports that it is linked to, without itself."""
        return self._copies[report_id].near

    def order(self, report_id: str) -> Order:
        """When it was published, and its id."""
        return self._copies[report_id].order

    def _is_near(self, other: str, parts: frozenset[int], words: int) -> bool:
        copy = self._copies[other]
        return is_linked(parts.intersection(copy.parts), copy.words, words)


class Stories:
    """How many stories some of the reports in ``links`` tell: links to reports outside do not count.

    Most reports are linked to none, and cost a place in one set.
    """

    __slots__ = ("_leader_of", "_links", "_lone", "_stories")

    def __init__(self, links: Links) -> None:
        self._links = links
        self._lone: set[str] = set()
        self._leader_of: dict[str, Order] = {}
        self._stories = Counter[Order]()

    def __len__(self) -> int:
        return len(self._lone) + len(self._stories)

    def reports(self) -> int:
        """How many reports tell them."""
        return len(self._lone) + len(self._leader_of)

    def add(self, report_id: str) -> None:
        """Count in a report that the links know and that is not among these."""
        near = self._near(report_id)
        if not near:
            self._lone.add(report_id)
            return
        own = self._links.order(report_id)
        for other in near:
            if other in self._lone:
                self._lone.remove(other)
                self._follow(other, min(own, self._links.order(other)))
            elif own < self._leader_of[other]:
                self._follow(other, own)
        self._follow(report_id, min((own, *map(self._links.order, near))))

    def remove(self, report_id: str) -> None:
        """Count out a report, while the links still know it."""
        if report_id in self._lone:
            self._lone.remove(report_id)
            return
        own, near = self._links.order(report_id), self._near(report_id)
        self._leave(self._leader_of.pop(report_id))
        for other in near:
            if self._leader_of[other] == own:
                among = (other, *self._near(other))
                self._follow(other, min(map(self._links.order, among)))

    def _near(self, report_id: str) -> AbstractSet[str]:
        near = self._links.near(report_id)
        return {other for other in near if other in self._lone or other in self._leader_of} if near else near

    def _follow(self, report_id: str, leader: Order) -> None:
        if report_id in self._leader_of:
            self._leave(self._leader_of[report_id])
        self._leader_of[report_id] = leader
        self._stories[leader] += 1

    def _leave(self, leader: Order) -> None:
        self._stories[leader] -= 1
        if not self._stories[leader]:
            del self._stories[leader]


def _held(index: _Index[K], key: K) -> Collection[str]:
    held = index.get(key, ())
    return (held,) if isinstance(held, str) else held


def _enter(index: _Index[K], key: K, report_id: str) -> None:
    """Most parts are carried by one report alone, and a set of one costs more than all the rest of it."""
    held = index.get(key)
    if held is None:
        index[key] = report_id
    elif isinstance(held, str):
        index[key] = {held, report_id}
    else:
        held.add(report_id)


def _drop(index: _Index[K], key: K, report_id: str) -> None:
    held = index[key]
    if isinstance(held, str):
        del index[key]
    else:
        held.remove(report_id)
        if len(held) == 1:
            index[key] = held.pop()
