"""What a read will cover: one range of offsets for each partition, settled before the job starts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from kafka import KafkaConsumer
from kafka.structs import TopicPartition

from connectors.kafka.clients import new_consumer
from connectors.kafka.errors import OffsetsGoneError, TopicReplacedError
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topic_ids import TopicId, committed, committed_in_another, topic_id_of
from connectors.kafka.topics import look_up

Start = Literal["earliest", "latest", "committed"] | datetime


class StartError(ValueError):
    """A start that is neither a word we know nor a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionRange:
    """Offsets ``begin`` to before ``end`` of one partition; ``end`` None is endless."""

    partition: int
    begin: int
    end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPlan:
    """What to read of a topic: every partition that it has now, once; ``topic_id`` as in ``TopicId``."""

    topic: str
    ranges: tuple[PartitionRange, ...]
    topic_id: str = ""

    @property
    def of(self) -> TopicId:
        """The topic that was planned for."""
        return TopicId(id=self.topic_id, partitions=len(self.ranges))

    @property
    def drains(self) -> bool:
        """Whether the read ends by itself."""
        return all(part.end is not None for part in self.ranges)

    @property
    def ends(self) -> Mapping[int, int]:
        """By partition, the offset after the last one that a drain reads; what to commit when its results are safe."""
        return {part.partition: part.end for part in self.ranges if part.end is not None}

    @property
    def records(self) -> int:
        """How many offsets a drain covers."""
        return sum(part.end - part.begin for part in self.ranges if part.end is not None)

    def at_most(self, records: int) -> "ReadPlan":
        """The beginning of a drain: about ``records`` offsets, as evenly as may be of the partitions that have any."""
        waiting = sorted((end - part.begin, part.partition) for part in self.ranges if (end := part.end) is not None)
        filled = [(size, number) for size, number in waiting if size]
        taken, left = dict[int, int](), records
        for others, (size, number) in zip(range(len(filled), 0, -1), filled, strict=True):
            taken[number] = min(size, max(1, left // others))
            left -= taken[number]
        cut = (replace(part, end=part.begin + taken.get(part.partition, 0)) for part in self.ranges)
        return replace(self, ranges=tuple(cut))


def parse_start(text: str) -> Start:
    """``earliest``, ``latest``, ``committed``, or an ISO time with its zone; raises StartError for anything else."""
    match text:
        case "earliest" | "latest" | "committed":
            return text
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = None
    if time is None or time.tzinfo is None:
        raise StartError(f"start {text!r} is not earliest, latest, committed or a time as 2026-01-31T12:00:00+00:00")
    return time


def plan_read(settings: KafkaSettings, topic: str, *, start: Start, drain: bool, group: str | None = None) -> ReadPlan:
    """Look up where each partition is to be read from, and for a drain to where: the ends as they are now.

    ``start``: ``committed`` goes on where ``group`` stands, and at the earliest offset in a partition where it has
    committed nothing; a time means the first record appended at or after it. The end of a partition is before the
    first transaction that is still open. Raises TopicMissingError, OffsetsGoneError when the committed offset is not
    in the log any more, TopicReplacedError, KafkaError when the broker does not answer or we have no right to see the
    topic.
    """
    if start == "committed" and group is None:
        raise ValueError("start=committed needs a group")
    consumer = new_consumer(settings, group)
    try:
        found = topic_id_of(consumer, topic)
        if not found.partitions:
            found, _ = look_up(settings, topic)
        parts = [TopicPartition(topic, number) for number in range(found.partitions)]
        first, end = consumer.beginning_offsets(parts), consumer.end_offsets(parts)
        begin = {part: _begin(consumer, part, start, first[part], end[part], group) for part in parts}
    finally:
        consumer.close()
    return ReadPlan(
        topic=topic,
        topic_id=found.id,
        ranges=tuple(
            PartitionRange(partition=part.partition, begin=begin[part], end=end[part] if drain else None)
            for part in parts
        ),
    )


def _begin(consumer: KafkaConsumer, part: TopicPartition, start: Start, first: int, end: int, group: str | None) -> int:
    if start == "earliest":
        return first
    if start == "latest":
        return end
    if isinstance(start, datetime):
        found = consumer.offsets_for_times({part: int(start.timestamp() * 1000)})[part]
        return end if found is None else min(int(found.offset), end)
    at = committed(consumer, part)
    if at is None:
        return first
    if committed_in_another(at, topic_id_of(consumer, part.topic)):
        raise TopicReplacedError(
            f"{part.topic} was made anew since group {group} committed offset {at.offset} of partition "
            f"{part.partition}: start at earliest once, or the group passes over what the new topic holds before it"
        )
    if not first <= at.offset <= end:
        raise OffsetsGoneError(
            f"{part.topic}[{part.partition}]: group {group} stands at offset {at.offset} and the topic holds "
            f"{first} to {end}: records were removed before they were read (retention.ms, retention.bytes) or the "
            "topic was made anew; to go on with what is left, start at earliest once"
        )
    return int(at.offset)
