"""Write the tables of days to every sink."""

from collections.abc import Iterator, Sequence

import apache_beam as beam

from connectors.retries import retries
from connectors.sinks import DaySink
from connectors.tables import BATCH_ROWS, DayTables
from pipelines.metrics import SINK_RETRIES, StepClock, count


class WriteDays(beam.PTransform):
    """DayTables to ``sinks``, many days at a time; a sink that fails makes the job fail."""

    def __init__(self, sinks: Sequence[DaySink]) -> None:
        super().__init__()
        self._sinks = sinks

    def expand(self, days: beam.PCollection) -> beam.PCollection:
        return days | beam.ParDo(_Write(self._sinks))


class _Write(beam.DoFn):
    def __init__(self, sinks: Sequence[DaySink]) -> None:
        self._sinks, self._clock = sinks, StepClock("Write days")

    def start_bundle(self) -> None:
        self._days: list[DayTables] = []
        self._rows = 0

    def process(self, tables: DayTables) -> Iterator[None]:
        self._days.append(tables)
        self._rows += tables.size
        if self._rows >= BATCH_ROWS:
            self._flush()
        return iter(())

    def finish_bundle(self) -> None:
        self._flush()

    def _flush(self) -> None:
        if self._days:
            with self._clock.running():
                before = retries.copy()
                for sink in self._sinks:
                    sink.replace_days(self._days)
                for name, times in (retries - before).items():
                    count(SINK_RETRIES, name, times)
            self._days, self._rows = [], 0
