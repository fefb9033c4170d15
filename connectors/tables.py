"""What sinks hold: the tables of a day, and what changes in them while a stream runs."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, Literal, NamedTuple, Self, TypeVar

from schemas import CodedReport, DailyRow, Event
from schemas.records import Modality, Series

Uncounted = Literal["denied", "planned", "historical", "coarse", "open", "ahead", "unsure"]
"""Why no daily row counts a mention: its modality; a date coarser than a day, or that nothing tells, or later than the
report's own day; a confidence below the deployment's least."""

BATCH_ROWS: Final = 50_000
"""About how many records are handed to a sink at once."""

T = TypeVar("T")
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """That one report tells of one event, and what belongs to that report rather than to the event.

    ``late``: the event's day lies more than the lateness (seven days) before the report was fetched. ``uncounted``: why
    no daily row counts it, None where rows do. Offsets count characters in the report's text.
    """

    event_id: str
    report_id: str
    event_date: date
    modality: Modality
    late: bool
    confidence: float
    source: str
    publisher: str | None
    agency: str | None
    url: str | None
    published_at: datetime
    story_id: str
    sentence_start: int
    sentence_end: int
    trigger_start: int
    trigger_end: int
    uncounted: Uncounted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTables:
    """All that is held of one day: rows, events and mentions of that event day, reports published on it."""

    day: date
    rows: tuple[DailyRow, ...] = ()
    events: tuple[Event, ...] = ()
    mentions: tuple[Mention, ...] = ()
    reports: tuple[CodedReport, ...] = ()

    @property
    def size(self) -> int:
        """How many records the day has."""
        return len(self.rows) + len(self.events) + len(self.mentions) + len(self.reports)


def in_batches(days: Iterable[DayTables]) -> Iterator[list[DayTables]]:
    """The days in portions of at least ``BATCH_ROWS`` records, the last one smaller; none where there is no day."""
    batch: list[DayTables] = []
    size = 0
    for tables in days:
        batch.append(tables)
        size += tables.size
        if size >= BATCH_ROWS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class RowKey(NamedTuple):
    """What tells a daily row from all others."""

    day: date
    series: Series
    source: str
    target: str
    place: str
    type: str
    quad_class: int

    @classmethod
    def of(cls, row: DailyRow) -> Self:
        """The key of a row."""
        return cls(*(getattr(row, name) for name in cls._fields))


@dataclass(frozen=True, slots=True, kw_only=True)
class VanishedRow:
    """A daily row that nothing tells of any more, and the revision at which it vanished."""

    key: RowKey
    revision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTold:
    """A report as it stands and all its mentions: they replace whatever the report had before."""

    report: CodedReport
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Absolute values of some keys, as a stream learns them: each replaces what is held under its key.

    A row gives way only to one whose revision is not smaller, a report only to one whose version is not smaller, so
    that what is read again after a failure changes nothing for the worse. Events have nothing to compare: they come in
    the order of their changes, and an event stands in ``events`` or in ``vanished_events``, by its last change. A key
    that comes more than once counts as its greatest, the last of equals.
    """

    rows: tuple[DailyRow, ...] = ()
    vanished_rows: tuple[VanishedRow, ...] = ()
    events: tuple[Event, ...] = ()
    vanished_events: tuple[str, ...] = ()
    reports: tuple[ReportTold, ...] = ()


def one_for_each_key(changes: Changes) -> Changes:
    """The same changes without those that others of the same key outdo, as sinks that write by sets need them."""
    both: list[DailyRow | VanishedRow] = [*changes.rows, *changes.vanished_rows]
    rows = greatest(both, _row_key, lambda change: change.revision)
    return replace(
        changes,
        rows=tuple(change for change in rows if isinstance(change, DailyRow)),
        vanished_rows=tuple(change for change in rows if isinstance(change, VanishedRow)),
        events=tuple({event.event_id: event for event in changes.events}.values()),
        vanished_events=tuple(dict.fromkeys(changes.vanished_events)),
        reports=tuple(greatest(changes.reports, lambda t: t.report.report_id, lambda t: t.report.version)),
    )


def _row_key(change: DailyRow | VanishedRow) -> RowKey:
    return change.key if isinstance(change, VanishedRow) else RowKey.of(change)


def greatest(changes: Iterable[T], key: Callable[[T], Key], version: Callable[[T], Any]) -> Iterable[T]:
    """The greatest change of each key, the last of equals."""
    found: dict[Key, T] = {}
    for change in changes:
        held = found.get(key(change))
        if held is None or version(change) >= version(held):
            found[key(change)] = change
    return found.values()
