"""Write to and read from a topic in tests, past the connectors where they are what is tested."""

import threading
from collections.abc import Callable, Iterable, Iterator

import apache_beam as beam
from kafka import KafkaConsumer, KafkaProducer
from kafka.consumer.fetcher import ConsumerRecord
from kafka.structs import TopicPartition

from connectors.kafka.plan import ReadPlan
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.source import ReadFromKafka
from connectors.records import RawRecord

NewTopic = Callable[..., str]
"""The fixture ``new_topic``."""

_collected: list[RawRecord] = []
_each: list[Callable[[RawRecord], None]] = []


def produce(
    settings: KafkaSettings, topic: str, values: Iterable[bytes | None], partition: int = 0, key: bytes | None = b"k"
) -> None:
    """Append the values to one partition."""
    with KafkaProducer(bootstrap_servers=settings.servers, linger_ms=5, max_request_size=4 << 20) as producer:
        futures = [producer.send(topic, value, key=key, partition=partition) for value in values]
        for future in futures:
            future.get(30)


def consume(settings: KafkaSettings, topic: str) -> list[ConsumerRecord]:
    """All records of the topic, committed or not transactional, in order of partition and offset."""
    consumer = KafkaConsumer(
        bootstrap_servers=settings.servers, enable_auto_commit=False, isolation_level="read_committed"
    )
    parts = [TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic))]
    consumer.assign(parts)
    consumer.seek_to_beginning(*parts)
    ends = consumer.end_offsets(parts)
    found: list[ConsumerRecord] = []
    while any(consumer.position(part) < ends[part] for part in parts):
        for records in consumer.poll(timeout_ms=200).values():
            found += records
    consumer.close()
    return sorted(found, key=lambda record: (record.partition, record.offset))


def _collect(record: RawRecord) -> None:
    for call in _each:
        call(record)
    _collected.append(record)


def read_all(
    settings: KafkaSettings, plan: ReadPlan, each: Callable[[RawRecord], None] | None = None
) -> list[RawRecord]:
    """What a pipeline gets that reads the plan; ``each`` is called with every record as it passes."""
    _collected.clear()
    _each[:] = [] if each is None else [each]
    with beam.Pipeline(runner="FnApiRunner") as pipeline:
        pipeline | ReadFromKafka(settings, plan) | beam.Map(_collect)
    return sorted(_collected, key=lambda record: (record.partition, record.offset))


def after(seconds: float, call: Callable[[], None]) -> threading.Timer:
    """Call once, later, in a thread; join the timer to be sure that it is over."""
    timer = threading.Timer(seconds, call)
    timer.start()
    return timer


def numbered(count: int, size: int = 20) -> Iterator[bytes]:
    """Values that begin with their number."""
    return (b"%08d" % number + b"." * (size - 8) for number in range(count))
