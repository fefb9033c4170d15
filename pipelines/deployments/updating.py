"""Bring the tables of a folder up to its log: what new records touch, and nothing else where nobody else wrote."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Final

from connectors.avro_files import EventFiles
from connectors.duckdb import DuckdbSink
from connectors.parquet import ParquetSink
from connectors.sinks import DaySink, StateSink
from connectors.tables import BATCH_ROWS, Changes, DayTables, in_batches
from pipelines.aggregation.changes import merged
from pipelines.aggregation.days import day_tables
from pipelines.aggregation.parts import report_told
from pipelines.aggregation.touched import Touched, day_changes, touched_by
from pipelines.deployments.index import LogIndex, UnusableIndexError, errors_of
from pipelines.deployments.local import Done, Folder, now_to_the_millisecond
from pipelines.deployments.pruning import Store, kept_from, open_store
from pipelines.deployments.sinks import Sinks
from pipelines.options import MIN_CONFIDENCE

_NONE: Final = Sinks()


def update_folder(
    folder: Folder, *, min_confidence: float = MIN_CONFIDENCE, now: datetime | None = None, more: Sinks = _NONE
) -> Done:
    """Make every table of the folder, and of the sinks ``more``, what ``aggregate_folder`` makes of the whole log.

    A sink that is as the last run left it gets what the log has got since; any other is made anew.
    """
    began = time.perf_counter()
    with LogIndex(folder.index, folder.coded) as index:
        update = _Update(folder, index, more, min_confidence, now or now_to_the_millisecond())
        try:
            with errors_of(folder.index):
                update.run()
        except UnusableIndexError:
            index.begin_anew()
            with errors_of(folder.index):
                update.run()
    return Done(outcomes={}, seconds=time.perf_counter() - began, step_seconds=dict(update.seconds))


@dataclass(frozen=True, slots=True)
class _Sinks:
    """Some of the sinks, by what they take."""

    stores: Sequence[Store]
    tables: Sequence[ParquetSink]
    events: Sequence[EventFiles]

    def all(self) -> list[DaySink]:
        """Each of them; the stores first, which others copy from."""
        return [*self.stores, *self.tables, *self.events]


class _Update:
    def __init__(self, folder: Folder, index: LogIndex, more: Sinks, min_confidence: float, now: datetime) -> None:
        self._folder, self._index, self._min_confidence, self._now = folder, index, min_confidence, now
        self._sinks = _Sinks(
            [open_store(folder.store), *more.stores],
            [ParquetSink(folder.root / "daily"), *more.files],
            [EventFiles(folder.root / "events")],
        )
        self.seconds = defaultdict[str, float](float)

    def run(self) -> None:
        """Bring every sink up to the log."""
        with self._timed("Read coded"):
            self._index.catch_up()
            few = 2 * self._index.waiting() <= self._index.reports()
            kept = [sink for sink in self._sinks.all() if few and self._is_kept(sink)]
        behind = [sink for sink in self._sinks.all() if sink not in kept]
        if behind:
            self._make_anew(behind)
        if self._index.waiting():
            self._change(
                _Sinks(
                    [sink for sink in self._sinks.stores if sink in kept],
                    [sink for sink in self._sinks.tables if sink in kept],
                    [sink for sink in self._sinks.events if sink in kept],
                )
            )
        elif not behind:
            return
        self._index.settle(
            (sink.state() for sink in self._sinks.all() if isinstance(sink, StateSink)), self._min_confidence
        )

    def _is_kept(self, sink: DaySink) -> bool:
        return isinstance(sink, StateSink) and self._index.written(sink.state(), self._min_confidence)

    def _make_anew(self, sinks: Sequence[DaySink]) -> None:
        for batch in in_batches(self._all_days(sinks)):
            with self._timed("Write days"):
                for sink in sinks:
                    sink.replace_days(batch)

    def _all_days(self, sinks: Sequence[DaySink]) -> Iterator[DayTables]:
        """The tables of every day that the log or one of the ``sinks`` has."""
        held = {day for sink in sinks for day in sink.held_days()}
        for day in sorted(self._index.days() | held):
            with self._timed("Aggregate days"):
                tables = day_tables(day, self._index.shares_of(day), self._now, self._min_confidence)
            yield tables

    def _change(self, sinks: _Sinks) -> None:
        touched = defaultdict[date, Touched](Touched)
        batch: list[tuple[date | None, Changes]] = []
        rows = 0
        for day, changes in chain(self._report_changes(touched), self._day_changes(touched)):
            batch.append((day, changes))
            rows += len(changes.rows) + len(changes.events) + len(changes.reports)
            if rows >= BATCH_ROWS:
                self._apply(batch, sinks)
                batch, rows = [], 0
        self._apply(batch, sinks)
        with self._timed("Write days"):
            self._write_tables(sorted(touched), sinks.tables)

    def _report_changes(self, touched: dict[date, Touched]) -> Iterator[tuple[None, Changes]]:
        """Each report that waits; what it touches joins ``touched``."""
        for standing in self._index.news():
            for day, own in touched_by(standing).items():
                touched[day].join(own)
            yield None, Changes(reports=(report_told(standing.report, self._min_confidence),))

    def _day_changes(self, touched: dict[date, Touched]) -> Iterator[tuple[date, Changes]]:
        for day in sorted(touched):
            with self._timed("Aggregate days"):
                shares = self._index.bare_shares_of(day)
                changes = day_changes(day, shares, touched[day], self._now, self._min_confidence)
            yield day, changes

    def _apply(self, batch: Sequence[tuple[date | None, Changes]], sinks: _Sinks) -> None:
        with self._timed("Write days"):
            together = merged(changes for _, changes in batch)
            for store in sinks.stores:
                store.apply(together)
            for files in sinks.events:
                for day, changes in batch:
                    if day is not None:
                        files.change_day(day, changes)

    def _write_tables(self, days: Sequence[date], sinks: Sequence[ParquetSink]) -> None:
        """Copy the rows of ``days`` from the store, which holds them by now, but for days that were pruned from it."""
        if not sinks:
            return
        first = kept_from(self._folder.store) or date.min
        for day, rows in DuckdbSink(self._folder.store).rows_of_days(day for day in days if day >= first):
            for sink in sinks:
                sink.replace_rows(day, rows)
        for day in (day for day in days if day < first):
            tables = day_tables(day, self._index.bare_shares_of(day), self._now, self._min_confidence)
            for sink in sinks:
                sink.replace_days([tables])

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds[step] += time.perf_counter() - began
