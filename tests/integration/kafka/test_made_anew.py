"""A topic that is deleted, made anew and filled beyond where the old one was read is another topic to every reader."""

import time
import uuid
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace

import apache_beam as beam
import pytest
from kafka import KafkaAdminClient
from kafka.structs import OffsetAndMetadata, TopicPartition
from kafka_helpers import NewTopic, numbered, produce
from removing import remove_topics

from connectors.kafka import consume
from connectors.kafka.clients import new_consumer
from connectors.kafka.commits import commit_drained
from connectors.kafka.consume import RecordConsumer
from connectors.kafka.errors import OffsetsGoneError, TopicMissingError, TopicReplacedError
from connectors.kafka.feed import TopicFeed
from connectors.kafka.follow import TopicFollower
from connectors.kafka.plan import plan_read
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.sink import WriteToKafka
from connectors.kafka.topics import look_up
from connectors.kafka.writer import RecordWriter
from connectors.records import OutRecord
from schemas import Event

pytestmark = pytest.mark.integration


@pytest.fixture
def attentive(settings: KafkaSettings) -> KafkaSettings:
    """Clients that look after their topics twice a second."""
    return replace(settings, options={"metadata_max_age_ms": "500"})


def make_anew(settings: KafkaSettings, topic: str, values: Iterable[bytes | None] = ()) -> None:
    """The topic of that name, another one, with twenty records."""
    remove_topics(settings.servers, [topic])
    with KafkaAdminClient(bootstrap_servers=settings.servers) as admin:
        admin.create_topics({topic: {"num_partitions": 1, "replication_factor": 1}}, wait_for_metadata=True)
    produce(settings, topic, values or numbered(20))


def until_replaced(use: Callable[[], object]) -> None:
    """Use it until it says that the topic was made anew; in the moments after that it may only say what is gone."""
    give_up = time.monotonic() + 20
    while True:
        try:
            use()
        except TopicReplacedError:
            return
        assert time.monotonic() < give_up
        time.sleep(0.1)


def test_whoever_reads_on_is_told(attentive: KafkaSettings, new_topic: NewTopic) -> None:
    topic, group = new_topic(), f"group-{uuid.uuid4().hex}"
    produce(attentive, topic, numbered(5))
    plan = plan_read(attentive, topic, start="earliest", drain=True)
    with (
        closing(TopicFeed(attentive, topic, start="earliest", group=group)) as feed,
        closing(TopicFollower(attentive, topic, "earliest")) as follower,
        closing(RecordWriter(attentive, topic, compacted=True)) as writer,
    ):
        assert len(list(feed.read_up())) == 5
        while not follower.read_up:
            follower.poll()
        writer.write(OutRecord(key=b"k", value=b"sixth"))
        writer.flush()
        writer.check_topic()
        make_anew(attentive, topic)
        until_replaced(lambda: feed.poll(0.1))
        with pytest.raises(TopicReplacedError):
            feed.caught_up()
        with pytest.raises(TopicReplacedError):
            feed.commit()
        until_replaced(follower.poll)
        with pytest.raises(TopicReplacedError, match=f"{topic} was made anew"):
            writer.check_topic()
    with pytest.raises(TopicReplacedError):
        commit_drained(attentive, group, plan)
    assert plan_read(attentive, topic, start="committed", drain=True, group=group).records == 20


def test_a_job_writes_to_no_other_topic_than_it_was_made_for(attentive: KafkaSettings, new_topic: NewTopic) -> None:
    """As streams on Flink write: by the ids of their topics when they were submitted."""
    topic = new_topic()
    made_for, _ = look_up(attentive, topic)

    def write() -> None:
        pipeline = beam.Pipeline(runner="FnApiRunner")
        records = pipeline | "Name records" >> beam.Create([OutRecord(key=b"k", value=b"first")])
        _ = records | "Write records" >> WriteToKafka(attentive, topic, of=made_for)
        pipeline.run().wait_until_finish()

    write()
    make_anew(attentive, topic)
    with pytest.raises(Exception, match=f"{topic} was made anew"):
        write()
    with closing(TopicFeed(attentive, topic, start="earliest")) as feed:
        assert len(list(feed.read_up())) == 20, "nothing was added"


def test_consumer_that_is_left_commits_no_offset_of_the_old_one(
    attentive: KafkaSettings, new_topic: NewTopic, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic, group = new_topic(), f"group-{uuid.uuid4().hex}"
    produce(attentive, topic, [None] * 5)
    monkeypatch.setattr(consume, "_COMMIT_SECONDS", 60.0)

    def read_on() -> None:
        with RecordConsumer(attentive, topic, Event, group=group) as changes:
            for change in changes:
                if change.offset == 4:
                    make_anew(attentive, topic, [None] * 20)

    with pytest.raises(TopicReplacedError):
        read_on()
    assert plan_read(attentive, topic, start="committed", drain=True, group=group).records == 20


def test_committed_offset_is_of_the_topic_it_was_committed_for(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic, group = new_topic(), f"group-{uuid.uuid4().hex}"
    produce(settings, topic, numbered(5))
    plan = plan_read(settings, topic, start="committed", drain=True, group=group)
    commit_drained(settings, group, plan)
    with closing(new_consumer(settings, group)) as consumer:
        part = TopicPartition(topic, 0)
        assert consumer.committed(part, metadata=True) == OffsetAndMetadata(5, plan.topic_id, -1)
        # A broker forgets a group's offsets with the topic; what copies offsets between clusters does not.
        consumer.commit({part: OffsetAndMetadata(3, str(uuid.uuid4()), -1)})
    with pytest.raises(OffsetsGoneError, match="made anew since group"):
        plan_read(settings, topic, start="committed", drain=True, group=group)
    with pytest.raises(TopicReplacedError), RecordConsumer(settings, topic, Event, group=group):
        pass
    commit_drained(settings, group, plan_read(settings, topic, start="earliest", drain=True))
    assert plan_read(settings, topic, start="committed", drain=True, group=group).records == 0


def test_whoever_reads_what_was_removed_is_told(attentive: KafkaSettings, new_topic: NewTopic) -> None:
    topic, gone = new_topic(), new_topic()
    produce(attentive, topic, numbered(5))
    with (
        closing(TopicFeed(attentive, topic, start="earliest")) as feed,
        closing(TopicFollower(attentive, topic, "earliest")) as follower,
        closing(TopicFeed(attentive, gone, start="earliest")) as feed_of_gone,
        closing(TopicFollower(attentive, gone, "earliest")) as follower_of_gone,
    ):
        with KafkaAdminClient(bootstrap_servers=attentive.servers) as admin:
            admin.delete_records({TopicPartition(topic, 0): 3})
            admin.delete_topics([gone])
        polls: dict[Callable[[], object], type[Exception]] = {
            lambda: feed.poll(0.2): OffsetsGoneError,
            follower.poll: OffsetsGoneError,
            lambda: feed_of_gone.poll(0.2): TopicMissingError,
            follower_of_gone.poll: TopicMissingError,
        }
        for poll, error in polls.items():
            with pytest.raises(error):
                until_replaced(poll)
