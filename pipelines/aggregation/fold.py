"""The figures of one daily row (decision D11), from all that is told in its cell."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from math import fsum

from pipelines.aggregation.cells import Cell, incident
from pipelines.aggregation.counting import Told
from pipelines.aggregation.tolls import least
from pipelines.aggregation.versions import History
from pipelines.dedup.stories import count_stories
from schemas import CodedReport, DailyRow, Telling

EVIDENCE = 3


def origin_order(report: CodedReport) -> tuple[datetime, str]:
    """What makes one report the origin before another: smallest first (D3)."""
    return (report.published_at, report.report_id)


def revision(reports: Iterable[CodedReport], histories: Iterable[History] = ()) -> str:
    """Highest coder rank, latest fetched_at in milliseconds, number of versions (D9), in digits that sort as text.

    A report counts once for each version that it has, whether that one tells of the row or not: so the revision grows
    with every record that comes. ``histories``: of the reports that have several, told of in the row now or before.
    """
    single = {report.report_id: report for report in reports}
    several = {history.report_id: history for history in histories}
    newest = [report.version for report in single.values() if report.report_id not in several]
    number = len(newest) + sum(history.versions for history in several.values())
    newest += [(history.rank, history.fetched_at) for history in several.values()]
    return revision_of(max(rank for rank, _ in newest), max(fetched for _, fetched in newest), number)


def revision_of(rank: int, fetched_at: datetime, versions: int) -> str:
    """The three as text that sorts as they do."""
    return f"{rank:06d}|{round(fetched_at.timestamp() * 1000):015d}|{versions:09d}"


def fold(
    day: date,
    cell: Cell,
    told: Sequence[Told],
    now: datetime,
    *,
    min_confidence: float,
    read: Sequence[CodedReport] = (),
    histories: Iterable[History] = (),
) -> DailyRow:
    """The row of ``cell`` on ``day``: every figure a function of the set ``told``.

    ``now`` becomes ``updated_at``; a sink keeps the older one where nothing else differs. Tellings of other modalities
    than asserted are counted apart. ``min_confidence`` is what ``told`` was judged by. ``read`` are reports that the
    revision folds in though they tell nothing, ``histories`` those of the reports that have several versions.
    """
    apart: dict[tuple[str, str], str] = {}
    reports: dict[str, CodedReport] = {}
    tellers: dict[str, set[str]] = {}
    incidents: dict[tuple[str, ...], _Incident] = {}
    for one in told:
        telling, report = one.telling, one.report
        event, teller = telling.event_id, report.report_id
        if one.uncounted is not None:
            if telling.modality != "asserted":
                apart.setdefault((event, teller), telling.modality)
            continue
        reports[teller] = report
        if event in tellers:
            tellers[event].add(teller)
        else:
            tellers[event] = {teller}
        key = incident(telling, cell)
        if key not in incidents:
            incidents[key] = _Incident()
        incidents[key].add(one)
    modality = Counter(apart.values())
    return DailyRow(
        day=day,
        **cell._asdict(),
        incidents=len(incidents),
        stories=_stories(reports.values()),
        mentions=sum(map(len, tellers.values())),
        reports=len(reports),
        publishers=len({r.publisher or r.source for r in reports.values()}),
        score=mean([i.mean_of(_score) for i in incidents.values()]),
        goldstein=mean([i.mean_of(_goldstein) for i in incidents.values()]),
        killed=least((one.toll.site, one.toll.killed) for one in told if one.toll),
        injured=least((one.toll.site, one.toll.injured) for one in told if one.toll),
        mentions_denied=modality["denied"],
        mentions_planned=modality["planned"],
        mentions_historical=modality["historical"],
        evidence=tuple(sorted(tellers, key=lambda event: (-len(tellers[event]), event))[:EVIDENCE]),
        revision=revision([*read, *(t.report for t in told)], histories),
        updated_at=now,
        min_confidence=min_confidence,
    )


class _Incident:
    """What is told of one incident: of each event its earliest telling."""

    __slots__ = ("_earliest",)

    def __init__(self) -> None:
        self._earliest: dict[str, Told] = {}

    def add(self, told: Told) -> None:
        known = self._earliest.get(told.telling.event_id)
        if known is None or origin_order(told.report) < origin_order(known.report):
            self._earliest[told.telling.event_id] = told

    def mean_of(self, value: Callable[[Telling], float | None]) -> float | None:
        """The mean over the event ids; what an event is worth, its earliest report says."""
        if len(self._earliest) == 1:  # nearly always, and there are many
            return value(next(iter(self._earliest.values())).telling)
        return mean([value(told.telling) for told in self._earliest.values()])


def _stories(reports: Collection[CodedReport]) -> int:
    if len(reports) < 2:
        return len(reports)
    return count_stories((r.published_at, r.report_id, r.hashes, r.content_hash) for r in reports)


def _score(telling: Telling) -> float | None:
    return telling.score


def _goldstein(telling: Telling) -> float | None:
    return telling.goldstein


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of what is known, or None; exact sums make it the same in any order."""
    known = [v for v in values if v is not None]
    if len(known) < 2:
        return known[0] if known else None
    return fsum(known) / len(known)
