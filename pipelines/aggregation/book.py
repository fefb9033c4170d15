"""A day kept up while its parts come: what ``day_tables`` makes of all of them, at the price of what is new."""

import zlib
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import NamedTuple

import msgspec

from connectors.tables import Changes, VanishedRow
from pipelines.aggregation.cells import TOTAL, Cell, cells
from pipelines.aggregation.counting import Told, told_in
from pipelines.aggregation.days import events, may_be_copy, read_outcomes, with_read
from pipelines.aggregation.figures import Entry, Figures, InCell, Teller
from pipelines.aggregation.fold import origin_order
from pipelines.aggregation.parts import Part
from pipelines.aggregation.tellers import Tellers
from pipelines.aggregation.versions import Version
from pipelines.dedup.links import Links, Order
from pipelines.options import MIN_CONFIDENCE
from schemas import CodedReport, DailyRow, Event


class DayBook:
    """All parts of one day, in whatever order they came, and the rows and events that they make. Not thread-safe.

    Each part is put once. What changed is given when it is asked for, and then not again.
    """

    def __init__(self, day: date, min_confidence: float = MIN_CONFIDENCE) -> None:
        self.day, self.min_confidence = day, min_confidence
        self._reports: dict[str, _Versions] = {}
        self._links = Links()
        self._cells = defaultdict[Cell, Figures](lambda: Figures(self._links, min_confidence))
        self._read = _ReadReports()
        self._tellers = Tellers[str, _Packed]()
        self._given: dict[str, _Given] = {}
        self._waiting_cells: set[Cell] = set()
        self._waiting_events: dict[str, None] = {}

    def __len__(self) -> int:
        """How many reports have to do with the day."""
        return len(self._reports)

    @property
    def waits(self) -> bool:
        """Whether a row changed since rows were last asked for."""
        return bool(self._waiting_cells)

    def put(self, part: Part) -> None:
        """Take in a part that was not put before."""
        report = self._reports.setdefault(part.history.report_id, _Versions(part))
        before = report.standing()
        report.put(part)
        after = report.standing()
        if after is not before:
            if before is not None:
                self._take_out(before.share())
            if after is not None:
                self._take_in(after)
        report.count_in([self._cells[cell] for cell in part.cells])
        self._waiting_cells.update(part.cells)
        self._waiting_events.update(dict.fromkeys(part.events))

    def row_changes(self, now: datetime) -> Changes:
        """The rows that changed, or that they vanished; ``now`` becomes ``updated_at``."""
        rows: list[DailyRow] = []
        vanished: list[VanishedRow] = []
        for cell in sorted(self._waiting_cells):
            figures = self._cells[cell]
            if cell == TOTAL and (self._read or figures.tells):
                rows.append(self._read.counted_in(figures.row(self.day, cell, now)))
            elif figures.tells:
                rows.append(figures.row(self.day, cell, now))
            elif figures.may_have_told:
                vanished.append(figures.vanished(self.day, cell))
        self._waiting_cells.clear()
        return Changes(rows=tuple(rows), vanished_rows=tuple(vanished))

    def event_changes(self) -> Changes:
        """The events whose value changed, as their origins tell them, or that nobody tells any more."""
        told: list[Event] = []
        vanished: list[str] = []
        shares: dict[_Packed, CodedReport] = {}
        for event_id in self._waiting_events:
            tellers, given = self._tellers.of(event_id), self._given.get(event_id)
            if not tellers:
                self._given.pop(event_id, None)
                vanished.append(event_id)
                continue
            _, origin = min(tellers, key=itemgetter(0))
            if given is not None and given.origin is origin:
                continue
            share = shares.get(origin) or shares.setdefault(origin, origin.share())
            telling = next(telling for telling in share.tellings if telling.event_id == event_id)
            event = next(events([Told(telling, share, None, None)]))
            self._given[event_id] = _Given(origin, hash(event))
            if given is None or given.value != hash(event):
                told.append(event)
        self._waiting_events.clear()
        return Changes(events=tuple(told), vanished_events=tuple(vanished))

    def take_for_given(self, *, rows: bool) -> None:
        """Wait for nothing, but for all rows unless ``rows`` were given: a book made anew of parts put before."""
        self.event_changes()
        self._waiting_cells = set() if rows else set(self._cells)

    def _take_in(self, packed: "_Packed") -> None:
        share = packed.share()
        order = origin_order(share)
        self._links.add(order, share.hashes, share.content_hash)
        for cell, told in _told_by_cell(share, self.min_confidence).items():
            self._cells[cell].add(share, told)
        for event_id in _told_in(share):
            self._tellers.put(event_id, (order, packed))
        if share.published_day == self.day:
            self._read.add(share)

    def _take_out(self, share: CodedReport) -> None:
        for cell, told in _told_by_cell(share, self.min_confidence).items():
            self._cells[cell].remove(share, told)
        self._links.remove(share.report_id)
        for event_id in _told_in(share):
            self._tellers.drop(event_id, origin_order(share))
        if share.published_day == self.day:
            self._read.remove(share)


