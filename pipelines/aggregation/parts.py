"""What one record changes in a stream: which days it touches, and what it has to do with each.

A stream has no day at hand as a whole, so every day is made of the parts that reports have in it. What comes of a set
of parts is the same in whatever order they came, and what a drain makes of the same records.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from connectors.tables import ReportTold
from pipelines.aggregation.cells import Cell
from pipelines.aggregation.counting import told_in
from pipelines.aggregation.days import LATENESS, by_day, mentions
from pipelines.aggregation.versions import History, Standing, Trace, Version
from pipelines.options import MIN_CONFIDENCE
from schemas import CodedReport

KEPT: Final = LATENESS + timedelta(days=1)
"""How long after its end a day, and what is known of the reports that touch it, is kept: with a day to spare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a report has to do with one day, as known when one of its records came.

    ``share``: that record with only what it tells of the day, None where it has nothing to do with it. It counts while
    its ``version`` is the one that ``stands``, which of all parts of the report the one with the longest history says.
    ``cells`` and ``events`` are all that any version told of on that day.
    """

    history: History
    version: Version
    stands: Version
    cells: tuple[Cell, ...]
    events: tuple[str, ...]
    share: CodedReport | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What a record changes: the parts of days, and the report's own tables unless a newer version stands."""

    trace: Trace
    days: Mapping[date, Part]
    report: ReportTold | None


def arrive(before: Trace | None, record: CodedReport, min_confidence: float = MIN_CONFIDENCE) -> Arrival | None:
    """What ``record`` changes when of its report ``before`` is known; None for a version that is known already.

    Days that other versions told of get a part as well, even where this record has nothing to say there: it may
    withdraw what they told, and it counts in the revision of their rows.
    """
    own = Trace.of(record)
    version = own.newest
    if before is not None and version in before.versions:
        return None
    trace = own if before is None else before.joined(own)
    return Arrival(
        trace=trace,
        days=_parts(trace, version, record),
        report=report_told(record, min_confidence) if version == trace.newest else None,
    )


def parts_of(standing: Standing) -> Mapping[date, Part]:
    """What a report has to do with each day that any of its versions touched, from what stands of it."""
    trace = standing.trace or Trace.of(standing.report)
    return _parts(trace, trace.newest, standing.report)


def days_touched(standing: Standing) -> set[date]:
    """The days of ``parts_of``."""
    record, trace = standing.report, standing.trace
    if trace is None:
        return {record.published_day, *(telling.event_date for telling in record.tellings)}
    return {row.day for row in trace.rows} | {day for day, _ in trace.events}


def report_told(record: CodedReport, min_confidence: float = MIN_CONFIDENCE) -> ReportTold:
    """A report and all its mentions."""
    return ReportTold(report=record, mentions=tuple(mentions(told_in(record, min_confidence))))


def is_late(day: date, appended: date) -> bool:
    """Whether a record that was appended on the day ``appended`` (UTC) leaves ``day`` to the backfill (D7)."""
    return day < appended - LATENESS


def last_day(trace: Trace) -> date:
    """The latest day that the report ever told of."""
    return max(*(row.day for row in trace.rows), *(day for day, _ in trace.events), date.min)


def _parts(trace: Trace, version: Version, record: CodedReport) -> Mapping[date, Part]:
    history, stands, shares = trace.history, trace.newest, dict(by_day(bare(record)))
    cells, events = defaultdict[date, list[Cell]](list), defaultdict[date, list[str]](list)
    for day, *cell in sorted(trace.rows):
        cells[day].append(Cell._make(cell))
    for day, event_id in sorted(trace.events):
        events[day].append(event_id)
    return {
        day: Part(
            history=history,
            version=version,
            stands=stands,
            cells=tuple(cells[day]),
            events=tuple(events[day]),
            share=shares.get(day),
        )
        for day in cells.keys() | events.keys()
    }


def bare(record: CodedReport) -> CodedReport:
    """The record with what rows and events need: of text and sentences, whether there are any that tell."""
    told = tuple(sentence for sentence in record.sentences if sentence.reason is None)
    return replace(record, title=None, text=record.text[:1], sentences=told[:1])
