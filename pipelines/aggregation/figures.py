"""The figures of one daily row, kept up while reports come, change and go: those that ``fold`` makes of all of them."""

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from connectors.tables import RowKey, VanishedRow
from pipelines.aggregation.cells import Cell, incident
from pipelines.aggregation.fold import EVIDENCE, mean, revision_of
from pipelines.aggregation.running import MostTold, RunningMean
from pipelines.aggregation.tellers import Tellers
from pipelines.aggregation.versions import History
from pipelines.dedup.links import Links, Order, Stories
from schemas import CodedReport, DailyRow, Telling
from schemas.records import Modality


class Entry(NamedTuple):
    """What a cell needs of a telling."""

    event_id: str
    modality: Modality
    incident: tuple[str, ...]
    score: float
    goldstein: float | None
    killed: int
    injured: int

    @classmethod
    def of(cls, telling: Telling, cell: Cell) -> "Entry":
        """As ``cell`` sees ``telling``."""
        counts = telling.counts
        return cls(
            telling.event_id,
            telling.modality,
            tuple(map(sys.intern, incident(telling, cell))),
            telling.score,
            telling.goldstein,
            counts.killed or 0,
            counts.injured or 0,
        )


class _Values(NamedTuple):
    """What an incident adds to its row."""

    score: float | None
    goldstein: float | None
    killed: int
    injured: int


class Figures:
    """All that is told in one cell of a day. Not thread-safe.

    The work of a change grows with what the report tells and with the incidents that it tells of, not with the cell.
    """

    __slots__ = (
        "_fetched_at",
        "_goldstein",
        "_incidents",
        "_injured",
        "_killed",
        "_links",
        "_mentions",
        "_modality",
        "_publishers",
        "_rank",
        "_score",
        "_stale",
        "_stories",
        "_tellers",
        "_told",
        "_versions",
    )

    def __init__(self, links: Links) -> None:
        self._links = links
        self._tellers = 0
        self._told = MostTold()
        self._mentions = 0
        self._incidents = Tellers[tuple[str, ...], Sequence[Entry]]()
        self._stale: dict[tuple[str, ...], _Values | None] = {}
        self._score, self._goldstein = RunningMean(), RunningMean()
        self._killed = self._injured = 0
        self._stories = Stories(links)
        self._publishers = Counter[str]()
        self._modality = Counter[Modality]()
        self._versions = 0
        self._rank, self._fetched_at = 0, datetime.min.replace(tzinfo=UTC)

    def note(self, history: History, counted: int) -> None:
        """Count the versions of a report that tells of the cell, or did, of which ``counted`` were counted before."""
        if history.versions > counted:
            self._versions += history.versions - counted
            self._rank = max(self._rank, history.rank)
            self._fetched_at = max(self._fetched_at, history.fetched_at)

    def add(self, report: CodedReport, entries: Iterable[Entry]) -> None:
        """Count in what ``report`` tells here; it must not be counted, and its links be known."""
        apart, asserted = _by_incident(entries)
        self._tellers += 1
        self._modality.update(apart.values())
        if not asserted:
            return
        self._stories.add(report.report_id)
        self._publishers[_publisher(report)] += 1
        events = _events(asserted)
        self._mentions += len(events)
        for event in events:
            self._told.add(event)
        order = self._links.order(report.report_id)
        for key, told in asserted.items():
            self._changes(key)
            self._incidents.put(key, order, told)

    def remove(self, report: CodedReport, entries: Iterable[Entry]) -> None:
        """Count out what ``report`` told here, the same as was counted in, while its links are still known."""
        apart, asserted = _by_incident(entries)
        self._tellers -= 1
        self._modality.subtract(apart.values())
        if not asserted:
            return
        self._stories.remove(report.report_id)
        publisher = _publisher(report)
        self._publishers[publisher] -= 1
        if not self._publishers[publisher]:
            del self._publishers[publisher]
        events = _events(asserted)
        self._mentions -= len(events)
        for event in events:
            self._told.remove(event)
        order = self._links.order(report.report_id)
        for key in asserted:
            self._changes(key)
            self._incidents.drop(key, order)

    @property
    def tells(self) -> bool:
        """Whether any report tells here, whatever the modality."""
        return self._tellers > 0

    def row(self, day: date, cell: Cell, now: datetime) -> DailyRow:
        """The row; ``now`` becomes ``updated_at``."""
        self._refresh()
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
            killed=self._killed,
            injured=self._injured,
            mentions_denied=self._modality["denied"],
            mentions_planned=self._modality["planned"],
            mentions_historical=self._modality["historical"],
            evidence=self._told.first(EVIDENCE),
            revision=self._revision(),
            updated_at=now,
        )

    def vanished(self, day: date, cell: Cell) -> VanishedRow:
        """That there is no row, for nothing is told here any more."""
        return VanishedRow(key=RowKey(day, *cell), revision=self._revision())

    def _revision(self) -> str:
        return revision_of(self._rank, self._fetched_at, self._versions)

    def _changes(self, key: tuple[str, ...]) -> None:
        """Remember what the sums hold of an incident before it changes: held of all of them it would weigh too much."""
        if key not in self._stale:
            self._stale[key] = _values(self._incidents.of(key))

    def _refresh(self) -> None:
        """Take the incidents that changed out of the sums as they were, and in as they are now."""
        for key, old in self._stale.items():
            if old is not None:
                self._score.remove(old.score)
                self._goldstein.remove(old.goldstein)
                self._killed -= old.killed
                self._injured -= old.injured
            new = _values(self._incidents.of(key))
            if new is not None:
                self._score.add(new.score)
                self._goldstein.add(new.goldstein)
                self._killed += new.killed
                self._injured += new.injured
        self._stale.clear()


def _by_incident(
    entries: Iterable[Entry],
) -> tuple[Mapping[str, Modality], Mapping[tuple[str, ...], tuple[Entry, ...]]]:
    """What one report tells: the events that do not count, with their modality, and the rest by incident."""
    apart: dict[str, Modality] = {}
    asserted: dict[tuple[str, ...], tuple[Entry, ...]] = {}
    for entry in entries:
        if entry.modality == "asserted":
            asserted[entry.incident] = (*asserted.get(entry.incident, ()), entry)
        else:
            apart.setdefault(entry.event_id, entry.modality)
    return apart, asserted


def _events(asserted: Mapping[tuple[str, ...], Sequence[Entry]]) -> set[str]:
    return {entry.event_id for told in asserted.values() for entry in told}


def _publisher(report: CodedReport) -> str:
    return report.publisher or report.source


def _values(tellers: Collection[tuple[Order, Sequence[Entry]]]) -> _Values | None:
    """Of each event what its earliest report tells first; of all the most killed and injured. None if nobody tells."""
    if not tellers:
        return None
    earliest: dict[str, tuple[Order, Entry]] = {}
    killed = injured = 0
    for order, told in tellers:
        for entry in told:
            known = earliest.get(entry.event_id)
            if known is None or order < known[0]:
                earliest[entry.event_id] = (order, entry)
            killed, injured = max(killed, entry.killed), max(injured, entry.injured)
    return _Values(
        mean([entry.score for _, entry in earliest.values()]),
        mean([entry.goldstein for _, entry in earliest.values()]),
        killed,
        injured,
    )
