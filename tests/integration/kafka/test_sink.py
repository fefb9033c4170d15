import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta

import apache_beam as beam
import pytest
from apache_beam.testing.util import assert_that, equal_to
from kafka_helpers import NewTopic, after, consume

from connectors.kafka.errors import DeliveryError, TopicMissingError
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.sink import WriteToKafka
from connectors.kafka.writer import RecordWriter
from connectors.records import OutRecord
from deploy.kafka import LocalBroker

pytestmark = pytest.mark.integration


def out(number: int, size: int = 100) -> OutRecord:
    return OutRecord(key=b"%06d" % number, value=b"x" * size)


before_writing: list[Callable[[], None]] = []


def interrupted(number: int) -> OutRecord:
    """A record, after what a test has set to happen when a writer is there and has nothing yet."""
    for call in before_writing:
        call()
    return out(number)


def test_record_arrives_with_key_headers_and_append_time(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic()
    record = OutRecord(key=b"id", value=b"\x00\xff", headers={"step": b"decode", "reason": b"no_date"})
    with beam.Pipeline(runner="FnApiRunner") as pipeline:
        refused = pipeline | beam.Create([record]) | WriteToKafka(settings, topic)
        assert_that(refused, equal_to([]))
    (found,) = consume(settings, topic)
    assert (found.key, found.value) == (b"id", b"\x00\xff")
    assert found.headers == [("step", b"decode"), ("reason", b"no_date")]
    assert found.timestamp_type == 1
    assert abs(found.timestamp / 1000 - datetime.now(UTC).timestamp()) < timedelta(minutes=1).total_seconds()


def test_tombstone_is_written_as_null(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(**{"cleanup.policy": "compact"})
    records = [OutRecord(key=b"a", value=b""), OutRecord(key=b"a", value=None)]
    with beam.Pipeline(runner="FnApiRunner") as pipeline:
        pipeline | beam.Create(records) | WriteToKafka(settings, topic)
    assert [(r.key, r.value) for r in consume(settings, topic)] == [(b"a", b""), (b"a", None)]


def test_one_key_keeps_its_partition_and_order(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=4)
    writer = RecordWriter(settings, topic)
    for number in range(2_000):
        writer.write(OutRecord(key=b"%d" % (number % 7), value=b"%d" % number))
    writer.flush()
    writer.close()
    found = consume(settings, topic)
    assert len(found) == 2_000
    for key in range(7):
        of_key = [r for r in found if r.key == b"%d" % key]
        assert len({r.partition for r in of_key}) == 1
        assert [int(r.value) for r in of_key] == list(range(key, 2_000, 7))


def test_too_large_record_is_refused_and_the_rest_arrives(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(**{"max.message.bytes": "50000"})
    records = [out(n) for n in range(300)] + [out(300, size=50_001)] + [out(n, size=40_000) for n in range(301, 310)]
    with beam.Pipeline(runner="FnApiRunner") as pipeline:
        refused = pipeline | beam.Create(records) | WriteToKafka(settings, topic)
        told = refused | beam.Map(lambda r: (r.topic, r.record.key, r.reason, "max.message.bytes" in r.message))
        assert_that(told, equal_to([(topic, b"000300", "too_large", True)]))
    assert sorted(r.key for r in consume(settings, topic)) == [b"%06d" % n for n in range(310) if n != 300]


@pytest.mark.parametrize("takes", [50_000, 200_000])
def test_refusal_names_the_setting_that_decided(settings: KafkaSettings, new_topic: NewTopic, takes: int) -> None:
    topic = new_topic(**{"max.message.bytes": str(takes)})
    narrow = KafkaSettings(servers=settings.servers, options={"max_request_size": "100000"})
    with closing(RecordWriter(narrow, topic)) as writer:
        refused = writer.write(out(1, size=150_000))
    decided = "takes 50000 (max.message.bytes)" if takes == 50_000 else "sends 100000 (max_request_size)"
    assert refused is not None
    assert refused.message.startswith("150")
    assert refused.message.endswith(decided)


def test_record_of_exactly_the_limit_arrives(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(**{"max.message.bytes": "50000"})
    plain = KafkaSettings(servers=settings.servers, options={"compression_type": "gzip"})
    writer = RecordWriter(plain, topic)
    sizes = [size for size in range(49_800, 50_010) if writer.write(out(size, size=size)) is None]
    writer.flush()
    writer.close()
    assert 49_850 < max(sizes) < 50_000
    assert sorted(len(r.value) for r in consume(settings, topic)) == sizes


def test_900_kb_records_arrive(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic()
    with beam.Pipeline(runner="FnApiRunner") as pipeline:
        pipeline | beam.Create(range(8)) | beam.Map(out, size=900_000) | WriteToKafka(settings, topic)
    assert sorted((r.key, len(r.value)) for r in consume(settings, topic)) == [(b"%06d" % n, 900_000) for n in range(8)]


def test_missing_topic_fails_at_once_by_name(settings: KafkaSettings) -> None:
    began = time.monotonic()
    with (
        pytest.raises(TopicMissingError, match=r"no topic nowhere on .*wirewatch topics create"),
        beam.Pipeline(runner="FnApiRunner") as pipeline,
    ):
        pipeline | beam.Create([out(1)]) | WriteToKafka(settings, "nowhere")
    assert time.monotonic() - began < 15


def test_broker_killed_in_mid_write_loses_nothing(
    broker: LocalBroker, settings: KafkaSettings, new_topic: NewTopic
) -> None:
    topic = new_topic(partitions=2)
    writer = RecordWriter(settings, topic)
    restart = None
    for number in range(6_000):
        writer.write(out(number, size=1_000))
        if number == 3_000:
            broker.kill()
            restart = after(0.5, broker.start)
    writer.flush()
    writer.close()
    assert restart is not None
    restart.join()
    keys = [r.key for r in consume(settings, topic)]
    assert len(keys) == 6_000, "each once: the producer is idempotent"
    assert set(keys) == {b"%06d" % n for n in range(6_000)}


def test_bundle_fails_when_the_broker_stays_away(
    broker: LocalBroker, settings: KafkaSettings, new_topic: NewTopic
) -> None:
    topic = new_topic()
    hasty = KafkaSettings(
        servers=settings.servers, options={"delivery_timeout_ms": "2000", "request_timeout_ms": "1000"}
    )

    before_writing[:] = [broker.kill]
    try:
        with (
            pytest.raises(DeliveryError, match=f"did not take key b'000002' for {topic}"),
            beam.Pipeline(runner="FnApiRunner") as pipeline,
        ):
            pipeline | beam.Create([2]) | beam.Map(interrupted) | WriteToKafka(hasty, topic)
    finally:
        broker.start()