class _Given(NamedTuple):
    """What was last given of an event: out of which share, and a hash of its value."""

    origin: "_Packed"
    value: int


class _Versions:
    """The versions of a report, which of them stands, as far as its parts say, and where how many were counted."""

    __slots__ = ("_first_counted", "_first_in", "_later", "_shares", "history", "stands")

    def __init__(self, first: Part) -> None:
        self.history, self.stands = first.history, first.stands
        self._shares: dict[Version, _Packed] = {}
        self._first_in: Sequence[Figures] = ()
        self._first_counted = 0
        self._later: dict[Figures, int] = {}

    def put(self, part: Part) -> None:
        if part.history.versions > self.history.versions:
            self.history, self.stands = part.history, part.stands
        if part.share is not None:
            self._shares[part.version] = _Packed(part.share)

    def standing(self) -> "_Packed | None":
        return self._shares.get(self.stands)

    def count_in(self, cells: Sequence[Figures]) -> None:
        """Count the versions in ``cells``; most reports have one, and need no count for each cell to be told apart."""
        versions = self.history.versions
        for cell in cells:
            before = self._later.get(cell) or (self._first_counted if cell in self._first_in else 0)
            cell.note(self.history, before)
        if self._first_counted:
            self._later.update(dict.fromkeys(cells, versions))
        else:
            self._first_in, self._first_counted = tuple(cells), versions


class _Packed:
    """A share, compressed: it is asked for again only when it gives way or becomes an origin."""

    __slots__ = ("_bytes",)

    def __init__(self, share: CodedReport) -> None:
        self._bytes = zlib.compress(msgspec.msgpack.encode(share), level=1)

    def share(self) -> CodedReport:
        return msgspec.msgpack.decode(zlib.decompress(self._bytes), type=CodedReport)


class _ReadReports:
    """The reports published on the day, by outcome: of those with one text the first counts by what it told."""

    def __init__(self) -> None:
        self._alike = defaultdict[str, list[_Read]](list)
        self._counts = Counter[str]()
        self._read = 0

    def __bool__(self) -> bool:
        return self._read > 0

    def add(self, share: CodedReport) -> None:
        self._read += 1
        read = _Read.of(share)
        if not read.may_copy:
            self._counts[read.outcome] += 1
            return
        alike = self._alike[share.content_hash]
        self._recount(alike, -1)
        insort(alike, read)
        self._recount(alike, 1)
        self._counts["duplicate"] += len(alike) > 1

    def remove(self, share: CodedReport) -> None:
        self._read -= 1
        read = _Read.of(share)
        if not read.may_copy:
            self._counts[read.outcome] -= 1
            return
        alike = self._alike[share.content_hash]
        self._counts["duplicate"] -= len(alike) > 1
        self._recount(alike, -1)
        del alike[bisect_left(alike, read)]
        self._recount(alike, 1)
        if not alike:
            del self._alike[share.content_hash]

    def counted_in(self, row: DailyRow) -> DailyRow:
        return with_read(row, self._read, self._counts)

    def _recount(self, alike: Sequence["_Read"], by: int) -> None:
        if alike:
            self._counts[alike[0].outcome] += by


class _Read(NamedTuple):
    """What a report counts as where no earlier one has its text, and whether it counts as a copy where one has."""

    order: Order
    outcome: str
    may_copy: bool

    @classmethod
    def of(cls, share: CodedReport) -> "_Read":
        (outcome,) = read_outcomes([share])
        return cls(origin_order(share), outcome, may_be_copy(share))


def _told_in(share: CodedReport) -> Collection[str]:
    """The events of which a share tells, each once."""
    return dict.fromkeys(telling.event_id for telling in share.tellings)


def _told_by_cell(share: CodedReport, min_confidence: float) -> Mapping[Cell, InCell]:
    """What a share tells in each cell; cells that see it alike hold the same."""
    found = defaultdict[Cell, list[Entry]](list)
    alike: dict[Entry, Entry] = {}
    for one in told_in(share, min_confidence):
        if one.in_rows:
            for cell in cells(one.telling):
                entry = Entry.of(one, cell)
                found[cell].append(alike.setdefault(entry, entry))
    tellers: dict[tuple[Entry, ...], Teller] = {}
    order = origin_order(share)
    told = {cell: tuple(entries) for cell, entries in found.items()}
    made = {entries: InCell.of(order, entries, tellers) for entries in set(told.values())}
    return {cell: made[entries] for cell, entries in told.items()}
