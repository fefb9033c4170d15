"""Stories kept up while reports come and go: the same answer as ``stories.count_stories``, without counting again."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias, TypeVar

from pipelines.dedup.link import words_of
from pipelines.dedup.stories import NO_CONTENT, is_linked, rarer

K = TypeVar("K")
Order = tuple[datetime, str]
"""published_at and report_id: the smallest of a story leads it."""
_Index: TypeAlias = dict[K, Order | list[Order]]
"""Who carries what: one report, or several in order."""
MANY: Final = 16
"""So many later copies at most are told one by one that an earlier one came; beyond, the cell is looked at anew."""
FEW: Final = 64
"""So many reports at most are asked one by one whether they are linked to another."""


@dataclass(frozen=True, slots=True)
class _Copy:
    order: Order
    parts: tuple[int, ...]
    words: int
    rare: tuple[int, ...]
    content_hash: str


class Links:
    """Which reports are directly linked (decision D10), by fingerprint or as exact copies.

    A link is between two reports, whatever others there are. None is kept: n copies of one text have n * n of them, and
    who asks for the first finds it in a few steps.
    """

    def __init__(self) -> None:
        self._copies: dict[str, _Copy] = {}
        self._carriers: _Index[int] = {}
        self._rare_in: _Index[int] = {}
        self._alike: _Index[str] = {}

    def add(self, order: Order, fingerprint: tuple[int, ...], content_hash: str) -> None:
        """Take a report in; its id must not be known."""
        parts = frozenset(fingerprint)
        words = words_of(parts)
        # Of two linked copies the shorter carries, among its rarer parts, one that they share; whichever it is.
        rare = rarer(parts, words, lambda part: len(_held(self._carriers, part)))
        self._copies[order[1]] = _Copy(order, tuple(parts), words, tuple(rare), content_hash)
        for part in parts:
            _enter(self._carriers, part, order)
        for part in rare:
            _enter(self._rare_in, part, order)
        if content_hash != NO_CONTENT:
            _enter(self._alike, content_hash, order)

    def remove(self, report_id: str) -> None:
        """Forget a report; it must be known."""
        copy = self._copies.pop(report_id)
        for part in copy.parts:
            _drop(self._carriers, part, copy.order)
        for part in copy.rare:
            _drop(self._rare_in, part, copy.order)
        if copy.content_hash != NO_CONTENT:
            _drop(self._alike, copy.content_hash, copy.order)

    def order(self, report_id: str) -> Order:
        """When it was published, and its id."""
        return self._copies[report_id].order

    def first(self, report_id: str, among: Container[str]) -> Order | None:
        """The first of the reports ``among`` which are linked to it, besides itself."""
        copy = self._copies[report_id]
        best: Order | None = None
        unlike: set[str] = set()
        for held in self._may_be_linked(copy):
            for order in held:
                if best is not None and order >= best:
                    break
                if order[1] in among and order[1] not in unlike and order != copy.order:
                    if self._is_near(order[1], copy):
                        best = order
                        break
                    unlike.add(order[1])
        return best

    def later(self, report_id: str, among: Container[str]) -> Iterator[Order]:
        """The reports ``among`` which are linked to it and were published after it, in no order."""
        copy = self._copies[report_id]
        seen = {report_id}
        for held in self._may_be_linked(copy):
            for place in range(len(held) - 1, -1, -1):
                order = held[place]
                if order <= copy.order:
                    break
                if order[1] not in seen and order[1] in among:
                    seen.add(order[1])
                    if self._is_near(order[1], copy):
                        yield order

    def _may_be_linked(self, copy: _Copy) -> Iterator[list[Order]]:
        """Lists, each in order, that hold whoever is linked to a copy, and it itself."""
        for part in copy.rare:
            if isinstance(held := self._carriers[part], list):
                yield held
        for part in copy.parts:
            if (known := self._rare_in.get(part)) is not None and known != copy.order:
                yield known if isinstance(known, list) else [known]
        if copy.content_hash != NO_CONTENT and isinstance(alike := self._alike[copy.content_hash], list):
            yield alike

    def are_linked(self, one_id: str, other_id: str) -> bool:
        """Whether two reports are linked."""
        return self._is_near(one_id, self._copies[other_id])

    def _is_near(self, other_id: str, copy: _Copy) -> bool:
        other = self._copies[other_id]
        if other.content_hash == copy.content_hash != NO_CONTENT:
            return True
        return is_linked(frozenset(copy.parts).intersection(other.parts), copy.words, other.words)


class Stories:
    """How many stories some of the reports in ``links`` tell: links to reports outside do not count.

    Most reports are linked to none, and cost a place in one set.
    """

    __slots__ = ("_leader_of", "_links", "_lone", "_stale", "_stories")

    def __init__(self, links: Links) -> None:
        self._links = links
        self._lone: set[str] = set()
        self._leader_of: dict[str, Order] = {}
        self._stories = Counter[Order]()
        self._stale = False

    def __len__(self) -> int:
        if self._stale:
            self._look_anew()
        return len(self._lone) + len(self._stories)

    def __contains__(self, report_id: object) -> bool:
        return report_id in self._lone or report_id in self._leader_of

    def reports(self) -> int:
        """How many reports tell them."""
        return len(self._lone) + len(self._leader_of)

    def add(self, report_id: str) -> None:
        """Count in a report that the links know and that is not among these."""
        first = None if self._stale else self._first(report_id)
        if first is None:
            self._lone.add(report_id)
            return
        own = self._links.order(report_id)
        followers = self._told(self._later(report_id))
        self._follow(report_id, min(own, first))
        for other in followers:
            if other[1] in self._lone or own < self._leader_of[other[1]]:
                self._follow(other[1], own)

    def remove(self, report_id: str) -> None:
        """Count out a report, while the links still know it."""
        if report_id in self._lone:
            self._lone.remove(report_id)
            return
        own = self._links.order(report_id)
        self._leave(self._leader_of.pop(report_id))
        if own in self._stories:
            for other in self._told(self._later(report_id)):
                if self._leader_of.get(other[1]) == own:
                    self._follow(other[1], min(other, self._first(other[1]) or other))

    def _first(self, report_id: str) -> Order | None:
        """The first of these that is linked to a report."""
        if self.reports() > FEW:
            return self._links.first(report_id, self)
        return min(self._linked(report_id), default=None)

    def _later(self, report_id: str) -> Iterable[Order]:
        """Those of these that are linked to a report and were published after it."""
        if self.reports() > FEW:
            return self._links.later(report_id, self)
        own = self._links.order(report_id)
        return [order for order in self._linked(report_id) if order > own]

    def _linked(self, report_id: str) -> Iterator[Order]:
        """Those of these that are linked to a report, asked one by one: all who carry its parts may be far more."""
        for other in (*self._lone, *self._leader_of):
            if other != report_id and self._links.are_linked(other, report_id):
                yield self._links.order(other)

    def _told(self, later: Iterable[Order]) -> list[Order]:
        """Later copies, unless they are too many."""
        found: list[Order] = []
        for order in later:
            if len(found) == MANY:
                self._stale = True
                return []
            found.append(order)
        return found

    def _look_anew(self) -> None:
        members = [*self._lone, *self._leader_of]
        firsts = {report_id: self._first(report_id) for report_id in members}
        self._stale = False
        self._lone = {report_id for report_id, first in firsts.items() if first is None}
        own = self._links.order
        self._leader_of = {name: min(own(name), first) for name, first in firsts.items() if first is not None}
        self._stories = Counter(self._leader_of.values())

    def _follow(self, report_id: str, leader: Order) -> None:
        if report_id in self._leader_of:
            self._leave(self._leader_of[report_id])
        self._lone.discard(report_id)
        self._leader_of[report_id] = leader
        self._stories[leader] += 1
        if leader[1] in self._lone:
            self._follow(leader[1], leader)

    def _leave(self, leader: Order) -> None:
        self._stories[leader] -= 1
        if not self._stories[leader]:
            del self._stories[leader]


def _held(index: _Index[K], key: K) -> list[Order]:
    held = index.get(key, [])
    return held if isinstance(held, list) else [held]


def _enter(index: _Index[K], key: K, order: Order) -> None:
    """Most parts are carried by one report alone, and a list of one costs more than all the rest of it."""
    held = index.get(key)
    if held is None:
        index[key] = order
    elif isinstance(held, list):
        insort(held, order)
    else:
        index[key] = sorted((held, order))


def _drop(index: _Index[K], key: K, order: Order) -> None:
    held = index[key]
    if not isinstance(held, list):
        del index[key]
        return
    del held[bisect_left(held, order)]
    if len(held) == 1:
        index[key] = held[0]
