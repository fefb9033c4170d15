import time
from datetime import UTC, datetime, timedelta

import apache_beam as beam
import pytest
from apache_beam.testing.util import assert_that, equal_to
from apache_beam.transforms.window import FixedWindows
from kafka import KafkaAdminClient, KafkaProducer, codec
from kafka.structs import TopicPartition
from kafka_helpers import NewTopic, after, numbered, produce, read_all

from connectors.kafka import source
from connectors.kafka.commits import commit_drained
from connectors.kafka.errors import (
    CodecMissingError,
    CreateTimeError,
    NewPartitionsError,
    OffsetsGoneError,
    ReadStalledError,
    TopicMissingError,
)
from connectors.kafka.plan import plan_read
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.source import ReadFromKafka
from connectors.kafka.table import read_log
from connectors.records import RawRecord
from deploy.kafka import LocalBroker
from pipelines.deployments.up.attempts import RETRIED

pytestmark = pytest.mark.integration


def test_drain_reads_every_partition_once_and_stops(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=3)
    produce(settings, topic, numbered(500), partition=0)
    produce(settings, topic, numbered(30), partition=2)
    plan = plan_read(settings, topic, start="earliest", drain=True)
    assert plan.ends == {0: 500, 1: 0, 2: 30}
    produce(settings, topic, [b"came after the plan"])

    records = read_all(settings, plan)

    assert [(r.partition, r.offset) for r in records] == [(0, n) for n in range(500)] + [(2, n) for n in range(30)]
    assert [r.value for r in records if r.partition == 0] == list(numbered(500))


