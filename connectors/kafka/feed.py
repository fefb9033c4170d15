"""A topic read on and on in one process, without a pipeline: every partition, from a start, by one consumer."""

import time
from collections.abc import Iterator
from typing import Final

from kafka.structs import TopicPartition

from connectors.kafka.clients import new_consumer
from connectors.kafka.commits import commit_forward
from connectors.kafka.errors import ReadStalledError
from connectors.kafka.plan import Start, plan_read
from connectors.kafka.polling import poll_on
from connectors.kafka.raw import raw_record, time_of
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topic_ids import committed, committed_in_another, topic_id_of
from connectors.records import RawRecord

STALL_SECONDS: Final = 120.0
_POLL_SECONDS: Final = 0.1


class TopicFeed:
    """The records of a topic as they come; those of one key in their order. Not for several threads.

    ``group``: whose offsets are looked up and committed. Raises TopicMissingError, and KafkaError when the broker does
    not answer; NewPartitionsError when partitions were added, TopicReplacedError when the topic was made anew,
    OffsetsGoneError when retention removed what was to be read: the feed is then to be made anew too (decision D14).
    ``of`` is the topic that is read.
    """

    def __init__(self, settings: KafkaSettings, topic: str, *, start: Start, group: str | None = None) -> None:
        plan = plan_read(settings, topic, start=start, drain=False, group=group)
        self._topic, self.of = topic, plan.of
        self._parts = [TopicPartition(topic, part.partition) for part in plan.ranges]
        self._consumer = new_consumer(settings, group)
        self._consumer.assign(self._parts)
        for part, planned in zip(self._parts, plan.ranges, strict=True):
            self._consumer.seek(part, planned.begin)

    def poll(self, seconds: float) -> list[RawRecord]:
        """What came since the last poll; waits up to ``seconds`` for something. A tombstone's value is empty."""
        polled = poll_on(self._consumer, self._topic, self.of, round(seconds * 1000))
        return [raw_record(record, time_of(record.timestamp)) for record in polled]

    def read_up(self) -> Iterator[RawRecord]:
        """What was not polled yet of all that the topic holds now; raises ReadStalledError when nothing comes."""
        last_progress = time.monotonic()
        while not self.caught_up():
            polled = self.poll(_POLL_SECONDS)
            yield from polled
            if polled:
                last_progress = time.monotonic()
            elif time.monotonic() - last_progress > STALL_SECONDS:
                raise ReadStalledError(f"{self._topic}: nothing came from its brokers for {STALL_SECONDS:.0f} s")

    def caught_up(self) -> bool:
        """Whether everything that the topic holds now was polled."""
        topic_id_of(self._consumer, self._topic).check(self._topic, self.of)
        ends = self._consumer.end_offsets(self._parts)
        return all(self._consumer.position(part) >= ends[part] for part in self._parts)

    def committed(self) -> dict[int, int]:
        """By partition, the offset that the group is to read next; partitions without one are left out."""
        found = {part.partition: committed(self._consumer, part) for part in self._parts}
        return {
            partition: int(at.offset)
            for partition, at in found.items()
            if at is not None and not committed_in_another(at, self.of)
        }

    def commit(self) -> None:
        """Commit all that was polled, for the group; raises TopicReplacedError."""
        polled = {part.partition: self._consumer.position(part) for part in self._parts}
        commit_forward(self._consumer, self._topic, self.of, polled)

    def close(self) -> None:
        """Let the broker go."""
        self._consumer.close()
