"""Aggregate all that is told of a day to its tables."""

from collections.abc import Iterable
from datetime import date, datetime

import apache_beam as beam
from apache_beam.transforms.window import GlobalWindows, TimestampedValue

from connectors.tables import DayTables
from pipelines.aggregation.days import Share, day_tables
from pipelines.metrics import StepClock
from pipelines.steps.window_days import stamp


class AggregateDays(beam.PTransform):
    """(day, share of a report) to one DayTables for each day; days ``held`` that nothing tells of come out empty."""

    def __init__(self, now: datetime, held: Iterable[date], min_confidence: float) -> None:
        super().__init__()
        self._now, self._held, self._min_confidence = now, sorted(held), min_confidence

    def expand(self, shares: beam.PCollection) -> beam.PCollection:
        held = (
            shares.pipeline
            | "Name days held" >> beam.Create(self._held)
            | "Share nothing" >> beam.Map(_nothing).with_output_types(tuple[str, Share])
            | "Window held" >> beam.WindowInto(shares.windowing.windowfn)
        )
        return (
            (shares, held)
            | "Join shares" >> beam.Flatten()
            | "Group days" >> beam.GroupByKey()
            | "Fold days" >> beam.ParDo(_Fold(self._now, self._min_confidence)).with_output_types(DayTables)
            | "Leave windows" >> beam.WindowInto(GlobalWindows())
        )


class _Fold(beam.DoFn):
    def __init__(self, now: datetime, min_confidence: float) -> None:
        self._now, self._min_confidence, self._clock = now, min_confidence, StepClock("Aggregate days")

    def process(self, group: tuple[str, Iterable[Share]]) -> Iterable[DayTables]:
        with self._clock.running():
            return [day_tables(date.fromisoformat(group[0]), group[1], self._now, self._min_confidence)]


def _nothing(day: date) -> TimestampedValue:
    return TimestampedValue((day.isoformat(), Share(None)), stamp(day))
