"""Read topics into a pipeline: one element for each partition, read by a splittable DoFn.

Why not Beam's own sources: a runner keys a splittable DoFn by its element, so one element for all partitions would sit
on one worker; and a restriction of offsets lets the runner, not us, remember how far each partition was read.
"""

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any, Final

import apache_beam as beam
from apache_beam.io.restriction_trackers import OffsetRange, OffsetRestrictionTracker
from apache_beam.io.watermark_estimators import ManualWatermarkEstimator
from apache_beam.metrics import Metrics
from apache_beam.transforms.core import RestrictionProvider
from apache_beam.transforms.window import GlobalWindow
from apache_beam.utils.timestamp import MAX_TIMESTAMP, Duration, Timestamp
from apache_beam.utils.windowed_value import WindowedValue
from kafka.consumer.fetcher import ConsumerRecord
from kafka.structs import TopicPartition

from connectors.kafka.commits import committer_for
from connectors.kafka.errors import CreateTimeError, ReadStalledError
from connectors.kafka.log import PartitionLog, forget, log_of
from connectors.kafka.plan import ReadPlan
from connectors.kafka.raw import raw_record, time_of
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topic_ids import TopicId
from connectors.kafka.turns import turns_of
from connectors.records import RawRecord

SLACK: Final = timedelta(seconds=2)
"""How far the watermark stays behind append times: covers clocks of workers and brokers that differ by less."""
STALL_SECONDS: Final = 120.0
"""How long a drain waits for a broker that gives nothing before it fails."""

READER: Final = "kafka_reader"
"""The namespace of counters of bundles, one for each partition: ``partition_3_of_8``."""

_ENDLESS: Final = 1 << 62
_BUNDLE_SECONDS: Final = 0.5
_LOG_APPEND_TIME: Final = 1
_GLOBALLY: Final = (GlobalWindow(),)

_Element = tuple[str, int, int, int, int, str]
"""Topic, partition, first offset, offset after the last (or _ENDLESS), how many partitions the topic has, its id."""


class ReadFromKafka(beam.PTransform):
    """All records that ``plan`` covers, as RawRecord, timestamped with their append time.

    A drain is bounded, ends with the watermark at the end of time, and streams through whatever follows it; commit its
    ends with ``commit_drained`` when the pipeline is done. An endless read has a watermark of append time less
    ``slack``; a partition that is read up is moved on by the clock. With ``group`` it commits through the runner's
    checkpoints, for lag and for a start without state.

    At least once: what was read after the last commit or checkpoint is read again. A record without value comes with
    an empty value and the problem ``no_value``, one with a time in another unit than milliseconds with
    ``bad_record_time``. Of several headers with one name the last is kept.
    Raises, when run: OffsetsGoneError, TopicReplacedError, ReadStalledError; endless reads NewPartitionsError and
    CreateTimeError as well.
    """

    def __init__(
        self, settings: KafkaSettings, plan: ReadPlan, *, slack: timedelta = SLACK, group: str | None = None
    ) -> None:
        super().__init__()
        self._settings, self._plan, self._slack, self._group = settings, plan, slack, group

    def expand(self, pipeline: Any) -> beam.PCollection[RawRecord]:
        """One element for each partition, spread over the workers, then read."""
        drains = self._plan.drains
        reader = _Drain(self._settings) if drains else _Endless(self._settings, self._slack, self._group)
        return (
            pipeline
            | "list partitions" >> beam.Create(_partitions(self._plan))
            | "spread partitions" >> beam.Reshuffle()
            | "read partition" >> beam.ParDo(reader).with_output_types(RawRecord)
        )


class DrainFromKafka(beam.PTransform):
    """As ReadFromKafka what ``plan`` gives when the pipeline runs: for one that is made once and runs many times.

    ``plan`` travels by pickle and is asked in the process that it arrives in, which keeps its consumers for the next
    run until ``forget_topic``.
    """

    def __init__(self, settings: KafkaSettings, plan: Callable[[], ReadPlan]) -> None:
        super().__init__()
        self._settings, self._plan = settings, plan

    def expand(self, pipeline: Any) -> beam.PCollection[RawRecord]:
        """One element for each partition that has anything to read, then read."""
        return (
            pipeline
            | "ask for the plan" >> beam.Create([None])
            | "list partitions" >> beam.FlatMap(_planned_now, self._plan).with_output_types(_Element)
            | "spread partitions" >> beam.Reshuffle()
            | "read partition" >> beam.ParDo(_Drain(self._settings, keep=True)).with_output_types(RawRecord)
        )


