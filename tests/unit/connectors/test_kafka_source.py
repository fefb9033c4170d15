"""Reads, driven as a runner drives them, over a log that the test writes."""

import itertools
from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from apache_beam.io.restriction_trackers import OffsetRange
from apache_beam.io.watermark_estimators import ManualWatermarkEstimator
from apache_beam.runners.sdf_utils import RestrictionTrackerView, ThreadsafeRestrictionTracker
from apache_beam.utils.timestamp import MAX_TIMESTAMP, Timestamp
from kafka.consumer.fetcher import ConsumerRecord

from connectors.kafka import source
from connectors.kafka.errors import CreateTimeError, NewPartitionsError, ReadStalledError, TopicReplacedError
from connectors.kafka.log import Batch
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topic_ids import TopicId
from connectors.records import RawRecord


class FakeLog:
    """A partition whose records are in memory; ``gaps`` are offsets of transaction markers."""

    def __init__(self) -> None:
        self.records: dict[int, float] = {}
        self.end = 0
        self.count = 1
        self.id = "first"
        self.asked: list[int] = []
        self.created = False

    def append(self, *times: float) -> None:
        for time in times:
            self.records[self.end] = time
            self.end += 1

    def read(self, offset: int) -> Batch:
        self.asked.append(offset)
        found = [self._record(n) for n in range(offset, self.end) if n in self.records][:3]
        position = found[-1].offset + 1 if len(found) == 3 else self.end
        return Batch(found, position)

    def read_up(self) -> bool:
        return True

    def topic(self) -> TopicId:
        return TopicId(id=self.id, partitions=self.count)

    def _record(self, offset: int) -> ConsumerRecord:
        time = int(self.records[offset] * 1000)
        kind = 0 if self.created else 1
        return ConsumerRecord("t", 0, 0, offset, time, kind, b"k", b"v", [], None, 1, 1, 0)


class Finalizer:
    def __init__(self) -> None:
        self.calls: list[Callable[[], None]] = []

    def register(self, call: Callable[[], None]) -> None:
        self.calls.append(call)


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> FakeLog:
    fake = FakeLog()
    monkeypatch.setattr(source, "log_of", lambda *_: fake)
    ticks = itertools.count(0.0, 0.001)
    monkeypatch.setattr(source, "time", SimpleNamespace(time=lambda: 5_000.0, monotonic=lambda: next(ticks)))
    return fake


class Runner:
    """Runs the endless read bundle after bundle, as a runner resumes residuals."""

    def __init__(self, group: str | None = None) -> None:
        self.reader = source._Endless(KafkaSettings(servers="a:1"), timedelta(seconds=2), group)
        self.restriction = OffsetRange(0, source._ENDLESS)
        self.watermark = ManualWatermarkEstimator(None)
        self.finalizer = Finalizer()
        self.delay: Any = None

    def bundle(self, stop_after: int | None = None) -> list[RawRecord]:
        """One bundle; ``stop_after`` makes the runner take a checkpoint when that many records are out."""
        tracker = ThreadsafeRestrictionTracker(source._Tracker(self.restriction))
        out: list[RawRecord] = []
        process: Iterator[Any] = self.reader.process(
            ("t", 0, 0, source._ENDLESS, 1, "first"), self.finalizer, RestrictionTrackerView(tracker), self.watermark
        )
        residual = None
        for element in process:
            out.append(element.value)
            if len(out) == stop_after:
                residual = tracker.try_split(0)
        tracker.check_done()
        deferred = tracker.deferred_status()
        if deferred is not None:
            self.restriction, self.delay = deferred
        elif residual is not None:
            self.restriction = residual[1]
        return out


def test_every_record_comes_once_over_bundles(log: FakeLog) -> None:
    runner = Runner()
    log.append(*range(100, 110))
    first = runner.bundle()
    log.append(200)
    second = runner.bundle()
    assert [r.offset for r in first] == list(range(10))
    assert [r.offset for r in second] == [10]
    assert runner.bundle() == []


def test_runner_checkpoint_splits_behind_what_is_out(log: FakeLog) -> None:
    runner = Runner()
    log.append(*range(100, 110))
    first = runner.bundle(stop_after=2)
    second = runner.bundle()
    assert [r.offset for r in first + second] == list(range(10))
    assert len(first) == 2


