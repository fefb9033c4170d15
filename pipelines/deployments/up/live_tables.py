"""Keeps the tables of days equal to what reports.coded tells: changes as they come, whole days for files (decision 10).

A sink that takes changes gets those that new records make, from the books of the days that they touch. Files of a day
are written whole, from the rows that the store holds by then, and not more often than the pace says.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from math import inf
from typing import Final

import pyarrow as pa

from connectors.kafka.errors import TopicReplacedError
from connectors.kafka.plan import plan_read
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_planned
from connectors.kafka.values import decode_value
from connectors.parquet import ParquetSink
from connectors.retries import retries
from connectors.sinks import DaySink
from connectors.tables import DayTables, in_batches
from pipelines.aggregation.days import day_tables
from pipelines.aggregation.parts import days_touched
from pipelines.aggregation.versions import Standing
from pipelines.deployments.broker import CodedRecordError
from pipelines.deployments.local import now_to_the_millisecond
from pipelines.deployments.pruning import Store
from pipelines.deployments.up.books import Books
from pipelines.deployments.up.snapshot import Snapshot
from pipelines.metrics import SINK_RETRIES, STEP_CALLS, STEP_TIME, Metric, Step
from pipelines.options import MIN_CONFIDENCE
from schemas import CodedReport, SchemaError

_SIGN_OF_LIFE: Final = 500


class LogReplacedError(RuntimeError):
    """A topic was made anew, or lost records, while it was followed or written to."""


@contextmanager
def _of_the_same_topics() -> Iterator[None]:
    """A topic that was made anew lacks what was written to the one before."""
    try:
        yield
    except TopicReplacedError as e:
        raise LogReplacedError(str(e)) from e


class LiveTables:
    """The days in ``sinks``, and in ``files`` at most every ``files_pause`` seconds.

    ``stored_rows`` gives the rows of a day that one of the sinks holds, None where none does.
    ``not_in_files``: the days whose files are behind; whoever goes on after a failure is given them again.
    ``progress`` is called as work goes on, ``counts`` takes the time of the steps.
    """

    def __init__(
        self,
        settings: KafkaSettings,
        topic: str,
        snapshot: Snapshot,
        sinks: Sequence[Store],
        files: Sequence[ParquetSink],
        stored_rows: Callable[[date], pa.Table | None],
        *,
        files_pause: float,
        not_in_files: set[date],
        progress: Callable[[], None],
        counts: Counter[str],
        min_confidence: float = MIN_CONFIDENCE,
        now: Callable[[], datetime] = now_to_the_millisecond,
    ) -> None:
        self._settings, self._topic, self._snapshot = settings, topic, snapshot
        self._sinks, self._files, self._files_pause = sinks, files, files_pause
        self._stored_rows, self._min_confidence = stored_rows, min_confidence
        self._progress, self._counts, self._now = progress, counts, now
        self._books = Books(snapshot.standing_on, min_confidence=min_confidence)
        self._not_in_files = not_in_files
        self._files_at = -inf

    @_of_the_same_topics()
    def make_all(self) -> None:
        """Take in what is new in the log, then make every day anew, and empty those that sinks alone hold."""
        self._snapshot.begin()
        self._take_new()
        # Kept before anything is written: whoever is stopped in between makes all days anew at the next start.
        self._snapshot.keep()
        everywhere: list[DaySink] = [*self._sinks, *self._files]
        held = {day for sink in everywhere for day in sink.held_days()}
        self._write(self._snapshot.days() | held, everywhere)

    @_of_the_same_topics()
    def follow(self) -> bool:
        """Take in what is new in the log and write what changes; whether there was anything.

        What was taken in is kept when every sink holds it; after a failure the same is taken in again.
        Raises LogReplacedError when the log is not the one that was read: then every day may be another.
        """
        self._snapshot.begin()
        news = self._take_new()
        if self._snapshot.begun_anew:
            raise LogReplacedError(f"{self._topic} is another one than was read so far, or has lost records")
        if news:
            began = time.perf_counter()
            changes = self._books.changes(news, self._now())
            self._timed("Aggregate days", began)
            with self._writing():
                for sink in self._sinks:
                    sink.apply(changes)
            self._not_in_files |= {day for standing in news for day in days_touched(standing)}
        self._snapshot.keep()
        if time.monotonic() - self._files_at > self._files_pause:
            self.write_files()
        return bool(news)

    def write_files(self) -> None:
        """Bring the files of days up to what the sinks hold."""
        if self._not_in_files:
            for day in sorted(self._not_in_files):
                self._write_file(day)
            self._not_in_files.clear()
            self._files_at = time.monotonic()

    def _write_file(self, day: date) -> None:
        rows = self._stored_rows(day)
        if rows is None:
            self._write([day], self._files)
            return
        with self._writing():
            for sink in self._files:
                sink.replace_rows(day, rows)

    def _take_new(self) -> list[Standing]:
        plan = self._snapshot.beyond(plan_read(self._settings, self._topic, start="earliest", drain=True))
        news: list[Standing] = []
        if plan.records:
            for number, raw in enumerate(read_planned(self._settings, plan)):
                if raw.value:  # else a tombstone
                    try:
                        standing = self._snapshot.take(decode_value(self._settings, CodedReport, raw.value))
                    except SchemaError as e:
                        raise CodedRecordError(
                            f"{raw.where}: {e}; days that it tells of would be wrong, so nothing is written"
                        ) from e
                    if standing is not None:
                        news.append(standing)
                if number % _SIGN_OF_LIFE == 0:
                    self._progress()
            self._snapshot.reached(plan.ends.items())
        return news

    def _write(self, days: Iterable[date], sinks: Sequence[DaySink]) -> None:
        for batch in in_batches(self._tables_of(days, self._now())):
            with self._writing():
                for sink in sinks:
                    sink.replace_days(batch)

    def _tables_of(self, days: Iterable[date], now: datetime) -> Iterator[DayTables]:
        """The tables of ``days``, the newest first."""
        for day in sorted(days, reverse=True):
            began = time.perf_counter()
            tables = day_tables(day, self._snapshot.shares_of(day), now, self._min_confidence)
            self._timed("Aggregate days", began)
            yield tables

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """The time of the block and what is retried in it are counted."""
        began, before = time.perf_counter(), retries.copy()
        yield
        self._timed("Write days", began)
        for name, times in (retries - before).items():
            self._counts[_named(SINK_RETRIES, name)] += times
        self._progress()

    def _timed(self, step: Step, began: float) -> None:
        self._counts[_named(STEP_TIME, step)] += round((time.perf_counter() - began) * 1e6)
        self._counts[_named(STEP_CALLS, step)] += 1


def _named(metric: Metric, label: str) -> str:
    return f"{metric.name}.{label}"
