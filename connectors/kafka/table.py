"""A topic as a table or a list, up to the end that it has now, without a pipeline."""

import time
from collections.abc import Iterator
from typing import Final

from kafka.consumer.fetcher import ConsumerRecord
from kafka.structs import TopicPartition

from connectors.kafka.clients import new_consumer
from connectors.kafka.errors import ReadStalledError
from connectors.kafka.plan import ReadPlan, Start, plan_read
from connectors.kafka.polling import poll
from connectors.kafka.raw import raw_record, time_of
from connectors.kafka.settings import KafkaSettings
from connectors.records import RawRecord

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
    for record in _consume(settings, plan_read(settings, topic, start="earliest", drain=True)):
        yield record.key or b"", record.value


def read_records(settings: KafkaSettings, topic: str, start: Start = "earliest") -> Iterator[RawRecord]:
    """Every record from ``start`` to the present end with its origin, as ``read_log``; a missing value is empty."""
    yield from read_planned(settings, plan_read(settings, topic, start=start, drain=True))


def read_planned(settings: KafkaSettings, plan: ReadPlan) -> Iterator[RawRecord]:
    """Every record that ``plan``, which must have an end, covers, as ``read_records``."""
    for record in _consume(settings, plan):
        yield raw_record(record, time_of(record.timestamp))


def _consume(settings: KafkaSettings, plan: ReadPlan) -> Iterator[ConsumerRecord]:
    topic = plan.topic
    ends = {TopicPartition(topic, part.partition): part.end or 0 for part in plan.ranges if part.begin != part.end}
    consumer = new_consumer(settings)
    try:
        consumer.assign(list(ends))
        for part in plan.ranges:
            if part.begin != part.end:
                consumer.seek(TopicPartition(topic, part.partition), part.begin)
        last_progress = time.monotonic()
        while ends:
            polled = poll(consumer, _POLL_MS)
            for where, records in polled.items():
                for record in records:
                    if record.offset < ends.get(where, 0):
                        yield record
            reached = [where for where, end in ends.items() if consumer.position(where) >= end]
            if polled or reached:
                last_progress = time.monotonic()
            elif time.monotonic() - last_progress > STALL_SECONDS:
                raise ReadStalledError(f"{topic}: nothing came from {settings.servers} for {STALL_SECONDS:.0f} s")
            for where in reached:
                del ends[where]
    finally:
        consumer.close()
