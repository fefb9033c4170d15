"""The pipelines without Beam: the same functions over lists, quick enough for thousands of small runs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, tzinfo
from typing import Any, Final

from claims.generator import Fields, decoded
from claims.model import ARRIVAL, CLOCK, Table, Tables
from connectors.tables import DayTables
from pipelines import identity
from pipelines.aggregation.days import Share, day_tables, shares
from pipelines.aggregation.versions import standing
from pipelines.coded import coded_report, published_day
from pipelines.coding.document import NOTHING, Document, EventCoder
from pipelines.decoding.settle import settle
from pipelines.dedup.deliveries import Deliveries
from pipelines.dedup.fingerprint import fingerprint
from pipelines.dedup.index import StoryIndex
from pipelines.language import SUPPORTED
from pipelines.options import MIN_CONFIDENCE
from schemas import CodedReport, Report

NOW: Final = datetime(2022, 3, 1, tzinfo=UTC)
CELL: Final = ("day", "series", "source", "target", "place", "type", "quad_class")


def ingest(
    reports: Iterable[Report], coder: EventCoder, zone: tzinfo, before: Iterable[CodedReport] = ()
) -> list[CodedReport]:
    """The coded records of one run by a new worker, whose caches are filled from ``before``."""
    index, deliveries = StoryIndex(), Deliveries()
    for record in before:
        index.feed(record)
        deliveries.feed(record)
    settled = (settle(report) for report in reports)
    return [coded for report in settled if (coded := _code(report, coder, zone, index, deliveries)) is not None]


def _code(
    report: Report, coder: EventCoder, zone: tzinfo, index: StoryIndex, deliveries: Deliveries
) -> CodedReport | None:
    content, parts = identity.content_hash(report.text), fingerprint(report.text)
    arrival = index.arrive(
        report.report_id,
        published_at=report.published_at,
        fetched_at=report.fetched_at,
        content_hash=content,
        fingerprint=parts,
    )
    coded_by = deliveries.coded_by(report)
    if coded_by is not None and coded_by >= coder.identity.rank:
        return None
    day = published_day(report, zone)
    coded = not report.retracted and report.language in SUPPORTED
    return coded_report(
        report,
        coder.code([Document(text=report.text, published=day)])[0] if coded else NOTHING,
        coder=coder.identity,
        day=day,
        supported=report.language in SUPPORTED,
        content_hash=content,
        fingerprint=parts,
        duplicate_of=arrival.duplicate_of,
        story_id=arrival.story_id,
    )


def aggregate(
    log: Iterable[CodedReport], now: datetime = NOW, min_confidence: float = MIN_CONFIDENCE
) -> list[DayTables]:
    """The tables of every day that the log tells of."""
    records: dict[str, list[CodedReport]] = defaultdict(list)
    for record in log:
        records[record.report_id].append(record)
    days: dict[date, list[Share]] = defaultdict(list)
    for same in records.values():
        for day, share in shares(standing(same)):
            days[day].append(share)
    return [day_tables(day, days[day], now, min_confidence) for day in sorted(days)]


def run_all(
    runs: Sequence[Sequence[Fields]], coder: EventCoder, zone: tzinfo, *, remember: bool = True
) -> list[CodedReport]:
    """The log after ``runs``, each by a new worker; without ``remember`` its caches are empty."""
    log: list[CodedReport] = []
    for run in runs:
        log += ingest(decoded(run, zone), coder, zone, before=log if remember else ())
    return log


def tables(days: Iterable[DayTables]) -> Tables:
    """What the days hold, in the form of the model; raises AssertionError for a key that comes twice."""
    days = list(days)
    return Tables(
        daily=table((asdict(row) for day in days for row in day.rows), CELL),
        events=table((asdict(event) for day in days for event in day.events), ("event_id",)),
        mentions=table((asdict(mention) for day in days for mention in day.mentions), ("event_id", "report_id")),
    )


def reports(days: Iterable[DayTables]) -> Table:
    """The table of reports, of which the model says nothing."""
    return table((asdict(report) for day in days for report in day.reports), ("report_id",))


def table(rows: Iterable[dict[str, Any]], key: Sequence[str]) -> Table:
    """Rows by key, without the columns that depend on arrival or on the clock."""
    found: Table = {}
    for row in rows:
        named = tuple(row[name] for name in key)
        assert named not in found, f"two rows with the key {named}"
        found[named] = {name: value for name, value in row.items() if name not in {*key, *ARRIVAL, CLOCK}}
    return found
