"""Invariant 6: bad records go to the dead letters, a broken feed stops the job."""

import json
from datetime import UTC

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import PipelineOptions

from connectors.records import RawRecord
from pipelines.decoding import Decoder
from pipelines.steps.decode_reports import DecodeReports
from pipelines.steps.limit_rejected import RejectLimit, TooManyRejectedError

MINUTE = 60.0


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def feed(limit: RejectLimit, good: int, bad: int) -> None:
    for _ in range(good):
        limit.accepted()
    for number in range(bad):
        limit.rejected(f"reports.raw[0]@{number}", "bad_date")


def test_half_is_borne_and_one_more_is_not() -> None:
    limit = RejectLimit(clock=Clock())
    feed(limit, good=500, bad=500)
    with pytest.raises(TooManyRejectedError, match=r"501 of 1,001 records within 10 minutes were rejected"):
        feed(limit, good=0, bad=1)


def test_few_records_are_no_broken_feed() -> None:
    limit = RejectLimit(clock=Clock())
    feed(limit, good=0, bad=999)
    with pytest.raises(TooManyRejectedError, match=r"1,000 of 1,000"):
        feed(limit, good=0, bad=1)


def test_what_came_before_the_minutes_does_not_count() -> None:
    clock = Clock()
    limit = RejectLimit(clock=clock)
    feed(limit, good=0, bad=999)
    clock.now = 10 * MINUTE
    feed(limit, good=0, bad=999)
    clock.now = 20 * MINUTE - 0.001
    with pytest.raises(TooManyRejectedError, match=r"1,000 of 1,000"):
        feed(limit, good=0, bad=1)


def test_good_records_of_long_ago_do_not_hide_a_feed_that_broke() -> None:
    clock = Clock()
    limit = RejectLimit(clock=clock)
    for minute in range(60):
        clock.now = minute * MINUTE
        feed(limit, good=200, bad=0)
    with pytest.raises(TooManyRejectedError):  # noqa: PT012
        for minute in range(60, 70):
            clock.now = minute * MINUTE
            feed(limit, good=0, bad=200)
    assert clock.now < 67 * MINUTE


def test_slow_feed_is_judged_by_all_ten_minutes() -> None:
    """Fewer than a thousand in each minute, more in ten."""
    clock = Clock()
    limit = RejectLimit(clock=clock)
    with pytest.raises(TooManyRejectedError):  # noqa: PT012
        for minute in range(10):
            clock.now = minute * MINUTE
            feed(limit, good=49, bad=70)
    assert clock.now == 8 * MINUTE


def test_error_names_the_commonest_reason_the_last_record_and_what_to_do() -> None:
    limit = RejectLimit(least=10, clock=Clock())
    for number in range(9):
        limit.rejected(f"reports.raw[3]@{number}", "bad_date")
    with pytest.raises(TooManyRejectedError) as stopped:
        limit.rejected("reports.raw[3]@9", "not_text")
    for part in ("9 of them for bad_date", "reports.raw[3]@9 for not_text", "50%", "mend the feed and start again"):
        assert part in str(stopped.value)


def decode(good: int, bad: int, limit: RejectLimit | None) -> None:
    report = json.dumps({"text": "Rain fell.", "published_at": "2022-01-20T12:00:00Z", "url": "https://a.example/1"})
    values = [report.encode()] * good + [b"{"] * bad
    with beam.Pipeline(options=PipelineOptions(["--runner=FnApiRunner"])) as pipeline:
        _ = (
            pipeline
            | beam.Create([RawRecord(topic="reports.raw", offset=n, value=value) for n, value in enumerate(values)])
            | DecodeReports(Decoder(zone=UTC), limit)
        )


@pytest.mark.slow
def test_limit_stops_the_pipeline_and_without_it_nothing_does() -> None:
    decode(good=500, bad=500, limit=RejectLimit())
    decode(good=0, bad=1_100, limit=None)
    with pytest.raises(TooManyRejectedError, match="mend the feed"):
        decode(good=0, bad=1_100, limit=RejectLimit())
