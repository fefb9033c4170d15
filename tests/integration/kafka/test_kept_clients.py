"""A pipeline that runs many times keeps its connections, for as long as its topics are the same ones."""

from collections.abc import Iterator
from dataclasses import replace

import apache_beam as beam
import pytest
from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType
from kafka_helpers import NewTopic, consume, numbered, produce
from test_made_anew import make_anew

from connectors.kafka import kept_writers, log
from connectors.kafka.kept_writers import let_writers_go
from connectors.kafka.log import forget_topic
from connectors.kafka.plan import ReadPlan, plan_read
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.sink import WriteToKafka
from connectors.kafka.source import DrainFromKafka
from connectors.records import OutRecord, RawRecord
from pipelines.deployments.kept_pipeline import KeptPipeline
from pipelines.deployments.up.memory import Kept

pytestmark = pytest.mark.integration


class Copying(Kept):
    """Copies what a plan covers from one topic to another."""

    plan: ReadPlan

    def __init__(self, settings: KafkaSettings, source: str, target: str) -> None:
        self._settings, self._source, self._target = settings, source, target
        self._pipeline = KeptPipeline(self._steps)

    def _steps(self, pipeline: beam.Pipeline) -> None:
        _ = (
            pipeline
            | DrainFromKafka(self._settings, self.now)
            | beam.Map(_copied).with_output_types(OutRecord)
            | WriteToKafka(self._settings, self._target, keep=True)
        )

    def now(self) -> ReadPlan:
        return self.plan

    def run(self, begin: int) -> None:
        found = plan_read(self._settings, self._source, start="earliest", drain=True)
        (part,) = found.ranges
        self.plan = replace(found, ranges=(replace(part, begin=begin),))
        self._pipeline.run()

    def connections(self) -> set[object]:
        readers = [kept for (_, part), kept in log._logs.items() if part.topic == self._source]
        writers = [kept for (_, topic, _), kept in kept_writers._kept.items() if topic == self._target]
        return {*readers, *writers}


def _copied(raw: RawRecord) -> OutRecord:
    return OutRecord(key=raw.key, value=raw.value)


@pytest.fixture
def copying(settings: KafkaSettings, new_topic: NewTopic) -> Iterator[tuple[Copying, str, str]]:
    source, target = new_topic(), new_topic()
    yield Copying(settings, source, target), source, target
    forget_topic(settings, source)
    let_writers_go(settings, target)


def test_runs_share_their_connections(copying: tuple[Copying, str, str], settings: KafkaSettings) -> None:
    copies, source, target = copying
    produce(settings, source, numbered(3))
    copies.run(0)
    connections = copies.connections()
    produce(settings, source, numbered(2))
    copies.run(3)
    assert len(connections) == 2
    assert copies.connections() == connections
    assert [record.value for record in consume(settings, target)] == [
        record.value for record in consume(settings, source)
    ]


def test_topics_that_are_made_anew_get_new_connections(
    copying: tuple[Copying, str, str], settings: KafkaSettings
) -> None:
    copies, source, target = copying
    produce(settings, source, numbered(3))
    copies.run(0)
    connections = copies.connections()
    make_anew(settings, source)
    make_anew(settings, target)
    copies.run(0)
    assert len(copies.connections() - connections) == 2
    assert len(consume(settings, target)) == 40


def test_what_was_let_go_is_connected_anew(copying: tuple[Copying, str, str], settings: KafkaSettings) -> None:
    copies, source, target = copying
    produce(settings, source, numbered(3))
    copies.run(0)
    forget_topic(settings, source)
    let_writers_go(settings, target)
    assert not copies.connections()
    copies.run(0)
    assert len(consume(settings, target)) == 6


def test_a_limit_that_was_raised_between_runs_holds(settings: KafkaSettings, new_topic: NewTopic) -> None:
    source, target = new_topic(), new_topic(**{"max.message.bytes": "2000"})
    copies = Copying(settings, source, target)
    produce(settings, source, numbered(1, size=5000))
    copies.run(0)
    assert not consume(settings, target)
    with KafkaAdminClient(bootstrap_servers=settings.servers) as admin:
        admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, target, {"max.message.bytes": "90000"})])
    copies.run(0)
    assert len(consume(settings, target)) == 1
    forget_topic(settings, source)
    let_writers_go(settings, target)
