"""The aggregate as a stream, without Beam: parts gather under their keys and fire whenever a test says so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta

from claims.memory import CELL, NOW, table
from claims.model import Tables
from connectors.tables import Changes, ReportTold, RowKey
from pipelines.aggregation.book import DayBook
from pipelines.aggregation.parts import Part, arrive, is_late
from pipelines.aggregation.versions import Trace
from schemas import CodedReport, DailyRow, Event

Appended = tuple[date, CodedReport]
"""A record of the log and the day on which it was appended."""


@dataclass
class Store:
    """A ChangeSink in memory: what is older than what it holds changes nothing."""

    rows: dict[RowKey, DailyRow] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    reports: dict[str, ReportTold] = field(default_factory=dict)

    def apply(self, changes: Changes) -> None:
        for row in changes.rows:
            if row.revision >= self._revision(RowKey.of(row)):
                self.rows[RowKey.of(row)] = row
        for gone in changes.vanished_rows:
            if gone.revision >= self._revision(gone.key):
                self.rows.pop(gone.key, None)
        self.events |= {event.event_id: event for event in changes.events}
        for event_id in changes.vanished_events:
            self.events.pop(event_id, None)
        for told in changes.reports:
            held = self.reports.get(told.report.report_id)
            if held is None or told.report.version >= held.report.version:
                self.reports[told.report.report_id] = told

    def _revision(self, key: RowKey) -> str:
        return self.rows[key].revision if key in self.rows else ""

    def tables(self, without: Iterable[date] = ()) -> Tables:
        """What it holds, in the form of the model, but for rows and events of the days ``without``."""
        without = set(without)
        mentions = [mention for told in self.reports.values() for mention in told.mentions]
        return Tables(
            daily=table((asdict(row) for row in self.rows.values() if row.day not in without), CELL),
            events=table((asdict(e) for e in self.events.values() if e.event_date not in without), ("event_id",)),
            mentions=table(map(asdict, mentions), ("event_id", "report_id")),
        )


@dataclass
class Stream:
    """What a running stream holds: a trace of each report, a book of each day; ``late`` grows.

    ``parts`` are those put into the books, by day, as a stream keeps them for whoever takes over.
    """

    traces: dict[str, Trace] = field(default_factory=dict)
    books: dict[date, DayBook] = field(default_factory=dict)
    parts: dict[date, list[Part]] = field(default_factory=lambda: defaultdict(list))
    late: set[date] = field(default_factory=set)

    def read(self, appended: date, record: CodedReport) -> Iterator[Changes]:
        """Take a record; yields what fires at once: events and reports."""
        arrival = arrive(self.traces.get(record.report_id), record)
        if arrival is None:
            return
        self.traces[record.report_id] = arrival.trace
        for day, part in arrival.days.items():
            if is_late(day, appended):
                self.late.add(day)
            else:
                self.parts[day].append(part)
                book = self.books.setdefault(day, DayBook(day))
                book.put(part)
                yield book.event_changes()
        if arrival.report is not None:
            yield Changes(reports=(arrival.report,))

    def fire(self) -> Iterator[Changes]:
        """The rows that something new came for."""
        return (book.row_changes(NOW) for book in self.books.values() if book.waits)

    def forget(self) -> None:
        """Lose what is only in memory: books are made anew of the parts, which know which rows were given."""
        for day, parts in self.parts.items():
            self.books[day] = remade(day, parts, given=not self.books[day].waits)


def remade(day: date, parts: Iterable[Part], *, given: bool) -> DayBook:
    """A book made anew."""
    book = DayBook(day)
    for part in parts:
        book.put(part)
    book.take_for_given(rows=given)
    return book


def run(log: Iterable[Appended], store: Store, fires: Iterator[bool]) -> Stream:
    """Read ``log`` to its end into ``store``; rows fire after a record when the next of ``fires`` says so."""
    stream = Stream()
    for appended, record in log:
        for change in stream.read(appended, record):
            store.apply(change)
        if next(fires):
            for change in stream.fire():
                store.apply(change)
    for change in stream.fire():
        store.apply(change)
    return stream


def in_turn(log: Iterable[CodedReport], first: date, every: int) -> list[Appended]:
    """The log as it was appended: ``every`` records a day from the day ``first`` on."""
    return [(first + timedelta(days=number // every), record) for number, record in enumerate(log)]


def without_days(found: Tables, days: Iterable[date]) -> Tables:
    """The tables but for rows and events of ``days``."""
    gone = set(days)
    return Tables(
        daily={key: row for key, row in found.daily.items() if key[0] not in gone},
        events={key: row for key, row in found.events.items() if row["event_date"] not in gone},
        mentions=found.mentions,
    )