def test_time_is_looked_at_between_records(log: FakeLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows in the bundle may need seconds for each record: a bundle ends with the one that used it up."""
    ticks = iter([0.0, 0.3, 0.6, 10.0, 10.1, 10.2])
    monkeypatch.setattr(source.time, "monotonic", lambda: next(ticks))
    runner = Runner()
    log.append(*range(100, 103))
    assert [r.offset for r in runner.bundle()] == [0, 1]
    assert runner.delay == 0, "there is more: at once"
    assert [r.offset for r in runner.bundle()] == [2]
    assert runner.watermark.current_watermark() == Timestamp(4_998)


def test_a_record_that_comes_during_a_turn_is_not_kept_waiting(log: FakeLog) -> None:
    """The bundle goes on with what came at once, and is over: nothing leaves a bundle before its end."""
    runner, read = Runner(), log.read

    def read_and_append(offset: int) -> Batch:
        if len(log.asked) == 5:
            log.append(100, 101)
        return read(offset)

    log.read = read_and_append  # type: ignore[method-assign]
    assert [r.offset for r in runner.bundle()] == [0, 1]
    assert len(log.asked) == 7
    assert runner.delay == 0, "the next turn begins at once"


def test_markers_are_passed_and_not_asked_for_again(log: FakeLog) -> None:
    runner = Runner()
    log.append(100)
    log.end += 5
    runner.bundle()
    log.asked.clear()
    assert runner.bundle() == []
    assert set(log.asked) == {6}


def test_watermark_is_append_time_less_slack_then_the_clock(log: FakeLog) -> None:
    runner = Runner()
    log.append(100, 101, 102, 103)
    log.read_up = lambda: False  # type: ignore[method-assign]
    runner.bundle()
    assert runner.watermark.current_watermark() == Timestamp(101)
    log.read_up = lambda: True  # type: ignore[method-assign]
    runner.bundle()
    assert runner.watermark.current_watermark() == Timestamp(4_998), "nothing left: the clock moves it"


def test_watermark_never_goes_back(log: FakeLog) -> None:
    runner = Runner()
    runner.bundle()
    assert runner.watermark.current_watermark() == Timestamp(4_998)
    log.append(4_000)
    runner.bundle()
    assert runner.watermark.current_watermark() == Timestamp(4_998)


def test_idle_read_waits_a_turn(log: FakeLog) -> None:
    runner = Runner()
    assert runner.bundle() == []
    assert len(log.asked) > 100
    assert runner.delay == 0


def test_new_partitions_end_the_read(log: FakeLog) -> None:
    log.count = 3
    with pytest.raises(NewPartitionsError, match="t has 3 partitions and this job knows of 1"):
        Runner().bundle()


def test_topic_made_anew_ends_a_read_that_goes_on_at_its_offset(log: FakeLog) -> None:
    runner = Runner()
    log.append(100, 101)
    runner.bundle()
    log.append(102)
    log.id = "second"
    with pytest.raises(TopicReplacedError, match="t was made anew"):
        runner.bundle()


def test_topic_made_anew_ends_a_drain_before_it_is_done(log: FakeLog) -> None:
    log.append(100, 101)
    log.id = "second"
    with pytest.raises(TopicReplacedError):
        drain(0, 2)


def test_partitions_added_do_not_end_a_drain(log: FakeLog) -> None:
    log.append(100, 101)
    log.count = 3
    assert drain(0, 2)[0] == [0, 1]


def test_broker_that_gives_no_ids_is_read(log: FakeLog) -> None:
    log.append(100)
    log.id = ""
    assert [r.offset for r in Runner().bundle()] == [0]


def test_senders_times_end_the_read(log: FakeLog) -> None:
    log.append(100)
    log.created = True
    with pytest.raises(CreateTimeError, match=r"t\[0\]@0"):
        Runner().bundle()


def test_bundle_reports_the_next_offset_when_it_is_final(log: FakeLog, monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[tuple[str, int, int]] = []

    class Committer:
        def wants(self, part: Any, offset: int) -> bool:
            return True

        def finalised(self, part: Any, offset: int) -> None:
            noted.append((part.topic, part.partition, offset))

    def committer_for(_settings: KafkaSettings, group: str, of: TopicId) -> Committer:
        assert (group, of) == ("g", TopicId(id="first", partitions=1)), "what was read, whatever is there now"
        return Committer()

    monkeypatch.setattr(source, "committer_for", committer_for)
    runner = Runner(group="g")
    log.append(100, 101)
    log.end += 1
    runner.bundle()
    runner.bundle()
    assert noted == [], "not before the runner says so"
    for call in runner.finalizer.calls:
        call()
    assert noted == [("t", 0, 3), ("t", 0, 3)]


def drain(begin: int, end: int) -> tuple[list[int], ManualWatermarkEstimator]:
    """The offsets that a drain gives, and its watermark after it."""
    tracker = ThreadsafeRestrictionTracker(source._Tracker(OffsetRange(begin, end)))
    watermark = ManualWatermarkEstimator(None)
    process = source._Drain(KafkaSettings(servers="a:1")).process(
        ("t", 0, begin, end, 1, "first"), RestrictionTrackerView(tracker), watermark
    )
    offsets = [element.value.offset for element in process]
    tracker.check_done()
    return offsets, watermark


def test_drain_stops_at_its_end_inside_a_batch(log: FakeLog) -> None:
    log.append(*range(100, 110))
    offsets, watermark = drain(1, 5)
    assert offsets == [1, 2, 3, 4]
    assert watermark.current_watermark() == MAX_TIMESTAMP


def test_drain_ends_past_markers(log: FakeLog) -> None:
    log.append(100)
    log.end += 3
    offsets, watermark = drain(0, 4)
    assert offsets == [0]
    assert watermark.current_watermark() == MAX_TIMESTAMP


def test_drain_of_nothing_ends_at_once(log: FakeLog) -> None:
    offsets, watermark = drain(7, 7)
    assert (offsets, log.asked) == ([], [])
    assert watermark.current_watermark() == MAX_TIMESTAMP


def test_drain_fails_when_nothing_more_comes(log: FakeLog, monkeypatch: pytest.MonkeyPatch) -> None:
    log.append(100, 101)
    now = iter(range(0, 10_000, 50))
    monkeypatch.setattr(source.time, "monotonic", lambda: next(now))
    with pytest.raises(
        ReadStalledError, match=r"t\[0\]: nothing came from a:1 for 120 s at offset 2, 8 before the end"
    ):
        drain(0, 10)


def test_elements_carry_their_append_times(log: FakeLog) -> None:
    log.append(100, 100, 101.5)
    stamped = list(source._elements(log.read(0).records))
    assert [element.timestamp for element in stamped] == [Timestamp(100), Timestamp(100), Timestamp(101.5)]
    assert [element.value.timestamp.timestamp() for element in stamped] == [100, 100, 101.5]
