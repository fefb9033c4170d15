"""The figures of one daily row, kept up while reports come, change and go: those that ``fold`` makes of all of them."""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, MutableMapping
from datetime import UTC, date, datetime
from typing import Final, NamedTuple, TypeAlias

from connectors.tables import RowKey, VanishedRow
from pipelines.aggregation.cells import Cell, incident
from pipelines.aggregation.counting import Told
from pipelines.aggregation.fold import EVIDENCE, revision_of
from pipelines.aggregation.running import MostTold, RunningMean
from pipelines.aggregation.tellers import Tellers
from pipelines.aggregation.tolls import RunningTolls, Toll
from pipelines.aggregation.versions import History
from pipelines.dedup.links import Links, Order, Stories
from schemas import CodedReport, DailyRow
from schemas.records import Modality

MANY: Final = 16
"""Of so many tellers an incident is kept up; of fewer it is made anew whenever it changes, which weighs less."""


class Entry(NamedTuple):
    """What a cell needs of a telling."""

    event_id: str
    modality: Modality
    incident: tuple[str, ...]
    score: float
    goldstein: float | None
    toll: Toll | None

    @classmethod
    def of(cls, told: Told, cell: Cell) -> "Entry":
        """As ``cell`` sees what is ``told``, which is in rows."""
        telling = told.telling
        return cls(
            telling.event_id,
            telling.modality,
            tuple(map(sys.intern, incident(telling, cell))),
            telling.score,
            telling.goldstein,
            told.toll,
        )


Teller: TypeAlias = tuple[Order, tuple[Entry, ...]]
"""A report, by its order, and what it tells of one incident."""


class InCell(NamedTuple):
    """What one report tells in a cell.

    ``apart``: the events that do not count, with their modality. ``asserted``: the rest by incident. ``events``: those
    of the rest.
    """

    apart: Mapping[str, Modality]
    asserted: Mapping[tuple[str, ...], Teller]
    events: frozenset[str]

    @classmethod
    def of(cls, order: Order, entries: Iterable[Entry], tellers: MutableMapping[tuple[Entry, ...], Teller]) -> "InCell":
        """Of the ``entries`` of the report with ``order``; ``tellers`` are those that its other cells hold too."""
        apart: dict[str, Modality] = {}
        asserted: dict[tuple[str, ...], tuple[Entry, ...]] = {}
        for entry in entries:
            if entry.modality == "asserted":
                asserted[entry.incident] = (*asserted.get(entry.incident, ()), entry)
            else:
                apart.setdefault(entry.event_id, entry.modality)
        events = frozenset(entry.event_id for told in asserted.values() for entry in told)
        return cls(apart, {key: tellers.setdefault(told, (order, told)) for key, told in asserted.items()}, events)


class _Values(NamedTuple):
    """What an incident adds to its row."""

    score: float | None
    goldstein: float | None


class _Incident:
    """What an incident adds to its row, kept up as more reports tell of it: of each event what its earliest tells."""

    __slots__ = ("_earliest", "_goldstein", "_score")

    def __init__(self, tellers: Iterable[Teller]) -> None:
        self._earliest: dict[str, Teller] = {}
        self._score, self._goldstein = RunningMean(), RunningMean()
        for teller in tellers:
            self.add(teller)

    def add(self, teller: Teller) -> None:
        order, told = teller
        for entry in told:
            known = self._earliest.get(entry.event_id)
            if known is None or order < known[0]:
                if known is not None:
                    before = next(one for one in known[1] if one.event_id == entry.event_id)
                    self._score.remove(before.score)
                    self._goldstein.remove(before.goldstein)
                self._score.add(entry.score)
                self._goldstein.add(entry.goldstein)
                self._earliest[entry.event_id] = teller

    def values(self) -> _Values:
        return _Values(self._score.value(), self._goldstein.value())


