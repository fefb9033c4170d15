"""Window reports by the days that they tell of."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import apache_beam as beam
from apache_beam.transforms.window import FixedWindows, TimestampedValue
from apache_beam.utils.timestamp import Duration, Timestamp

from pipelines.aggregation.days import shares
from schemas import CodedReport

DAY = Duration(seconds=86_400)


class WindowDays(beam.PTransform):
    """CodedReport to (day as YYYY-MM-DD, share of the report), in the fixed window of that day."""

    def expand(self, reports: beam.PCollection) -> beam.PCollection:
        return (
            reports
            | "Split by day" >> beam.FlatMap(_shares).with_output_types(tuple[str, CodedReport])
            | "Window by day" >> beam.WindowInto(FixedWindows(DAY.micros // 1_000_000))
        )


def stamp(day: date) -> Timestamp:
    """The first moment of ``day`` in UTC: days of events are dates, not moments, and get one to be windowed by."""
    return Timestamp.from_utc_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC))


def _shares(report: CodedReport) -> Iterator[TimestampedValue]:
    for day, share in shares(report):
        yield TimestampedValue((day.isoformat(), share), stamp(day))
