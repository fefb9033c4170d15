"""Whether the keys of a compacted topic stand where they would be written now (D18).

A key's partition is a hash of it, by how many partitions there are. Where partitions are added to a topic that holds
records, the next value of a key, or its withdrawal, goes to another partition, and the old value stays for ever.
Nothing on a broker tells that this has happened but the keys themselves: of those that were there before, at least
half stand wrong, and the oldest stand first.
"""

import threading
import time
from typing import Final

from kafka import KafkaConsumer
from kafka.partitioner.default import murmur2
from kafka.structs import TopicPartition

from connectors.kafka.clients import new_consumer
from connectors.kafka.errors import MisplacedKeysError, ReadStalledError
from connectors.kafka.polling import poll
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topic_ids import TopicId

_LOOKED_AT: Final = 50
"""So many of a partition's oldest records: if half stand wrong, none of them does once in 2**50 times."""
_STALL_SECONDS: Final = 60.0

_placed: set[tuple[object, str, TopicId]] = set()
_lock = threading.Lock()


def partition_of(key: bytes, partitions: int) -> int:
    """Where wirewatch, Java's client and most others write a key: by murmur2. librdkafka as it comes does by CRC-32."""
    return int((murmur2(key) & 0x7FFFFFFF) % partitions)


def check_keys(settings: KafkaSettings, topic: str, found: TopicId) -> None:
    """Raise MisplacedKeysError where partitions were added to the topic after it was written to.

    Looked at once in a process for as long as the topic is the same one.
    """
    known = (settings.identity, topic, found)
    with _lock:
        if known in _placed:
            return
    key = misplaced_key(settings, topic, found.partitions)
    if key is not None:
        raise MisplacedKeysError(
            f"{topic} has got more partitions ({found.partitions}) after it was written to: key {key!r} would now go "
            "to another one, and its old value would stay for ever. Stop what writes to it, then run `wirewatch topics "
            f"mend {topic}`"
        )
    with _lock:
        _placed.add(known)


def misplaced_key(settings: KafkaSettings, topic: str, partitions: int) -> bytes | None:
    """One of the topic's keys that is not where it would be written now; None where there is none."""
    if partitions == 1:
        return None
    consumer = new_consumer(settings)
    try:
        return _find(consumer, [TopicPartition(topic, number) for number in range(partitions)])
    finally:
        consumer.close()


def _find(consumer: KafkaConsumer, parts: list[TopicPartition]) -> bytes | None:
    consumer.assign(parts)
    consumer.seek_to_beginning(*parts)
    ends, seen = consumer.end_offsets(parts), dict.fromkeys(parts, 0)
    left = {part for part in parts if consumer.position(part) < ends[part]}
    consumer.pause(*(set(parts) - left))
    give_up = time.monotonic() + _STALL_SECONDS
    while left:
        for part, records in poll(consumer, 200).items():
            for record in records:
                if record.key is not None and partition_of(record.key, len(parts)) != part.partition:
                    return bytes(record.key)
            seen[part] += len(records)
        done = {part for part in left if seen[part] >= _LOOKED_AT or consumer.position(part) >= ends[part]}
        if done:
            consumer.pause(*done)
            left -= done
        if time.monotonic() > give_up:
            raise ReadStalledError(f"{parts[0].topic}: nothing came from its brokers for {_STALL_SECONDS:.0f} s")
    return None
