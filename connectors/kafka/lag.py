"""How far groups are behind: offsets and time."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kafka import KafkaAdminClient, KafkaConsumer
from kafka.structs import OffsetAndMetadata, TopicPartition

from connectors.kafka.clients import new_admin, new_consumer
from connectors.kafka.polling import poll
from connectors.kafka.raw import time_of
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topics import look_up

_FETCH_SECONDS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """Where a group stands in one partition.

    ``committed``: the next offset to read, None when the group has committed nothing there; ``lag``: offsets left to
    read; ``behind_seconds``: age of the oldest record left, 0 when none is, None when it cannot be told.
    """

    group: str
    topic: str
    partition: int
    committed: int | None
    end: int
    lag: int
    behind_seconds: float | None


def read_lag(settings: KafkaSettings, groups: Iterable[str] = (), topics: Iterable[str] = ()) -> list[Lag]:
    """The lag of the groups, by default of all, in the topics, by default in those where they have committed.

    Raises TopicMissingError for a named topic that is not there, KafkaError when the broker does not answer.
    """
    with new_admin(settings) as admin:
        names = sorted(groups) or _groups(admin)
        committed = {name: _committed(admin, name) for name in names}
    consumer = new_consumer(settings)
    try:
        return [row for name in names for row in _group_lag(consumer, name, committed[name], sorted(topics), settings)]
    finally:
        consumer.close()


def committed_groups(settings: KafkaSettings) -> list[str]:
    """The groups that have committed anything, by name; raises KafkaError when the broker does not answer."""
    with new_admin(settings) as admin:
        return [name for name in _groups(admin) if _committed(admin, name)]


def _groups(admin: KafkaAdminClient) -> list[str]:
    return sorted(found["group_id"] for found in admin.list_groups())


def _committed(admin: KafkaAdminClient, group: str) -> dict[TopicPartition, int]:
    offsets: dict[TopicPartition, OffsetAndMetadata] = admin.list_group_offsets([group])[group]
    return {part: int(found.offset) for part, found in offsets.items() if found.offset >= 0}


def _group_lag(
    consumer: KafkaConsumer,
    group: str,
    committed: dict[TopicPartition, int],
    topics: list[str],
    settings: KafkaSettings,
) -> Iterator[Lag]:
    for topic in topics or sorted({part.topic for part in committed}):
        parts = [TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic))]
        if not parts and topics:
            look_up(settings, topic)
        first, end = consumer.beginning_offsets(parts), consumer.end_offsets(parts)
        begin = {part: max(committed.get(part, 0), first[part]) for part in parts}
        oldest = _append_times(consumer, {part: begin[part] for part in parts if begin[part] < end[part]})
        now = time.time()
        for part in parts:
            lag = max(0, end[part] - begin[part])
            behind = 0.0 if lag == 0 else max(0.0, now - oldest[part]) if part in oldest else None
            yield Lag(
                group=group,
                topic=topic,
                partition=part.partition,
                committed=committed.get(part),
                end=end[part],
                lag=lag,
                behind_seconds=behind,
            )


def _append_times(consumer: KafkaConsumer, offsets: dict[TopicPartition, int]) -> dict[TopicPartition, float]:
    """When the first record at or after each offset was appended, in seconds since 1970; none where none says."""
    found: dict[TopicPartition, float | None] = {}
    consumer.assign(list(offsets))
    for part, offset in offsets.items():
        consumer.seek(part, offset)
    give_up = time.monotonic() + _FETCH_SECONDS
    waiting = set(offsets)
    ends = consumer.end_offsets(list(offsets)) if offsets else {}
    while waiting and time.monotonic() < give_up:
        for part, records in poll(consumer, 100, max_records=1).items():
            appended = time_of(records[0].timestamp)
            found[part] = appended.timestamp() if appended else None
            consumer.pause(part)
        waiting = {part for part in waiting if part not in found and consumer.position(part) < ends[part]}
    return {part: seconds for part, seconds in found.items() if seconds is not None}
