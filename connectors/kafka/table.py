"""A topic as a table: the last value of each key, up to the end that the topic has now."""

import time
from collections.abc import Iterator
from typing import Final

from kafka.structs import TopicPartition

from connectors.kafka.clients import new_consumer
from connectors.kafka.errors import ReadStalledError
from connectors.kafka.plan import plan_read
from connectors.kafka.settings import KafkaSettings

STALL_SECONDS: Final = 120.0
_POLL_MS: Final = 200


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
    """Key and value of every record from the earliest to the present end; records of one key in their order.

    Raises ReadStalledError when the broker gives nothing for STALL_SECONDS.
    """
    plan = plan_read(settings, topic, start="earliest", drain=True)
    ends = {TopicPartition(topic, part.partition): part.end or 0 for part in plan.ranges if part.begin != part.end}
    consumer = new_consumer(settings)
    try:
        consumer.assign(list(ends))
        for part in plan.ranges:
            if part.begin != part.end:
                consumer.seek(TopicPartition(topic, part.partition), part.begin)
        last_progress = time.monotonic()
        while ends:
            polled = consumer.poll(timeout_ms=_POLL_MS)
            for where, records in polled.items():
                for record in records:
                    if record.offset < ends.get(where, 0):
                        yield record.key or b"", record.value
            reached = [where for where, end in ends.items() if consumer.position(where) >= end]
            if polled or reached:
                last_progress = time.monotonic()
            elif time.monotonic() - last_progress > STALL_SECONDS:
                raise ReadStalledError(f"{topic}: nothing came from {settings.servers} for {STALL_SECONDS:.0f} s")
            for where in reached:
                del ends[where]
    finally:
        consumer.close()