def _planned_now(_: None, plan: Callable[[], ReadPlan]) -> list[_Element]:
    return [element for element in _partitions(plan()) if element[2] != element[3]]


def _partitions(plan: ReadPlan) -> list[_Element]:
    count = len(plan.ranges)
    return [
        (plan.topic, part.partition, part.begin, _ENDLESS if part.end is None else part.end, count, plan.topic_id)
        for part in plan.ranges
    ]


class _Tracker(OffsetRestrictionTracker):
    """Offsets claimed so far; can be cut behind them and nowhere else, as a partition is read in one piece."""

    def is_bounded(self) -> bool:
        return bool(self._range.stop < _ENDLESS)

    def try_split(self, fraction_of_remainder: float) -> tuple[OffsetRange, OffsetRange] | None:
        return super().try_split(0) if fraction_of_remainder == 0 else None


class _Offsets(RestrictionProvider):
    """The offsets that the plan gives to a partition."""

    def initial_restriction(self, element: _Element) -> OffsetRange:
        return OffsetRange(element[2], element[3])

    def create_tracker(self, restriction: OffsetRange) -> _Tracker:
        return _Tracker(restriction)

    def restriction_size(self, _element: _Element, restriction: OffsetRange) -> float:
        return 1.0 if restriction.stop >= _ENDLESS else float(restriction.size())

    def truncate(self, _element: _Element, restriction: OffsetRange) -> OffsetRange | None:
        """What is left to do when the runner drains the job: nothing of an endless read, all of a bounded one."""
        return None if restriction.stop >= _ENDLESS else restriction


_OFFSETS: Final = beam.DoFn.RestrictionParam(_Offsets())
_WATERMARK: Final = beam.DoFn.WatermarkEstimatorParam(ManualWatermarkEstimator.default_provider())


class _Drain(beam.DoFn):
    """Read a partition from its first to its last planned offset, in one go."""

    def __init__(self, settings: KafkaSettings, *, keep: bool = False) -> None:
        self._settings, self._keep = settings, keep

    def process(
        self,
        element: _Element,
        tracker: Any = _OFFSETS,
        watermark: Any = _WATERMARK,
    ) -> Iterator[WindowedValue]:
        restriction = tracker.current_restriction()
        part = TopicPartition(element[0], element[1])
        offset, stop = restriction.start, restriction.stop
        done = False
        try:
            if self._keep and not log_of(self._settings, part).of.is_surely(_planned(element)):
                forget(self._settings, part)  # what it holds is of a topic before
            _check_topic(element, log_of(self._settings, part))
            last_progress = time.monotonic()
            while offset < stop:
                batch = log_of(self._settings, part).read(offset)
                if batch.next_offset == offset:
                    if time.monotonic() - last_progress > STALL_SECONDS:
                        raise ReadStalledError(
                            f"{part.topic}[{part.partition}]: nothing came from {self._settings.servers} for "
                            f"{STALL_SECONDS:.0f} s at offset {offset}, {stop - offset} before the end: "
                            "see that the broker is up, then start the drain again"
                        )
                    continue
                reached = min(batch.next_offset, stop)
                if not tracker.try_claim(reached - 1):
                    return
                yield from _elements(record for record in batch.records if record.offset < reached)
                offset, last_progress = reached, time.monotonic()
            _check_topic(element, log_of(self._settings, part))
            watermark.set_watermark(MAX_TIMESTAMP)
            done = True
        finally:
            if not (done and self._keep):
                forget(self._settings, part)


