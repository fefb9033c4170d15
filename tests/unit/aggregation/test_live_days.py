"""Days in a running stream: early, on time and corrected; nothing that comes closes, stalls or loses one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import apache_beam as beam
import pytest
from apache_beam.metrics import MetricsFilter
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.testing.test_stream import TestStream as Scripted
from apache_beam.transforms.window import TimestampedValue
from apache_beam.utils.timestamp import Timestamp
from claims.coder import PlainCoder
from claims.generator import corpus, raw
from claims.live import Store, without_days
from claims.memory import NOW, aggregate, ingest, run_all, tables
from claims.test_same_answer import assert_equal

from connectors.tables import Changes, RowKey
from pipelines.aggregate import aggregate_live
from pipelines.aggregation.book import DayBook
from pipelines.aggregation.shelf import DayMark, Shelf
from pipelines.decoding import Decoder
from pipelines.steps import fold_days
from pipelines.steps.elements import Late
from pipelines.steps.write_changes import WriteChanges
from schemas import CodedReport

DAY = date(2022, 1, 20)
PAIR = RowKey(DAY, "pair_quad", "RUR", "GRA", "", "", 4)
ATTACK = "Ruritania attacked Graustark in Strelsau."
WRITTEN: list[Changes] = []
LATE: list[Late] = []
CLOCK: list[datetime] = [NOW]


class Written:
    """A sink that only remembers what it was given: the runner copies sinks, so in the module."""

    def apply(self, changes: Changes) -> None:
        WRITTEN.append(changes)


class Broken:
    def apply(self, changes: Changes) -> None:
        raise OSError("no space left")


def note_late(late: Late) -> None:
    LATE.append(late)


@pytest.fixture(autouse=True)
def _nothing_written() -> None:
    WRITTEN.clear()
    LATE.clear()
    CLOCK[:] = [NOW]


def record(guid: str, text: str = ATTACK, day: date | str = DAY, **others: object) -> CodedReport:
    """A coded report of eight in the morning."""
    fields = {
        "source": "echo.example",
        "guid": guid,
        "text": text,
        "published_at": f"{day}T08:00:00Z",
        "fetched_at": f"{day}T08:30:00Z",
        "language": "en",
    }
    (report,) = (Decoder(zone=UTC).decode(r) for r in raw([fields | others]))
    (coded,) = ingest([report], PlainCoder(), UTC)
    return coded


Log = list[tuple[str, CodedReport | None]]
"""Records and when they were appended; None: only time passes."""


def flowing(log: Log, held_at: str | None = None) -> Scripted:
    """The log as it comes: a little later the early results are due; the watermark follows, unless ``held_at``."""
    stream, clock = Scripted(), Timestamp(0)
    if held_at is not None:
        stream.advance_watermark_to(Timestamp.from_rfc3339(f"{held_at}:00Z"))
    for moment, coded in log:
        appended = Timestamp.from_rfc3339(f"{moment}:00Z")
        stream.advance_processing_time(float((appended - clock).micros / 1e6))
        if held_at is None:
            stream.advance_watermark_to(appended - 2)
        if coded is not None:
            stream.add_elements([TimestampedValue(coded, appended)])
        stream.advance_processing_time(5)
        clock = appended + 5
    return stream.advance_watermark_to_infinity()


def tell_time(coded: CodedReport, appended: Any = beam.DoFn.TimestampParam) -> CodedReport:
    """The clock of a worker: it is as late as the record that comes is new."""
    CLOCK[0] = appended.to_utc_datetime(has_tz=True)
    return coded


def clock() -> datetime:
    return CLOCK[0]


def run(source: beam.PTransform, runner: str = "BundleBasedDirectRunner", early: timedelta | None = None) -> int:
    """Run the stream into WRITTEN and LATE; the counter of what was late."""
    pipeline = beam.Pipeline(options=PipelineOptions([f"--runner={runner}", "--streaming"]))
    coded = pipeline | source | "Tell time" >> beam.Map(tell_time)
    live = aggregate_live(coded, early=early, clock=clock)
    _ = live.changes | WriteChanges([Written()])
    _ = live.late | beam.Map(note_late)
    result = pipeline.run()
    result.wait_until_finish()
    counters = result.metrics().query(MetricsFilter().with_name("late_days"))["counters"]
    return sum(counter.committed for counter in counters)


def run_stream(log: Log, held_at: str | None = None, early: timedelta = timedelta(seconds=2)) -> None:
    run(flowing(log, held_at), early=early)


def values(key: RowKey = PAIR) -> Iterator[int]:
    """How many mentions the row had, each time it was written; 0 as it vanished."""
    for changes in WRITTEN:
        yield from (row.mentions for row in changes.rows if RowKey.of(row) == key)
        yield from (0 for gone in changes.vanished_rows if gone.key == key)


def store() -> Store:
    held = Store()
    for changes in WRITTEN:
        held.apply(changes)
    return held


def assert_as_drained(log: Log) -> None:
    """What was written last for each key is what a drain makes of the records, but for late days."""
    days = {late.day for late in LATE}
    drained = tables(aggregate(coded for _, coded in log if coded is not None))
    assert_equal(store().tables(without=days), without_days(drained, days))


def test_early_on_time_and_corrected() -> None:
    log: Log = [
        ("2022-01-20T00:00", None),
        ("2022-01-20T09:00", record("n-1")),
        ("2022-01-20T10:00", record("n-2")),
        ("2022-01-21T01:00", None),
        ("2022-01-21T10:00", record("n-3")),
        ("2022-01-27T23:30", record("n-4")),
    ]
    run_stream(log)
    assert list(values()) == [1, 2, 3, 4]
    assert not LATE
    assert_as_drained(log)


def test_what_waits_is_given_as_the_watermark_passes() -> None:
    """With results every twenty hours: one is due in the evening, the end of the day comes before the next."""
    log: Log = [
        ("2022-01-20T01:00", record("n-1")),
        ("2022-01-20T02:00", record("n-2")),
        ("2022-01-20T21:30", None),
        ("2022-01-20T22:00", record("n-3")),
        ("2022-01-21T00:30", None),
        ("2022-01-21T01:00", record("n-4")),
        ("2022-01-21T02:00", record("n-5")),
        ("2022-01-21T22:00", None),
    ]
    run_stream(log, early=timedelta(hours=20))
    assert list(values()) == [2, 3, 5]
    assert_as_drained(log)


class Forgetful(Shelf):
    """As if every bundle came to another worker."""

    def put_back(self, book: DayBook, mark: DayMark) -> DayMark:
        return mark


@pytest.mark.slow
def test_every_bundle_in_another_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    log: Log = [
        ("2022-01-20T09:00", record("n-1")),
        ("2022-01-20T10:00", record("n-2")),
        ("2022-01-20T11:00", record("n-1", "Rain.", fetched_at="2022-01-20T10:30:00Z")),
        ("2022-01-21T01:00", record("n-3")),
    ]
    run_stream(log)
    kept = list(WRITTEN)
    WRITTEN.clear()
    monkeypatch.setattr(fold_days, "_shelf", Forgetful())
    run_stream(log)
    assert [(c.rows, c.vanished_rows, c.events, c.vanished_events) for c in kept] == [
        (c.rows, c.vanished_rows, c.events, c.vanished_events) for c in WRITTEN
    ]
    assert list(values()) == [1, 2, 1, 2]
    assert_as_drained(log)


def test_seven_days_after_is_on_time_and_eight_is_late() -> None:
    log: Log = [
        ("2022-01-27T23:59", record("n-1")),
        ("2022-01-28T00:00", record("n-2")),
        ("2022-01-28T00:01", record("n-3", f"Ruritania attacked Graustark on {DAY}.", day="2022-01-27")),
    ]
    run_stream(log)
    assert [(late.day, late.report_id) for late in LATE] == [
        (DAY, coded.report_id) for _, coded in log[1:] if coded is not None
    ]
    assert list(values()) == [1]
    assert len(store().reports) == 3
    assert_as_drained(log)


@pytest.mark.slow
def test_bad_dates_close_no_day_and_stall_none() -> None:
    log: Log = [
        ("2022-01-20T09:00", record("n-1")),
        ("2022-01-20T09:30", record("n-2", day="2099-01-01")),
        ("2022-01-20T09:40", record("n-3", day="1900-01-01")),
        ("2022-01-20T10:00", record("n-4")),
        ("2022-01-21T01:00", None),
        ("2022-01-21T02:00", record("n-5")),
    ]
    run_stream(log)
    assert list(values()) == [1, 2, 3]
    assert next(values(PAIR._replace(day=date(2099, 1, 1)))) == 1
    assert [late.day.year for late in LATE] == [1900]
    assert_as_drained(log)


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [-400, 400])
def test_source_with_a_wrong_clock(wrong: int) -> None:
    """Its reports count on the days that it gives; the days of the others open and close as ever."""
    day = DAY + timedelta(days=wrong)
    log: Log = [
        ("2022-01-20T09:00", record("n-1")),
        ("2022-01-20T09:30", record("n-2", day=day)),
        ("2022-01-20T09:45", record("n-2", f"{ATTACK} Rain.", day=day, fetched_at=f"{day}T09:00:00Z")),
        ("2022-01-20T10:00", record("n-3")),
        ("2022-01-21T01:00", None),
    ]
    run_stream(log)
    assert len(LATE) == (2 if wrong == -400 else 0)
    assert list(values()) == [1, 2]
    assert_as_drained(log)


@pytest.mark.slow
def test_idle_partition_holds_the_watermark_and_no_result() -> None:
    """A partition that gives nothing for twelve days: days go on giving early results, and what is late stays so."""
    log: Log = [
        ("2022-01-20T09:00", record("n-1")),
        ("2022-01-24T09:00", record("n-2")),
        ("2022-01-27T09:00", record("n-3")),
        ("2022-02-01T09:00", record("n-4")),
        ("2022-02-01T10:00", record("n-5", day="2022-02-01")),
    ]
    run_stream(log, held_at="2022-01-20T00:00")
    assert [late.day for late in LATE] == [DAY]
    assert list(values())[:3] == [1, 2, 3]
    assert set(values(PAIR._replace(day=date(2022, 2, 1)))) == {1}
    assert_as_drained(log)


def test_update_withdraws_and_retraction_leaves_what_was_read() -> None:
    log: Log = [
        ("2022-01-20T09:00", record("n-1")),
        ("2022-01-20T10:00", record("n-2")),
        ("2022-01-20T11:00", record("n-1", "Rain.", fetched_at="2022-01-20T08:10:00Z")),
        ("2022-01-20T12:00", record("n-1", "Rain again.", fetched_at="2022-01-20T10:30:00Z")),
        ("2022-01-22T09:00", record("n-2", "", retracted=True, fetched_at="2022-01-22T08:30:00Z")),
    ]
    run_stream(log)
    assert list(values()) == [1, 2, 2, 1, 0]
    held = store()
    assert [(key.series, row.read) for key, row in held.rows.items()] == [("total", 2)]
    assert not held.events
    assert_as_drained(log)


def test_old_version_after_the_new_one() -> None:
    log: Log = [
        ("2022-01-20T09:00", record("n-1", "Rain.", fetched_at="2022-01-20T09:00:00Z")),
        ("2022-01-22T09:00", record("n-1")),
        ("2022-01-22T10:00", record("n-1", fetched_at="2022-01-20T08:40:00Z")),
    ]
    run_stream(log)
    assert set(values()) == {0}
    assert_as_drained(log)


def test_update_that_touches_an_older_day_is_late_there() -> None:
    """The old day waits for the backfill, with what it had; the report itself and its newer days are up to date."""
    first = record("n-1", f"{ATTACK} Ruritania aided Graustark on 2022-01-22.")
    log: Log = [
        ("2022-01-20T09:00", first),
        ("2022-01-29T09:00", record("n-1", "Rain.", fetched_at="2022-01-29T08:00:00Z")),
    ]
    run_stream(log)
    assert [(late.day, late.report_id) for late in LATE] == [(DAY, first.report_id)]
    held = store()
    assert held.rows[PAIR].mentions == 1
    assert {event.event_date for event in held.events.values()} == {DAY}
    assert not held.reports[first.report_id].mentions
    assert_as_drained(log)


@pytest.mark.slow
def test_replay_of_everything_changes_nothing() -> None:
    coded = [record("n-1"), record("n-2"), record("n-1", "Rain.", fetched_at="2022-01-20T10:00:00Z")]
    log: Log = [(f"2022-01-20T{9 + hour:02}:00", one) for hour, one in enumerate(coded)]
    again: Log = [(f"2022-01-21T{9 + hour:02}:00", one) for hour, one in enumerate(coded)]
    long_after: Log = [(f"2022-02-21T{9 + hour:02}:00", one) for hour, one in enumerate(coded)]
    run_stream([*log, *again, *long_after])
    assert {late.day for late in LATE} == {DAY}
    LATE.clear()
    assert_as_drained(log)


def test_sink_that_fails_fails_the_job() -> None:
    pipeline = beam.Pipeline(options=PipelineOptions(["--runner=FnApiRunner"]))
    live = aggregate_live(pipeline | in_turn([record("n-1")]), early=None, clock=lambda: NOW)
    _ = live.changes | WriteChanges([Written(), Broken()])
    with pytest.raises(OSError, match="no space left"):
        pipeline.run().wait_until_finish()


def in_turn(coded: list[CodedReport]) -> beam.PTransform:
    """All records at once, appended one a minute."""
    start = datetime(2022, 1, 28, tzinfo=UTC).timestamp()
    return beam.Create([TimestampedValue(one, start + 60 * n) for n, one in enumerate(coded)]) | beam.Map(lambda v: v)


@pytest.mark.slow
def test_in_one_go_on_another_runner() -> None:
    coded = run_all([corpus(12)], PlainCoder(), UTC)
    assert run(in_turn(coded), runner="FnApiRunner") == len(LATE) > 0
    assert_as_drained([("", one) for one in coded])
