"""Window reports by the days that they tell of."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import apache_beam as beam
from apache_beam.transforms.window import FixedWindows, IntervalWindow, TimestampedValue
from apache_beam.utils.timestamp import Duration, Timestamp

from pipelines.aggregation.days import Share, shares
from pipelines.aggregation.parts import KEPT
from pipelines.aggregation.versions import Standing

DAY = Duration(seconds=86_400)


class WindowDays(beam.PTransform):
    """Standing to (day as YYYY-MM-DD, share of the report), in the fixed window of that day."""

    def expand(self, standing: beam.PCollection) -> beam.PCollection:
        return (
            standing
            | "Split by day" >> beam.FlatMap(_shares).with_output_types(tuple[str, Share])
            | "Window by day" >> beam.WindowInto(FixedWindows(DAY.micros // 1_000_000))
        )


class WindowLiveDays(beam.PTransform):
    """Elements stamped with their day to the fixed window of that day.

    A day is kept so long that nothing that is on time by D7 is ever dropped.
    """

    def expand(self, stamped: beam.PCollection) -> beam.PCollection:
        days = FixedWindows(DAY.micros // 1_000_000)
        return stamped | beam.WindowInto(days, allowed_lateness=Duration(KEPT.total_seconds()))


def day_of(window: IntervalWindow) -> date:
    """The day that a window is of."""
    day: date = window.start.to_utc_datetime().date()
    return day


def stamp(day: date) -> Timestamp:
    """The first moment of ``day`` in UTC: days of events are dates, not moments, and get one to be windowed by."""
    return Timestamp.from_utc_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC))


def _shares(standing: Standing) -> Iterator[TimestampedValue]:
    for day, share in shares(standing):
        yield TimestampedValue((day.isoformat(), share), stamp(day))
