import uuid

import pytest
from kafka.structs import TopicPartition
from kafka_helpers import NewTopic, numbered, produce

from connectors.kafka.clients import new_consumer
from connectors.kafka.commits import commit_drained, committer_for
from connectors.kafka.errors import TopicReplacedError
from connectors.kafka.plan import PartitionRange, ReadPlan, plan_read
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topic_ids import TopicId

pytestmark = pytest.mark.integration


def committed(settings: KafkaSettings, group: str, topic: str, partition: int = 0) -> int | None:
    consumer = new_consumer(settings, group)
    try:
        offset = consumer.committed(TopicPartition(topic, partition))
        return None if offset is None else int(offset)
    finally:
        consumer.close()


def drained_to(topic: str, end: int) -> ReadPlan:
    return ReadPlan(topic=topic, ranges=(PartitionRange(partition=0, begin=0, end=end),))


def test_commit_is_the_next_offset_and_never_goes_back(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic(partitions=2)
    group = f"{topic}-group"
    produce(settings, topic, numbered(10))
    commit_drained(settings, group, plan_read(settings, topic, start="earliest", drain=True))
    assert committed(settings, group, topic) == 10
    assert committed(settings, group, topic, 1) == 0, "an empty partition is committed too"
    commit_drained(settings, group, drained_to(topic, 4))
    assert committed(settings, group, topic) == 10


def test_endless_plan_cannot_be_committed(settings: KafkaSettings, new_topic: NewTopic) -> None:
    topic = new_topic()
    with pytest.raises(ValueError, match="only a drain"):
        commit_drained(settings, "group", plan_read(settings, topic, start="earliest", drain=False))


def test_waves_reach_the_broker(settings: KafkaSettings, new_topic: NewTopic, monkeypatch: pytest.MonkeyPatch) -> None:
    topic = new_topic()
    group = f"{topic}-group"
    produce(settings, topic, numbered(10))
    of = plan_read(settings, topic, start="earliest", drain=False).of
    committer = committer_for(settings, group, of)
    assert committer is committer_for(settings, group, of)
    now = 100.0
    monkeypatch.setattr(committer, "_clock", lambda: now)
    part = TopicPartition(topic, 0)
    committer.finalised(part, 3)
    assert committed(settings, group, topic) is None
    now = 105.0
    committer.finalised(part, 7)
    assert committed(settings, group, topic) == 3


def test_waves_of_a_topic_that_was_made_anew_commit_nothing(
    settings: KafkaSettings, new_topic: NewTopic, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = new_topic()
    group = f"{topic}-group"
    produce(settings, topic, numbered(10))
    committer = committer_for(settings, group, TopicId(id=str(uuid.uuid4()), partitions=1))
    now = 100.0
    monkeypatch.setattr(committer, "_clock", lambda: now)
    part = TopicPartition(topic, 0)
    committer.finalised(part, 3)
    now = 105.0
    with pytest.raises(TopicReplacedError):
        committer.finalised(part, 7)
    assert committed(settings, group, topic) is None
