"""The figures of one daily row, kept up while reports come, change and go: those that ``fold`` makes of all of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from connectors.tables import RowKey, VanishedRow
from pipelines.aggregation.cells import Cell, incident
from pipelines.aggregation.fold import EVIDENCE, mean, origin_order, revision_of
from pipelines.aggregation.running import MostTold, RunningMean
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
            incident(telling, cell),
            telling.score,
            telling.goldstein,
            counts.killed or 0,
            counts.injured or 0,
        )


class _Teller(NamedTuple):
    """What one report tells in the cell, in the order of its text."""

    publisher: str
    apart: Mapping[str, Modality]
    asserted: Mapping[tuple[str, ...], Sequence[Entry]]
    events: frozenset[str]


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
        "_mentions",
        "_modality",
        "_publishers",
        "_rank",
        "_score",
        "_stale",
        "_stories",
        "_tellers",
        "_told",
        "_values",
        "_versions",
        "_versions_of",
    )

    def __init__(self, links: Links) -> None:
        self._tellers: dict[str, _Teller] = {}
        self._told = MostTold()
        self._mentions = 0
        self._incidents: dict[tuple[str, ...], dict[Order, Sequence[Entry]]] = {}
        self._values: dict[tuple[str, ...], _Values] = {}
        self._stale: set[tuple[str, ...]] = set()
        self._score, self._goldstein = RunningMean(), RunningMean()
        self._killed = self._injured = 0
        self._stories = Stories(links)
        self._publishers = Counter[str]()
        self._modality = Counter[Modality]()
        self._versions_of: dict[str, int] = {}
        self._versions = 0
        self._rank, self._fetched_at = 0, datetime.min.replace(tzinfo=UTC)

    def note(self, history: History) -> None:
        """Count the versions of a report that tells of the cell, or did; a shorter history changes nothing."""
        known = self._versions_of.get(history.report_id, 0)
        if history.versions > known:
            self._versions_of[history.report_id] = history.versions
            self._versions += history.versions - known
            self._rank = max(self._rank, history.rank)
            self._fetched_at = max(self._fetched_at, history.fetched_at)

    def add(self, report: CodedReport, entries: Iterable[Entry]) -> None:
        """Count in what ``report`` tells here; it must not be counted, and its links be known."""
        report_id, order = report.report_id, origin_order(report)
        teller = _teller(report, entries)
        self._tellers[report_id] = teller
        self._modality.update(teller.apart.values())
        if not teller.asserted:
            return
        self._stories.add(report_id)
        self._publishers[teller.publisher] += 1
        self._mentions += len(teller.events)
        for event in teller.events:
            self._told.add(event)
        for key, told in teller.asserted.items():
            self._incidents.setdefault(key, {})[order] = told
            self._stale.add(key)

    def remove(self, report: CodedReport) -> None:
        """Count out what ``report`` told here, while its links are still known."""
        report_id, order = report.report_id, origin_order(report)
        teller = self._tellers.pop(report_id)
        self._modality.subtract(teller.apart.values())
        if not teller.asserted:
            return
        self._stories.remove(report_id)
        self._publishers[teller.publisher] -= 1
        if not self._publishers[teller.publisher]:
            del self._publishers[teller.publisher]
        self._mentions -= len(teller.events)
        for event in teller.events:
            self._told.remove(event)
        for key in teller.asserted:
            del self._incidents[key][order]
            self._stale.add(key)
            if not self._incidents[key]:
                del self._incidents[key]

    @property
    def tells(self) -> bool:
        """Whether any report tells here, whatever the modality."""
        return bool(self._tellers)

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

    def _refresh(self) -> None:
        """Take the incidents that changed out of the sums, and in again as they are now."""
        for key in self._stale:
            old, tellers = self._values.pop(key, None), self._incidents.get(key)
            if old is not None:
                self._score.remove(old.score)
                self._goldstein.remove(old.goldstein)
                self._killed -= old.killed
                self._injured -= old.injured
            if tellers is not None:
                new = self._values[key] = _values(tellers)
                self._score.add(new.score)
                self._goldstein.add(new.goldstein)
                self._killed += new.killed
                self._injured += new.injured
        self._stale.clear()


def _teller(report: CodedReport, entries: Iterable[Entry]) -> _Teller:
    apart: dict[str, Modality] = {}
    asserted = defaultdict[tuple[str, ...], list[Entry]](list)
    for entry in entries:
        if entry.modality == "asserted":
            asserted[entry.incident].append(entry)
        else:
            apart.setdefault(entry.event_id, entry.modality)
    events = frozenset(entry.event_id for told in asserted.values() for entry in told)
    return _Teller(report.publisher or report.source, apart, dict(asserted), events)


def _values(tellers: Mapping[Order, Sequence[Entry]]) -> _Values:
    """Of each event what its earliest report tells first; of all the most killed and injured."""
    earliest: dict[str, tuple[Order, Entry]] = {}
    killed = injured = 0
    for order, told in tellers.items():
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
