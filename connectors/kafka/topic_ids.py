"""Which log a topic's name stands for: a topic that is made anew is another one, and so are more partitions (D18)."""

import threading
import uuid
from dataclasses import dataclass

from kafka import KafkaConsumer, KafkaProducer
from kafka.errors import KafkaTimeoutError, UnknownTopicOrPartitionError
from kafka.structs import OffsetAndMetadata, TopicPartition

from connectors.kafka.clients import PATIENCE_SECONDS
from connectors.kafka.errors import NewPartitionsError, TopicReplacedError


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicId:
    """A topic's id (KIP-516), empty where the broker is older than 2.8 and gives none, and how many partitions it has.

    A topic without partitions is not there.
    """

    id: str = ""
    partitions: int

    def is_another(self, before: "TopicId") -> bool:
        """Whether the topic was made anew since ``before``."""
        return bool(self.id and before.id and self.id != before.id)

    def is_surely(self, other: "TopicId") -> bool:
        """Whether both have an id, the same one."""
        return bool(self.id) and self.id == other.id

    def check(self, topic: str, before: "TopicId") -> None:
        """Raise TopicReplacedError or NewPartitionsError where the topic is not what it was ``before``.

        One that is not there is waited for.
        """
        self.check_id(topic, before)
        if self.partitions and self.partitions != before.partitions:
            raise NewPartitionsError(
                f"{topic} has {self.partitions} partitions and this job knows of {before.partitions}: start the job "
                "again"
            )

    def check_id(self, topic: str, before: "TopicId") -> None:
        """Raise TopicReplacedError alone: for whoever can do without partitions that were added."""
        if self.partitions and self.is_another(before):
            raise TopicReplacedError(
                f"{topic} was made anew (its id was {before.id} and is {self.id}): what is known of the old one does "
                "not hold; start again, without a savepoint, and at earliest where an offset was committed"
            )


def topic_id_of(consumer: KafkaConsumer, topic: str) -> TopicId:
    """The topic as the consumer's client last saw it."""
    partitions = len(consumer.partitions_for_topic(topic) or ())
    return TopicId(id=_id(consumer._cluster.topic_id(topic)), partitions=partitions)


def topic_id_now(producer: KafkaProducer, topic: str) -> TopicId:
    """The topic as the broker sees it now; raises KafkaError."""
    producer.partitions_for(topic)
    metadata = producer._metadata
    told = threading.Event()
    update = metadata.request_update()
    update.add_both(lambda _: told.set())
    producer._sender.wakeup()
    if not told.wait(PATIENCE_SECONDS):
        raise KafkaTimeoutError(f"nothing was told of {topic} for {PATIENCE_SECONDS:.0f} s")
    if update.failed() and not isinstance(update.exception, UnknownTopicOrPartitionError):
        raise update.exception
    return TopicId(id=_id(metadata.topic_id(topic)), partitions=len(metadata.partitions_for_topic(topic) or ()))


def committed(consumer: KafkaConsumer, part: TopicPartition) -> OffsetAndMetadata | None:
    """What the consumer's group has committed there; raises KafkaTimeoutError when its coordinator stays away."""
    return consumer.committed(part, metadata=True, timeout_ms=PATIENCE_SECONDS * 1_000)


def committed_in_another(committed: OffsetAndMetadata, now: TopicId) -> bool:
    """Whether an offset that wirewatch committed, with the topic's id beside it, is one of another topic."""
    try:
        before = str(uuid.UUID(committed.metadata or ""))
    except ValueError:  # another program's
        return False
    return now.is_another(TopicId(id=before, partitions=now.partitions))


def _id(found: object) -> str:
    return "" if found is None else str(found)
