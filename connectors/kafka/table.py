"""A topic as a table: the last value of each key, up to the end that the topic has now."""

from collections.abc import Iterator

from kafka.structs import TopicPartition

from connectors.kafka.log import forget, log_of
from connectors.kafka.plan import plan_read
from connectors.kafka.settings import KafkaSettings


def read_table(settings: KafkaSettings, topic: str) -> dict[bytes, bytes]:
    """The last value of each key; keys whose last value is a tombstone are left out. Holds all of it in memory."""
    table: dict[bytes, bytes] = {}
    for key, value in read_log(settings, topic):
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value
    return table


def read_log(settings: KafkaSettings, topic: str) -> Iterator[tuple[bytes, bytes | None]]:
    """Key and value of every record from the earliest to the present end, partition by partition."""
    plan = plan_read(settings, topic, start="earliest", drain=True)
    for part in plan.ranges:
        where = TopicPartition(topic, part.partition)
        offset, end = part.begin, part.end or 0
        try:
            while offset < end:
                batch = log_of(settings, where).read(offset)
                for record in batch.records:
                    if record.offset < end:
                        yield record.key or b"", record.value
                offset = batch.next_offset
        finally:
            forget(settings, where)
