"""All that is held of a day, as a pure function of the coded reports that tell of it (invariant 4)."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter
from typing import Final

from connectors.tables import DayTables, Mention
from pipelines.aggregation.cells import TOTAL, Cell, cells
from pipelines.aggregation.counting import Told, has_day, told_in
from pipelines.aggregation.fold import fold, origin_order
from pipelines.aggregation.versions import History, Standing
from pipelines.coded import RETRACTED
from pipelines.options import MIN_CONFIDENCE
from schemas import CodedReport, DailyRow, Event, Telling

LATENESS: Final = timedelta(days=7)
"""How long after its day an event is still on time (D5 and D7)."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a report has to do with one day: ``report`` with just the tellings of that day, None where it tells nothing.

    A report of several versions brings its history, and the cells of the day that any of its versions told of.
    """

    report: CodedReport | None
    history: History | None = None
    cells: tuple[Cell, ...] = ()


def shares(standing: Standing) -> Iterator[tuple[date, Share]]:
    """One share for each day that the report tells of, told of before, or was published on.

    Text and sentences stay on the day of publication.
    """
    told = dict(by_day(standing.report))
    if standing.trace is None:
        for day, report in told.items():
            yield day, Share(report)
        return
    touched = defaultdict[date, list[Cell]](list)
    for day, *cell in standing.trace.rows:
        touched[day].append(Cell._make(cell))
    for day in told.keys() | touched.keys():
        yield day, Share(told.get(day), standing.trace.history, tuple(touched[day]))


def by_day(report: CodedReport) -> Iterator[tuple[date, CodedReport]]:
    """The report once for each day that it tells of or was published on, with just the tellings of that day."""
    tellings: dict[date, list[Telling]] = defaultdict(list)
    for telling in report.tellings:
        tellings[telling.event_date].append(telling)
    for day, told in tellings.items():
        if day != report.published_day:
            yield day, replace(report, tellings=tuple(told), text="", sentences=())
    yield report.published_day, replace(report, tellings=tuple(tellings[report.published_day]))


def day_tables(day: date, shares: Iterable[Share], now: datetime, min_confidence: float = MIN_CONFIDENCE) -> DayTables:
    """The tables of ``day`` from the shares in it of all reports, each once."""
    shares = list(shares)
    reports = [share.report for share in shares if share.report is not None]
    by_order = sorted(reports, key=origin_order)
    told = [one for report in by_order for one in told_in(report, min_confidence)]
    published = [report for report in by_order if report.published_day == day]
    return DayTables(
        day=day,
        rows=tuple(rows(day, told, published, histories_of(shares), now, min_confidence)),
        events=tuple(events(told)),
        mentions=tuple(mentions(told)),
        reports=tuple(published),
    )


def histories_of(shares: Iterable[Share]) -> Mapping[Cell, list[History]]:
    """The histories of the reports of several versions, by the cells that any of these told of."""
    found = defaultdict[Cell, list[History]](list)
    for share in shares:
        if share.history is not None:
            for cell in share.cells:
                found[cell].append(share.history)
    return found


def rows(
    day: date,
    told: Sequence[Told],
    published: Sequence[CodedReport],
    histories: Mapping[Cell, list[History]],
    now: datetime,
    min_confidence: float,
    only: Container[Cell] | None = None,
) -> Iterator[DailyRow]:
    """The rows of a day, or of some cells ``only``, from all that is ``told`` of it and all reports of its own."""
    by_cell: dict[Cell, list[Told]] = defaultdict(list)
    for one in told:
        if has_day(one.telling):
            for cell in cells(one.telling):
                if only is None or cell in only:
                    by_cell[cell].append(one)
    total = by_cell.pop(TOTAL, [])
    for cell in sorted(by_cell):
        if any(one.in_rows for one in by_cell[cell]):
            yield fold(day, cell, by_cell[cell], now, min_confidence=min_confidence, histories=histories.get(cell, ()))
    if (only is None or TOTAL in only) and (published or any(one.in_rows for one in total)):
        row = fold(
            day,
            TOTAL,
            total,
            now,
            min_confidence=min_confidence,
            read=published,
            histories=histories.get(TOTAL, ()),
        )
        yield with_read(row, len(published), read_outcomes(published))


def with_read(row: DailyRow, read: int, counts: Mapping[str, int]) -> DailyRow:
    """The row of a day's total with the reports ``read`` that day, and with how many had which outcome."""
    return replace(
        row,
        read=read,
        read_coded=counts["coded"],
        read_no_event=counts["no_event"],
        read_duplicate=counts["duplicate"],
        read_unsupported_language=counts["unsupported_language"],
    )


def read_outcomes(published: Sequence[CodedReport]) -> Counter[str]:
    """Reports by outcome, without regard to the order of their arrival; ``published`` is in order of publication.

    Of several exact copies the earliest published counts by what it told, the others as duplicates, whichever of them
    came first.
    """
    counts = Counter[str]()
    seen: set[str] = set()
    for report in published:
        if report.outcome == "unsupported_language":
            counts["unsupported_language"] += 1
        elif report.reason == RETRACTED:
            counts["no_event"] += 1
        elif may_be_copy(report) and report.content_hash in seen:
            counts["duplicate"] += 1
        else:
            if may_be_copy(report):
                seen.add(report.content_hash)
            counts["coded" if any(s.reason is None for s in report.sentences) else "no_event"] += 1
    return counts


def may_be_copy(report: CodedReport) -> bool:
    """Whether a report counts as a duplicate where an earlier one has its text."""
    return bool(report.text) and report.outcome != "unsupported_language" and report.reason != RETRACTED


_TELLING_FIELDS: Final = tuple(f.name for f in fields(Telling))
_telling_values: Final = attrgetter(*_TELLING_FIELDS)


def events(told: Sequence[Told]) -> Iterator[Event]:
    """Each event once, as its origin tells it; ``told`` is in order of origin."""
    seen: set[str] = set()
    for telling, report, _, _ in told:
        if telling.event_id not in seen:
            seen.add(telling.event_id)
            yield Event(
                **dict(zip(_TELLING_FIELDS, _telling_values(telling), strict=True)),
                report_id=report.report_id,
                url=report.url,
                publisher=report.publisher,
                published_at=report.published_at,
                story_id=report.story_id,
            )


def mentions(told: Sequence[Told]) -> Iterator[Mention]:
    """Each event once for each report that tells it, as it first does."""
    seen: set[tuple[str, str]] = set()
    for telling, report, uncounted, _ in told:
        if (telling.event_id, report.report_id) in seen:
            continue
        seen.add((telling.event_id, report.report_id))
        yield Mention(
            event_id=telling.event_id,
            report_id=report.report_id,
            event_date=telling.event_date,
            modality=telling.modality,
            late=is_late(telling, report),
            confidence=telling.confidence,
            source=report.source,
            publisher=report.publisher,
            agency=report.agency,
            url=report.url,
            published_at=report.published_at,
            story_id=report.story_id,
            sentence_start=telling.sentence_start,
            sentence_end=telling.sentence_end,
            trigger_start=telling.trigger_start,
            trigger_end=telling.trigger_end,
            uncounted=uncounted,
        )


def is_late(telling: Telling, report: CodedReport) -> bool:
    """Whether a stream would leave the telling to the backfill (D7), taking the fetch for the append."""
    return telling.event_date < report.fetched_at.astimezone(UTC).date() - LATENESS
