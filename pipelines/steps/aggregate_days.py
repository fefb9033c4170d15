"""Aggregate all that is told of a day to its tables."""

from collections.abc import Iterable
from datetime import date, datetime

import apache_beam as beam
from apache_beam.transforms.window import GlobalWindows

from connectors.tables import DayTables
from pipelines.aggregation.days import Share, day_tables
from pipelines.metrics import StepClock


class AggregateDays(beam.PTransform):
    """(day, share of a report) to one DayTables for each day; days ``held`` that nothing tells of come out empty."""

    def __init__(self, now: datetime, held: Iterable[date]) -> None:
        super().__init__()
        self._now, self._held = now, sorted(held)

    def expand(self, shares: beam.PCollection) -> beam.PCollection:
        told = (
            shares
            | "Group days" >> beam.GroupByKey()
            | "Fold days" >> beam.ParDo(_Fold(self._now)).with_output_types(DayTables)
            | "Leave windows" >> beam.WindowInto(GlobalWindows())
        )
        days_told = told | "Name days told" >> beam.Map(_day_of)
        empty = (
            shares.pipeline
            | "Name days held" >> beam.Create(self._held)
            | "Empty days" >> beam.FlatMap(_empty, beam.pvalue.AsList(days_told)).with_output_types(DayTables)
        )
        return (told, empty) | "Join days" >> beam.Flatten()


class _Fold(beam.DoFn):
    def __init__(self, now: datetime) -> None:
        self._now, self._clock = now, StepClock("Aggregate days")

    def process(self, group: tuple[str, Iterable[Share]]) -> Iterable[DayTables]:
        with self._clock.running():
            return [day_tables(date.fromisoformat(group[0]), group[1], self._now)]


def _day_of(tables: DayTables) -> date:
    return tables.day


def _empty(day: date, told: list[date]) -> Iterable[DayTables]:
    return [] if day in told else [DayTables(day=day)]
