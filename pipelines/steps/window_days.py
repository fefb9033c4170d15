"""Window reports by the days that they tell of."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import apache_beam as beam
from apache_beam.transforms.window import FixedWindows, TimestampedValue
from apache_beam.utils.timestamp import Duration, Timestamp

from pipelines.aggregation.days import Share, shares
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


def stamp(day: date) -> Timestamp:
    """The first moment of ``day`` in UTC: days of events are dates, not moments, and get one to be windowed by."""
    return Timestamp.from_utc_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC))


def _shares(standing: Standing) -> Iterator[TimestampedValue]:
    for day, share in shares(standing):
        yield TimestampedValue((day.isoformat(), share), stamp(day))
