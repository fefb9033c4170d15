"""Mend a compacted topic whose keys stand where they are not written any more: copy it aside, make it anew, copy back.

Killed anywhere, it goes on when it is called again: the topic goes only when the copy aside is whole, and that one goes
last. While it is there nobody else of wirewatch writes to the topic (``look_up``).
"""

import heapq
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Final

from kafka import KafkaAdminClient
from kafka.consumer.fetcher import ConsumerRecord
from kafka.structs import TopicPartition

from connectors.kafka.clients import new_admin
from connectors.kafka.errors import DeliveryError, TopicMissingError
from connectors.kafka.log import PartitionLog
from connectors.kafka.placing import misplaced_key
from connectors.kafka.plan import plan_read
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topics import aside, found_topics, like, refuse_not_compacted, remove_topic
from connectors.kafka.writer import RecordWriter
from connectors.records import OutRecord

_STALL_SECONDS: Final = 120.0


def mend(settings: KafkaSettings, topic: str) -> int | None:
    """Make ``topic`` anew with all its records, each where its key belongs; None where nothing is to be mended.

    Nobody may write to it meanwhile. The records get new append times, and groups that have committed offsets of the
    topic begin again. Returns how many records there are. Raises TopicMissingError, NotCompactedError, DeliveryError,
    KafkaError.
    """
    copy = aside(topic)
    with new_admin(settings) as admin:
        there = found_topics(admin, [topic, copy])
        if not there:
            raise TopicMissingError(f"no topic {topic} on {settings.servers}: see `wirewatch topics check`")
        refuse_not_compacted(admin, topic if topic in there else copy)
        if topic in there and misplaced_key(settings, topic, there[topic].partitions) is not None:
            remove_topic(admin, copy)
            like(admin, topic, copy)
            _copy(settings, topic, copy)
        elif copy not in there:
            return None
        _make_anew(admin, topic, copy)
        number = _copy(settings, copy, topic)
        remove_topic(admin, copy)
    return number


def _make_anew(admin: KafkaAdminClient, topic: str, copy: str) -> None:
    remove_topic(admin, topic)
    like(admin, copy, topic)


def _copy(settings: KafkaSettings, source: str, target: str) -> int:
    """Every record of one topic into another, in the order in which they came; how many."""
    number, before = 0, plan_read(settings, source, start="earliest", drain=True)
    with closing(RecordWriter(settings, target)) as writer:
        parts = (
            _records(settings, TopicPartition(source, part.partition), part.begin, part.end or 0)
            for part in before.ranges
        )
        for record in heapq.merge(*parts, key=_came):
            headers = {name: value or b"" for name, value in record.headers}
            refused = writer.write(OutRecord(key=record.key, value=record.value, headers=headers))
            if refused is not None:
                raise DeliveryError(f"{target} does not take key {record.key!r}: {refused.message}")
            number += 1
        writer.flush()
    if plan_read(settings, source, start="earliest", drain=True).ends != before.ends:
        raise DeliveryError(f"{source} was written to while it was copied: stop what does, then begin again")
    return number


def _came(record: ConsumerRecord) -> int:
    return int(record.timestamp)


def _records(settings: KafkaSettings, part: TopicPartition, begin: int, end: int) -> Iterator[ConsumerRecord]:
    if begin == end:
        return
    with closing(PartitionLog(settings, part)) as log:
        offset, last_progress = begin, time.monotonic()
        while offset < end:
            batch = log.read(offset)
            yield from (record for record in batch.records if record.offset < end)
            if batch.next_offset > offset:
                offset, last_progress = batch.next_offset, time.monotonic()
            elif time.monotonic() - last_progress > _STALL_SECONDS:
                raise DeliveryError(f"{part.topic}: nothing came from its brokers for {_STALL_SECONDS:.0f} s")
