"""Which of several records of one report stands (decision D2), and what the others leave behind."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import attrgetter
from typing import NamedTuple, Self

from connectors.tables import RowKey
from pipelines.aggregation.cells import TOTAL, cells
from pipelines.aggregation.counting import has_day
from pipelines.coded import RETRACTED
from schemas import CodedReport, encode


class Version(NamedTuple):
    """One record of a report among others: the largest stands, equal ones are the same.

    What is given on arrival (outcome, reason, ``duplicate_of``, ``story_id``) has no part in it, so that the answer is
    the same in whatever order records come. ``digest``: of all the rest of the record, 128 bits.
    """

    rank: int
    fetched_at: datetime
    retracted: bool
    digest: bytes


class History(NamedTuple):
    """What the revision of a row counts of one report: how many versions, their highest rank, their latest fetch."""

    report_id: str
    versions: int
    rank: int
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What the versions of one report touched, without what they told: every row and every event, with its day."""

    report_id: str
    versions: frozenset[Version]
    rows: frozenset[RowKey]
    events: frozenset[tuple[date, str]]

    @classmethod
    def of(cls, record: CodedReport) -> Self:
        """The trace of a single record; the row of all that was read on its day is always among what it touches."""
        dated = [telling for telling in record.tellings if has_day(telling)]
        return cls(
            report_id=record.report_id,
            versions=frozenset([version_of(record)]),
            rows=frozenset(RowKey(told.event_date, *cell) for told in dated for cell in cells(told))
            | {RowKey(record.published_day, *TOTAL)},
            events=frozenset((told.event_date, told.event_id) for told in record.tellings),
        )

    def joined(self, other: Self) -> Self:
        """The trace of the versions of both."""
        return replace(
            self,
            versions=self.versions | other.versions,
            rows=self.rows | other.rows,
            events=self.events | other.events,
        )

    @property
    def newest(self) -> Version:
        """The version that stands."""
        return max(self.versions)

    @property
    def history(self) -> History:
        """What a revision counts of it."""
        latest = max(map(attrgetter("fetched_at"), self.versions))
        return History(self.report_id, len(self.versions), self.newest.rank, latest)


@dataclass(frozen=True, slots=True)
class Standing:
    """The record of a report that stands and, where it has several versions, the trace of them all."""

    report: CodedReport
    trace: Trace | None = None

    def joined(self, record: CodedReport) -> "Standing":
        """What stands of the report when ``record`` has come as well."""
        held, own = self.trace or Trace.of(self.report), Trace.of(record)
        trace = held.joined(own)
        report = record if own.newest > held.newest else self.report
        return Standing(report, trace if len(trace.versions) > 1 else None)


def standing(records: Iterable[CodedReport]) -> Standing:
    """What stands of one report, of which these are all records.

    The highest coder rank, then the latest fetch, then a retraction; of equal versions, which may differ in what was
    given on arrival, the first.
    """
    first, *others = records
    if not others:
        return Standing(first)
    traces = [Trace.of(first), *map(Trace.of, others)]
    trace = replace(
        traces[0],
        versions=frozenset().union(*(one.versions for one in traces)),
        rows=frozenset().union(*(one.rows for one in traces)),
        events=frozenset().union(*(one.events for one in traces)),
    )
    newest = trace.newest
    stands = next(record for record, own in zip((first, *others), traces, strict=True) if newest in own.versions)
    return Standing(stands, trace if len(trace.versions) > 1 else None)


def version_of(record: CodedReport) -> Version:
    """Which version of its report the record is."""
    content = replace(record, outcome="coded", reason="", duplicate_of=None, story_id="")
    digest = hashlib.sha256(encode(content)).digest()[:16]
    return Version(*record.version, record.reason == RETRACTED, digest)
