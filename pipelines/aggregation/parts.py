"""What one record changes in a stream: which rows and events it touches, and what it makes of them.

A stream has no day at hand as a whole, so every row and every event is made of the parts that reports have in it. What
comes of a set of parts is the same in whatever order they came, and what a drain makes of the same records.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from connectors.tables import Changes, ReportTold, RowKey, VanishedRow
from pipelines.aggregation.cells import TOTAL, Cell, cells
from pipelines.aggregation.days import LATENESS, events, mentions, total_row
from pipelines.aggregation.fold import Told, fold, origin_order, revision
from pipelines.aggregation.versions import History, Trace, Version
from schemas import CodedReport, Telling

KEPT: Final = LATENESS + timedelta(days=1)
"""How long after its end a day, and what is known of the reports that touch it, is kept: with a day to spare."""


class EventKey(NamedTuple):
    """An event and the day that it is of."""

    day: date
    event_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a report has to do with one row or event, as known when one of its records came.

    ``share``: that record with only what it tells there, None where it tells nothing. It counts while its ``version``
    is the one that ``stands``, which of all parts of the report the one with the longest history says.
    """

    history: History
    version: Version
    stands: Version
    share: CodedReport | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What a record changes: parts of rows and of events, the report's own tables unless a newer version stands."""

    trace: Trace
    rows: Mapping[RowKey, Part]
    events: Mapping[EventKey, Part]
    report: ReportTold | None


def arrive(before: Trace | None, record: CodedReport) -> Arrival | None:
    """What ``record`` changes when of its report ``before`` is known; None for a version that is known already.

    Rows and events that other versions told of get a part as well, even where this record has nothing to say there:
    it may withdraw what they told, and it counts in their revision.
    """
    own = Trace.of(record)
    version = own.newest
    if before is not None and version in before.versions:
        return None
    trace = own if before is None else before.joined(own)
    history, stands = trace.history, trace.newest
    rows, told = _row_shares(record), _event_shares(record)
    return Arrival(
        trace=trace,
        rows={key: Part(history=history, version=version, stands=stands, share=rows.get(key)) for key in trace.rows},
        events={
            EventKey(*key): Part(history=history, version=version, stands=stands, share=told.get(EventKey(*key)))
            for key in trace.events
        },
        report=_report_told(record) if version == stands else None,
    )


def is_late(day: date, appended: date) -> bool:
    """Whether a record that was appended on the day ``appended`` (UTC) leaves ``day`` to the backfill (D7)."""
    return day < appended - LATENESS


def last_day(trace: Trace) -> date:
    """The latest day that the report ever told of."""
    return max(*(row.day for row in trace.rows), *(day for day, _ in trace.events), date.min)


def row_change(key: RowKey, parts: Iterable[Part], now: datetime) -> Changes:
    """The row that all parts of it make, or that it vanished; ``now`` becomes ``updated_at``."""
    standing, histories = _standing(parts)
    day, cell = key.day, Cell._make(key[1:])
    told = [Told(telling, report) for report in standing for telling in report.tellings]
    published = [report for report in standing if report.published_day == day] if cell == TOTAL else []
    if published or (told and cell == TOTAL):
        return Changes(rows=(total_row(day, told, published, now, histories=histories),))
    if told:
        return Changes(rows=(fold(day, cell, told, now, histories=histories),))
    return Changes(vanished_rows=(VanishedRow(key=key, revision=revision((), histories)),))


def event_change(key: EventKey, parts: Iterable[Part]) -> Changes:
    """The event as its origin tells it, or that nobody tells it any more."""
    standing, _ = _standing(parts)
    told = [Told(telling, report) for report in standing for telling in report.tellings]
    if not told:
        return Changes(vanished_events=(key.event_id,))
    return Changes(events=tuple(events(told)))


def _standing(parts: Iterable[Part]) -> tuple[list[CodedReport], Collection[History]]:
    """The shares that count, in order of origin, and the history of every report, those that tell nothing included."""
    latest: dict[str, Part] = {}
    shares: dict[tuple[str, Version], CodedReport] = {}
    for part in parts:
        report_id = part.history.report_id
        known = latest.get(report_id)
        if known is None or part.history.versions > known.history.versions:
            latest[report_id] = part
        if part.share is not None:
            shares[report_id, part.version] = part.share
    standing = [shares.get((report_id, part.stands)) for report_id, part in latest.items()]
    return (
        sorted((share for share in standing if share is not None), key=origin_order),
        [part.history for part in latest.values()],
    )


def _row_shares(record: CodedReport) -> Mapping[RowKey, CodedReport]:
    """The record once for each row that it tells of, with what the row's figures need."""
    bare = replace(record, text="", sentences=(), title=None, url=None)
    told: dict[RowKey, list[Telling]] = defaultdict(list)
    for telling in record.tellings:
        if telling.date_precision == "day":
            for cell in cells(telling):
                told[RowKey(telling.event_date, *cell)].append(replace(telling, sentence=""))
    shares = {key: replace(bare, tellings=tuple(tellings)) for key, tellings in told.items()}
    read = RowKey(record.published_day, *TOTAL)
    shares[read] = replace(
        shares.get(read) or replace(bare, tellings=()),
        text=record.text[:1],  # whether there is a text, and whether a sentence told, decides how it counts as read
        sentences=tuple(sentence for sentence in record.sentences if sentence.reason is None)[:1],
    )
    return shares


def _event_shares(record: CodedReport) -> Mapping[EventKey, CodedReport]:
    bare = replace(record, text="", sentences=(), title=None, fingerprint=())
    first: dict[EventKey, Telling] = {}
    for telling in record.tellings:
        first.setdefault(EventKey(telling.event_date, telling.event_id), telling)
    return {key: replace(bare, tellings=(telling,)) for key, telling in first.items()}


def _report_told(record: CodedReport) -> ReportTold:
    return ReportTold(report=record, mentions=tuple(mentions([Told(telling, record) for telling in record.tellings])))