def test_record_keeps_key_headers_and_append_time(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic()
    before = datetime.now(UTC) - timedelta(seconds=1)
    with KafkaProducer(bootstrap_servers=settings.servers) as producer:
        headers = [("step", b"decode"), ("empty", b""), ("origin", b"\xff\x00")]
        old = int(datetime(2022, 2, 24, tzinfo=UTC).timestamp() * 1000)
        producer.send(topic, b"v", key=b"\x00key", headers=headers, timestamp_ms=old).get(10)
        producer.send(topic, b"no key").get(10)

    first, second = read_all(settings, plan_read(settings, topic, start="earliest", drain=True))

    assert (first.key, first.headers) == (b"\x00key", {"step": b"decode", "empty": b"", "origin": b"\xff\x00"})
    assert first.timestamp is not None
    assert before < first.timestamp < datetime.now(UTC) + timedelta(seconds=1), "append time, not the sender's 2022"
    assert (second.key, second.headers, second.problem) == (None, {}, None)


def test_tombstone_is_told_from_an_empty_value(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(**{"cleanup.policy": "compact"})
    produce(settings, topic, [b"", None])
    empty, tombstone = read_all(settings, plan_read(settings, topic, start="earliest", drain=True))
    assert (empty.value, empty.problem) == (b"", None)
    assert tombstone.value == b""
    assert tombstone.problem is not None
    assert tombstone.problem[0] == "no_value"


def test_codec_that_cannot_be_read_is_named_with_what_to_install(
    settings: KafkaSettings, new_topic: NewTopic, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = new_topic(**{"compression.type": "snappy"})  # the broker compresses, whatever comes
    produce(settings, topic, numbered(3))
    monkeypatch.setattr(codec, "snappy", None)
    plan = plan_read(settings, topic, start="earliest", drain=True)
    began = time.monotonic()
    for read in (lambda: read_all(settings, plan), lambda: list(read_log(settings, topic))):
        with pytest.raises(CodecMissingError, match=f"{topic}: .*snappy.*pip install python-snappy"):
            read()
    assert time.monotonic() - began < 20
    assert not issubclass(CodecMissingError, RETRIED)


def test_large_records_pass(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic()
    values = [bytes([n]) * 900_000 for n in range(12)]
    produce(settings, topic, values)
    assert [r.value for r in read_all(settings, plan_read(settings, topic, start="earliest", drain=True))] == values


def test_drain_passes_transaction_markers_and_aborted_records(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic()
    producer = KafkaProducer(bootstrap_servers=settings.servers, transactional_id=topic)
    producer.init_transactions()
    for value, commit in ((b"a", True), (b"lost", False), (b"b", True), (b"lost too", False)):
        producer.begin_transaction()
        producer.send(topic, value, partition=0)
        producer.flush()
        (producer.commit_transaction if commit else producer.abort_transaction)()
    producer.begin_transaction()
    producer.send(topic, b"still open", partition=0)
    producer.flush()

    plan = plan_read(settings, topic, start="earliest", drain=True)
    records = read_all(settings, plan)

    assert plan.ends == {0: 8}, "markers count, the open transaction does not"
    assert [r.value for r in records] == [b"a", b"b"]
    producer.commit_transaction()
    producer.close()
    later = plan_read(settings, topic, start="earliest", drain=True)
    assert [r.value for r in read_all(settings, later)] == [b"a", b"b", b"still open"]


def test_resume_goes_on_after_the_committed_drain(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=2)
    group = f"{topic}-group"
    produce(settings, topic, [b"1", b"2"], partition=0)

    def drain() -> list[bytes]:
        plan = plan_read(settings, topic, start="committed", drain=True, group=group)
        values = [r.value for r in read_all(settings, plan)]
        commit_drained(settings, group, plan)
        return values

    assert drain() == [b"1", b"2"]
    assert drain() == []
    produce(settings, topic, [b"3"], partition=0)
    produce(settings, topic, [b"4"], partition=1)
    assert drain() == [b"3", b"4"]


def test_failed_pipeline_leaves_the_offsets(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic()
    group = f"{topic}-group"
    produce(settings, topic, [b"1", b"2"])

    def fail(record: RawRecord) -> None:
        if record.value == b"2":
            raise RuntimeError("a step fails")

    plan = plan_read(settings, topic, start="committed", drain=True, group=group)
    with pytest.raises(RuntimeError, match="a step fails"):
        read_all(settings, plan, each=fail)
    again = plan_read(settings, topic, start="committed", drain=True, group=group)
    assert [r.value for r in read_all(settings, again)] == [b"1", b"2"]


def test_starts_at_latest_and_at_a_time(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic()
    produce(settings, topic, [b"old"])
    time.sleep(0.05)
    moment = datetime.now(UTC)
    time.sleep(0.05)
    produce(settings, topic, [b"new"])

    def read(start: datetime | str) -> list[bytes]:
        plan = plan_read(settings, topic, start=start, drain=True)  # type: ignore[arg-type]
        return [r.value for r in read_all(settings, plan)]

    assert read("earliest") == [b"old", b"new"]
    assert read(moment) == [b"new"]
    assert read("latest") == []
    assert read(datetime.now(UTC) + timedelta(days=1)) == []


def test_drain_ends_windows_with_the_watermark(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=2)
    produce(settings, topic, [b"a", b"b", b"a"], partition=0)
    produce(settings, topic, [b"a"], partition=1)
    plan = plan_read(settings, topic, start="earliest", drain=True)
    with beam.Pipeline(runner="FnApiRunner") as pipeline:
        counts = (
            pipeline
            | ReadFromKafka(settings, plan)
            | beam.Map(lambda record: record.value)
            | beam.WindowInto(FixedWindows(86_400 * 365 * 100))
            | beam.combiners.Count.PerElement()
        )
        assert_that(counts, equal_to([(b"a", 3), (b"b", 1)]))


def test_missing_topic_is_named(settings: KafkaSettings) -> None:
    with pytest.raises(TopicMissingError, match=r"no topic nowhere on .*wirewatch topics create"):
        plan_read(settings, "nowhere", start="earliest", drain=True)


def test_offsets_that_retention_took_stop_the_read(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic()
    group = f"{topic}-group"
    produce(settings, topic, [b"1"])
    commit_drained(settings, group, plan_read(settings, topic, start="earliest", drain=True))
    produce(settings, topic, numbered(9))
    stale = plan_read(settings, topic, start="earliest", drain=True)
    with KafkaAdminClient(bootstrap_servers=settings.servers) as admin:
        admin.delete_records({TopicPartition(topic, 0): 5})

    with pytest.raises(OffsetsGoneError, match=r"stands at offset 1 and the topic holds 5 to 10.*retention\.ms"):
        plan_read(settings, topic, start="committed", drain=True, group=group)
    with pytest.raises(OffsetsGoneError, match=r"offset 0 is not in the log, which holds 5 to 10.*retention\.ms"):
        read_all(settings, stale)


def test_endless_read_ends_with_new_partitions(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic()
    produce(settings, topic, [b"1"])
    quick = KafkaSettings(servers=settings.servers, options={"metadata_max_age_ms": "500"})
    plan = plan_read(quick, topic, start="earliest", drain=False)

    def add_partition() -> None:
        with KafkaAdminClient(bootstrap_servers=settings.servers) as admin:
            admin.create_partitions({topic: 2})

    timer = after(1, add_partition)
    with pytest.raises(NewPartitionsError, match="has 2 partitions and this job knows of 1: start the job again"):
        read_all(quick, plan)
    timer.join()


def test_endless_read_refuses_senders_times(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(**{"message.timestamp.type": "CreateTime"})
    produce(settings, topic, [b"1"])
    with pytest.raises(CreateTimeError, match=r"set message\.timestamp\.type=LogAppendTime"):
        read_all(settings, plan_read(settings, topic, start="earliest", drain=False))
    drained = read_all(settings, plan_read(settings, topic, start="earliest", drain=True))
    assert [r.value for r in drained] == [b"1"], "a drain needs no watermark"


def test_broker_killed_in_mid_drain_loses_and_doubles_nothing(
    broker: LocalBroker, settings: KafkaSettings, new_topic: NewTopic
) -> None:
    topic = new_topic(partitions=2)
    produce(settings, topic, numbered(2_000, size=1_000), partition=0)
    produce(settings, topic, numbered(2_000, size=1_000), partition=1)
    killed = []

    def kill_once(record: RawRecord) -> None:
        if not killed and record.offset == 700:
            killed.append(record.where)
            broker.kill()
            killed.append(after(1, broker.start))

    small = KafkaSettings(servers=settings.servers, options={"max_partition_fetch_bytes": "65536"})
    records = read_all(small, plan_read(small, topic, start="earliest", drain=True), each=kill_once)
    killed[1].join()
    assert [(r.partition, r.offset) for r in records] == [(p, n) for p in (0, 1) for n in range(2_000)]


def test_drain_gives_up_on_a_broker_that_stays_away(
    broker: LocalBroker, settings: KafkaSettings, new_topic: NewTopic, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = new_topic()
    produce(settings, topic, numbered(2_000, size=1_000))
    monkeypatch.setattr(source, "STALL_SECONDS", 2.0)
    small = KafkaSettings(servers=settings.servers, options={"max_partition_fetch_bytes": "65536"})
    plan = plan_read(small, topic, start="earliest", drain=True)
    try:
        with pytest.raises(ReadStalledError, match="before the end: see that the broker is up"):
            read_all(small, plan, each=lambda record: broker.kill() if record.offset == 500 else None)
    finally:
        broker.start()
