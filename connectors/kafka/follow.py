"""A topic read on and on without a pipeline: every partition, from where a plan begins."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from kafka import KafkaConsumer
from kafka.consumer.fetcher import ConsumerRecord
from kafka.structs import TopicPartition

from connectors.kafka.clients import new_consumer
from connectors.kafka.commits import commit_forward
from connectors.kafka.plan import Start, plan_read
from connectors.kafka.polling import poll_on
from connectors.kafka.raw import time_of
from connectors.kafka.settings import KafkaSettings

_POLL_MS: Final = 200
_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)


class TopicFollower:
    """All partitions of a topic from ``start`` on, for one caller at a time; a broker that is away is waited for.

    ``start`` is as of ``plan_read``, which raises; ``committed`` needs the ``group``. Nothing is committed but what the
    caller commits.
    """

    def __init__(self, settings: KafkaSettings, topic: str, start: Start, group: str | None = None) -> None:
        plan = plan_read(settings, topic, start=start, drain=True, group=group)
        self._topic, self._of, self._ends = topic, plan.of, plan.ends
        self._consumer: KafkaConsumer = new_consumer(settings, group)
        self._consumer.assign([TopicPartition(topic, part.partition) for part in plan.ranges])
        for part in plan.ranges:
            self._consumer.seek(TopicPartition(topic, part.partition), part.begin)

    @property
    def read_up(self) -> bool:
        """Whether ``poll`` has given everything that was in the topic at the start."""
        return all(self._consumer.position(TopicPartition(self._topic, n)) >= end for n, end in self._ends.items())

    def poll(self) -> list[ConsumerRecord]:
        """What has come, in the order of each partition, after a fifth of a second at most; perhaps nothing.

        Raises as ``poll_on``.
        """
        return poll_on(self._consumer, self._topic, self._of, _POLL_MS)

    def commit(self, offsets: Mapping[int, int]) -> None:
        """Commit, by partition, the offset to read next; what is committed already is never taken back.

        Raises TopicReplacedError.
        """
        commit_forward(self._consumer, self._topic, self._of, offsets)

    def close(self) -> None:
        """Let the broker go."""
        self._consumer.close()


def appended_at(record: ConsumerRecord) -> datetime:
    """When the broker took the record, in a topic with append times; else 1970 where its sender's time is none."""
    return time_of(record.timestamp) or _NO_TIME
