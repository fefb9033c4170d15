"""Keeps the tables of days equal to what reports.coded tells, by making anew the days that new records touch.

Which days those are, the snapshot tells: every day that the record, or one of its report that it replaces, tells of.
Such a day is made from all that stands, as in a drain, so its tables are those of a drain (decision 10).
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Final

from connectors.kafka.plan import plan_read
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_planned
from connectors.kafka.values import decode_value
from connectors.retries import retries
from connectors.sinks import DaySink
from connectors.tables import DayTables
from pipelines.aggregation.days import day_tables
from pipelines.broker import CodedRecordError
from pipelines.local import now_to_the_millisecond
from pipelines.metrics import SINK_RETRIES, STEP_CALLS, STEP_TIME, Metric, Step
from pipelines.up.snapshot import Snapshot
from schemas import CodedReport, SchemaError

_BATCH_ROWS: Final = 50_000
_SIGN_OF_LIFE: Final = 500


class LiveTables:
    """The days in ``sinks``; ``progress`` is called as work goes on, ``counts`` takes the time of the steps."""

    def __init__(
        self,
        settings: KafkaSettings,
        topic: str,
        snapshot: Snapshot,
        sinks: Sequence[DaySink],
        *,
        progress: Callable[[], None],
        counts: Counter[str],
        now: Callable[[], datetime] = now_to_the_millisecond,
    ) -> None:
        self._settings, self._topic, self._snapshot, self._sinks = settings, topic, snapshot, sinks
        self._progress, self._counts, self._now = progress, counts, now

    def make_all(self) -> None:
        """Take in what is new in the log, then make every day anew, and empty those that sinks alone hold."""
        self._snapshot.begin()
        self._take_new()
        # Kept before anything is written: whoever is stopped in between makes all days anew at the next start.
        self._snapshot.keep()
        held = {day for sink in self._sinks for day in sink.held_days()}
        self._write(self._snapshot.days() | held)

    def follow(self) -> int:
        """Take in what is new in the log and make the days anew that it touches; how many days.

        What was taken in is kept when every sink holds its days; after a failure the same is taken in again.
        """
        self._snapshot.begin()
        touched = self._take_new()
        self._write(touched)
        self._snapshot.keep()
        return len(touched)

    def _take_new(self) -> set[date]:
        plan = self._snapshot.beyond(plan_read(self._settings, self._topic, start="earliest", drain=True))
        touched: set[date] = set()
        if plan.records:
            for number, raw in enumerate(read_planned(self._settings, plan)):
                if raw.value:  # else a tombstone
                    try:
                        touched |= self._snapshot.take(decode_value(self._settings, CodedReport, raw.value))
                    except SchemaError as e:
                        raise CodedRecordError(
                            f"{raw.where}: {e}; days that it tells of would be wrong, so nothing is written"
                        ) from e
                if number % _SIGN_OF_LIFE == 0:
                    self._progress()
            self._snapshot.reached(plan.ends.items())
        return touched

    def _write(self, days: Iterable[date]) -> None:
        now = self._now()
        batch: list[DayTables] = []
        rows = 0
        for day in sorted(days, reverse=True):
            began = time.perf_counter()
            tables = day_tables(day, self._snapshot.shares_of(day), now)
            self._timed("Aggregate days", began)
            batch.append(tables)
            rows += len(tables.rows) + len(tables.events) + len(tables.mentions) + len(tables.reports)
            if rows >= _BATCH_ROWS:
                self._replace(batch)
                batch, rows = [], 0
        if batch:
            self._replace(batch)

    def _replace(self, batch: Sequence[DayTables]) -> None:
        began, before = time.perf_counter(), retries.copy()
        for sink in self._sinks:
            sink.replace_days(batch)
        self._timed("Write days", began)
        for name, times in (retries - before).items():
            self._counts[_named(SINK_RETRIES, name)] += times
        self._progress()

    def _timed(self, step: Step, began: float) -> None:
        self._counts[_named(STEP_TIME, step)] += round((time.perf_counter() - began) * 1e6)
        self._counts[_named(STEP_CALLS, step)] += 1


def _named(metric: Metric, label: str) -> str:
    return f"{metric.name}.{label}"