class Figures:
    """All that is told in one cell of a day. Not thread-safe.

    The work of a change grows with what the report tells and with the incidents that it tells of, not with the cell.
    """

    __slots__ = (
        "_fetched_at",
        "_goldstein",
        "_incidents",
        "_links",
        "_many",
        "_mentions",
        "_min_confidence",
        "_modality",
        "_publishers",
        "_rank",
        "_score",
        "_stale",
        "_stories",
        "_tellers",
        "_told",
        "_tolls",
        "_versions",
        "may_have_told",
    )

    def __init__(self, links: Links, min_confidence: float) -> None:
        self._links, self._min_confidence = links, min_confidence
        self.may_have_told = False
        self._tellers = 0
        self._told = MostTold()
        self._mentions = 0
        self._incidents = Tellers[tuple[str, ...], tuple[Entry, ...]]()
        self._many: dict[tuple[str, ...], _Incident] = {}
        self._stale: dict[tuple[str, ...], _Values | None] = {}
        self._score, self._goldstein = RunningMean(), RunningMean()
        self._tolls: RunningTolls | None = None  # most cells have none
        self._stories = Stories(links)
        self._publishers = Counter[str]()
        self._modality = Counter[Modality]()
        self._versions = 0
        self._rank, self._fetched_at = 0, datetime.min.replace(tzinfo=UTC)

    def note(self, history: History, counted: int) -> None:
        """Count the versions of a report that tells of the cell, or did, of which ``counted`` were counted before."""
        if history.versions > counted:
            self._versions += history.versions - counted
            # One that gave way may have told here, unknown to a book that was made without it.
            self.may_have_told |= history.versions > 1
            self._rank = max(self._rank, history.rank)
            self._fetched_at = max(self._fetched_at, history.fetched_at)

    def add(self, report: CodedReport, told: InCell) -> None:
        """Count in what ``report`` tells here; it must not be counted, and its links be known."""
        self._tellers += 1
        self.may_have_told = True
        self._modality.update(told.apart.values())
        if not told.asserted:
            return
        self._stories.add(report.report_id)
        self._publishers[_publisher(report)] += 1
        self._mentions += len(told.events)
        order, borne = _tolls(told)
        if borne:
            self._tolls = self._tolls or RunningTolls()
            self._tolls.add(order, borne)
        for event in told.events:
            self._told.add(event)
        for key, teller in told.asserted.items():
            self._changes(key)
            self._incidents.put(key, teller)
            if key in self._many:
                self._many[key].add(teller)
            elif len(self._incidents.of(key)) == MANY:
                self._many[key] = _Incident(self._incidents.of(key))

    def remove(self, report: CodedReport, told: InCell) -> None:
        """Count out what ``report`` told here, the same as was counted in, while its links are still known."""
        self._tellers -= 1
        self._modality.subtract(told.apart.values())
        if not told.asserted:
            return
        self._stories.remove(report.report_id)
        publisher = _publisher(report)
        self._publishers[publisher] -= 1
        if not self._publishers[publisher]:
            del self._publishers[publisher]
        self._mentions -= len(told.events)
        order, borne = _tolls(told)
        if borne and self._tolls:
            self._tolls.remove(order, borne)
        for event in told.events:
            self._told.remove(event)
        for key, (order, _) in told.asserted.items():
            self._changes(key)
            self._incidents.drop(key, order)
            if self._many.pop(key, None) and len(self._incidents.of(key)) >= MANY:
                self._many[key] = _Incident(self._incidents.of(key))

    @property
    def tells(self) -> bool:
        """Whether any report tells here, whatever the modality."""
        return self._tellers > 0

    def row(self, day: date, cell: Cell, now: datetime) -> DailyRow:
        """The row; ``now`` becomes ``updated_at``."""
        self._refresh()
        killed, injured = self._tolls.killed_and_injured() if self._tolls else (0, 0)
        return DailyRow(
            day=day,
            **cell._asdict(),
            incidents=len(self._incidents),
            stories=len(self._stories),
            mentions=self._mentions,
            reports=self._stories.reports(),
            publishers=len(self._publishers),
            score=self._score.value(),
            goldstein=self._goldstein.value(),
            killed=killed,
            injured=injured,
            mentions_denied=self._modality["denied"],
            mentions_planned=self._modality["planned"],
            mentions_historical=self._modality["historical"],
            evidence=self._told.first(EVIDENCE),
            revision=self._revision(),
            updated_at=now,
            min_confidence=self._min_confidence,
        )

    def vanished(self, day: date, cell: Cell) -> VanishedRow:
        """That there is no row, for nothing is told here any more."""
        return VanishedRow(key=RowKey(day, *cell), revision=self._revision())

    def _revision(self) -> str:
        return revision_of(self._rank, self._fetched_at, self._versions)

    def _values(self, key: tuple[str, ...]) -> _Values | None:
        """What the incident adds; None if nobody tells of it."""
        if key in self._many:
            return self._many[key].values()
        tellers = self._incidents.of(key)
        return _Incident(tellers).values() if tellers else None

    def _changes(self, key: tuple[str, ...]) -> None:
        """Remember what the sums hold of an incident before it changes: held of all of them it would weigh too much."""
        if key not in self._stale:
            self._stale[key] = self._values(key)

    def _refresh(self) -> None:
        """Take the incidents that changed out of the sums as they were, and in as they are now."""
        for key, old in self._stale.items():
            if old is not None:
                self._score.remove(old.score)
                self._goldstein.remove(old.goldstein)
            new = self._values(key)
            if new is not None:
                self._score.add(new.score)
                self._goldstein.add(new.goldstein)
        self._stale.clear()


def _tolls(told: InCell) -> tuple[Order, list[Toll]]:
    """What the report, which tells something that counts, bears here."""
    (order, _), *_ = told.asserted.values()
    return order, [entry.toll for _, entries in told.asserted.values() for entry in entries if entry.toll]


def _publisher(report: CodedReport) -> str:
    return report.publisher or report.source
