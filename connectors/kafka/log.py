"""One partition of a topic, read by offset through one consumer for each process."""

import threading
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from kafka import KafkaConsumer
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import OffsetOutOfRangeError
from kafka.structs import TopicPartition

from connectors.kafka.clients import new_consumer
from connectors.kafka.errors import OffsetsGoneError
from connectors.kafka.polling import poll
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topic_ids import TopicId, topic_id_of

_POLL_MS: Final = 50
_SETTLE_MS: Final = 1_000
_NOWHERE: Final = -1


@dataclass(frozen=True, slots=True)
class Batch:
    """Records in order of offset, and the offset to read next: past transaction markers and gaps."""

    records: list[ConsumerRecord]
    next_offset: int


class PartitionLog:
    """One partition, read through one consumer, from whatever offset a caller asks for.

    The lock is held while the consumer works and never while records are handed on. ``of``: the topic as it was found.
    """

    def __init__(self, settings: KafkaSettings, part: TopicPartition) -> None:
        self._part = part
        self._lock = threading.Lock()
        self._consumer: KafkaConsumer = new_consumer(settings)
        self._consumer.assign([part])
        # Also waits for the partition's leader; a poll would sleep instead.
        self.of = topic_id_of(self._consumer, part.topic)
        self._fetched: list[ConsumerRecord] = []
        self._begin, self._position = _NOWHERE, _NOWHERE

    def read(self, offset: int) -> Batch:
        """The next records from ``offset`` on, perhaps none yet; raises OffsetsGoneError.

        What was fetched last is kept, so that a reader that stopped in the middle goes on without fetching it again.
        """
        with self._lock:
            if not self._begin <= offset < self._position:
                self._fetch(offset)
            return Batch(self._fetched[bisect_left(self._fetched, offset, key=_offset) :], self._position)

    def read_up(self) -> bool:
        """Whether the last read reached the end that the log has now."""
        with self._lock:
            return bool(self._position == self._consumer.end_offsets([self._part])[self._part])

    def topic(self) -> TopicId:
        """The partition's topic, as of the last half minute."""
        with self._lock:
            return topic_id_of(self._consumer, self._part.topic)

    def close(self) -> None:
        """Let the broker go."""
        with self._lock:
            self._consumer.close()

    def _fetch(self, offset: int) -> None:
        if offset != self._position:
            self._consumer.seek(self._part, offset)
        try:
            self._fetched = poll(self._consumer, _POLL_MS).get(self._part, [])
            self._begin, self._position = offset, int(self._consumer.position(self._part, timeout_ms=_SETTLE_MS))
        except OffsetOutOfRangeError as error:
            self._fetched, self._begin, self._position = [], _NOWHERE, _NOWHERE
            raise self._gone(offset) from error

    def _gone(self, offset: int) -> OffsetsGoneError:
        first = self._consumer.beginning_offsets([self._part])[self._part]
        end = self._consumer.end_offsets([self._part])[self._part]
        return OffsetsGoneError(
            f"{self._part.topic}[{self._part.partition}]: offset {offset} is not in the log, which holds {first} to "
            f"{end}: records were removed before they were read (retention.ms, retention.bytes) or the topic was made "
            "anew; to go on with what is left, start at earliest once"
        )


def _offset(record: ConsumerRecord) -> int:
    return int(record.offset)


_logs: dict[tuple[object, TopicPartition], PartitionLog] = {}
_logs_lock = threading.Lock()


def log_of(settings: KafkaSettings, part: TopicPartition) -> PartitionLog:
    """This process's log of the partition: residuals of one partition go on with one consumer."""
    with _logs_lock:
        key = (settings.identity, part)
        if key not in _logs:
            _logs[key] = PartitionLog(settings, part)
        return _logs[key]


def forget(settings: KafkaSettings, part: TopicPartition) -> None:
    """Close this process's log of the partition; a later ``log_of`` begins anew."""
    with _logs_lock:
        log = _logs.pop((settings.identity, part), None)
    if log is not None:
        log.close()


def forget_topic(settings: KafkaSettings, topic: str) -> None:
    """As ``forget``, all partitions of a topic."""
    with _logs_lock:
        mine = [part for identity, part in _logs if identity == settings.identity and part.topic == topic]
    for part in mine:
        forget(settings, part)
