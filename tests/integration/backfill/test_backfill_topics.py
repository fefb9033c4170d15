"""``wirewatch aggregate --servers`` makes days anew from the topic, and refuses one that lost its beginning."""

import dataclasses
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from kafka import KafkaAdminClient, KafkaProducer
from kafka.structs import TopicPartition

from connectors.kafka.days import KafkaDaySink
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topics import TOPICS, Topics, create_topics
from connectors.parquet import ParquetSink
from pipelines.cli.aggregate import command
from schemas import CodedReport, encode

pytestmark = pytest.mark.integration
DAYS = [date(2022, 1, 20) + timedelta(days=n) for n in range(4)]
CODED: CodedReport = msgspec.json.decode(
    (files("schemas") / "coded_report" / "v1.sample.json").read_bytes(), type=CodedReport
)


def coded(day: date) -> CodedReport:
    """A report of ``day`` that tells an event of that day."""
    published = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    telling = replace(CODED.tellings[0], event_id=f"e-{day}", event_date=day, modality="asserted")
    return replace(
        CODED,
        report_id=f"r-{day}",
        published_at=published,
        published_day=day,
        fetched_at=published,
        tellings=(telling,),
    )


@pytest.fixture(params=["compact"])
def topics(settings: KafkaSettings, request: pytest.FixtureRequest) -> Iterator[Topics]:
    """Topics of one partition, cleaned as the parameter says, with a coded report of each day."""
    made = Topics(f"{uuid.uuid4().hex[:8]}.")
    changes = {"partitions": 1, "cleanup": request.param}
    specs = [dataclasses.replace(spec, name=made.prefix + spec.name, **changes) for spec in TOPICS]
    names = create_topics(settings, specs, replication=1)
    with KafkaProducer(bootstrap_servers=settings.servers) as producer:
        for day in DAYS:
            report = coded(day)
            producer.send(made.coded, encode(report), key=report.report_id.encode()).get(30)
    yield made
    with KafkaAdminClient(bootstrap_servers=settings.servers) as admin:
        admin.delete_topics(names)


def aggregate(settings: KafkaSettings, topics: Topics, *argv: str) -> Result:
    return CliRunner().invoke(
        command, ["--servers", settings.servers, "--topic_prefix", topics.prefix, *argv], catch_exceptions=False
    )


def held_days(settings: KafkaSettings, topics: Topics) -> set[date]:
    return KafkaDaySink(settings, daily=topics.daily, events=topics.events).held_days()


def test_backfill_fills_those_days_in_topics_and_sinks(settings: KafkaSettings, topics: Topics, tmp_path: Path) -> None:
    done = aggregate(settings, topics, "--backfill", f"{DAYS[1]}..{DAYS[2]}", "--sink", f"parquet:{tmp_path}")
    assert done.exit_code == 0, done.output
    assert held_days(settings, topics) == set(DAYS[1:3])
    assert ParquetSink(tmp_path).held_days() == set(DAYS[1:3])
    assert aggregate(settings, topics, "--sink", f"parquet:{tmp_path}").exit_code == 0
    assert held_days(settings, topics) == ParquetSink(tmp_path).held_days() == set(DAYS)


@pytest.mark.parametrize("topics", ["delete"], indirect=True)
def test_topic_that_lost_its_beginning_covers_nothing(settings: KafkaSettings, topics: Topics) -> None:
    with KafkaAdminClient(bootstrap_servers=settings.servers) as admin:
        admin.delete_records({TopicPartition(topics.coded, 0): 1})
    done = aggregate(settings, topics, "--backfill", f"{DAYS[3]}")
    assert done.exit_code == 1
    assert f"{topics.coded}[0] begins at offset 1" in done.output
    assert held_days(settings, topics) == set()