class _Endless(beam.DoFn):
    """Read a partition on and on, a turn at a time, so that checkpoints find short bundles.

    A turn waits for records itself and is resumed at once: runners resume late, and some lose the fraction of a delay
    and spin.
    """

    def __init__(self, settings: KafkaSettings, slack: timedelta, group: str | None) -> None:
        self._settings, self._slack, self._group = settings, slack, group

    @beam.DoFn.unbounded_per_element()
    def process(
        self,
        element: _Element,
        finalizer: Any = beam.DoFn.BundleFinalizerParam,  # Beam passes it by position: it must stand first
        tracker: Any = _OFFSETS,
        watermark: Any = _WATERMARK,
    ) -> Iterator[WindowedValue]:
        topic, partition, _, _, planned, _ = element
        part = TopicPartition(topic, partition)
        log = log_of(self._settings, part)
        # For whoever watches the job: on some runners a partition's element may never be worked on.
        Metrics.counter(READER, f"partition_{partition}_of_{planned}").inc()
        try:
            _check_topic(element, log)
            patience = turns_of(self._settings, topic).begin(part)
            offset, appended, more = yield from _some(log, tracker, time.monotonic(), patience)
            if appended is not None:
                _raise(watermark, appended, self._slack)
            asked_at = time.time()
            if not more and log.read_up():
                _raise(watermark, Timestamp.of(asked_at), self._slack)
            tracker.defer_remainder()
        except Exception:
            forget(self._settings, part)
            raise
        if self._group is not None:
            committer = committer_for(self._settings, self._group, _planned(element))
            if committer.wants(part, offset):
                finalizer.register(partial(committer.finalised, part, offset))


def _some(
    log: PartitionLog, tracker: Any, began: float, patience: float
) -> Generator[WindowedValue, None, tuple[int, Timestamp | None, bool]]:
    """Records until none is left, the bundle's time is up, or the runner takes the rest.

    The first is waited for, ``patience`` seconds long; those that came end the bundle, so that they go on. The time is
    looked at after each record: what follows in the bundle has worked on it when ``yield`` returns.
    Returns the offset to go on at, the append time of the last record, and whether there is more at once.
    """
    offset, appended = tracker.current_restriction().start, None
    deadline = began + _BUNDLE_SECONDS
    while True:
        batch = log.read(offset)
        _refuse_create_times(batch.records)
        for element in _elements(batch.records):
            if not tracker.try_claim(element.value.offset):
                return offset, appended, True
            yield element
            offset, appended = element.value.offset + 1, element.timestamp
            if time.monotonic() > deadline:
                return offset, appended, True
        if offset < batch.next_offset:
            if not tracker.try_claim(batch.next_offset - 1):
                return offset, appended, True
            offset = batch.next_offset
        if not batch.records and (appended is not None or time.monotonic() > began + patience):
            return offset, appended, False


def _check_topic(element: _Element, log: PartitionLog) -> None:
    """Raise TopicReplacedError where the topic was made anew since it was planned, as before a savepoint is resumed.

    NewPartitionsError for an endless read, which would never come to the new ones; a drain is for what was planned.
    """
    topic, _, _, stop, *_ = element
    check = log.topic().check if stop >= _ENDLESS else log.topic().check_id
    check(topic, _planned(element))


def _planned(element: _Element) -> TopicId:
    return TopicId(id=element[5], partitions=element[4])


def _refuse_create_times(records: Iterable[ConsumerRecord]) -> None:
    for record in records:
        if record.timestamp_type != _LOG_APPEND_TIME:
            where = f"{record.topic}[{record.partition}]@{record.offset}"
            raise CreateTimeError(
                f"{where}: the record carries its sender's time, and late ones would be dropped unseen: set "
                f"message.timestamp.type=LogAppendTime on {record.topic} (`wirewatch topics check` tells), and read "
                "what is there with a drain"
            )


def _raise(watermark: Any, time_reached: Timestamp, slack: timedelta) -> None:
    """Move the watermark on; it never goes back."""
    wanted = time_reached - Duration(slack.total_seconds())
    current = watermark.current_watermark()
    if current is None or wanted > current:
        watermark.set_watermark(wanted)


def _elements(records: Iterable[ConsumerRecord]) -> Iterator[WindowedValue]:
    """The records with their append times, which are made once for a run of equal ones: a broker's batch has one."""
    millis, time_read, timestamp = None, None, None
    for record in records:
        if record.timestamp != millis:
            millis, time_read = record.timestamp, time_of(record.timestamp)
            timestamp = Timestamp(micros=millis * 1000 if time_read else 0)
        yield WindowedValue(raw_record(record, time_read), timestamp, _GLOBALLY)
