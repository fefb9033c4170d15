import json
import time
from pathlib import Path

import pytest
from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType
from kafka_helpers import NewTopic, consume, numbered, produce
from removing import remove_topics

from connectors.kafka.commits import commit_drained
from connectors.kafka.plan import PartitionRange, ReadPlan
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topics import TOPICS
from pipelines.cli import main

pytestmark = pytest.mark.integration


def wirewatch(*arguments: str) -> int:
    """Run the command line in this process; its exit code."""
    with pytest.raises(SystemExit) as done:
        main(list(arguments))
    assert isinstance(done.value.code, int)
    return done.value.code


def test_topics_are_made_checked_and_differences_named(
    settings: KafkaSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    servers = ("--servers", settings.servers)
    try:
        assert wirewatch("topics", "check", *servers) == 1
        told = capsys.readouterr().err.splitlines()
        assert told == [f"{spec.name}: topic is missing, must be there" for spec in TOPICS]

        assert wirewatch("topics", "create", *servers) == 0
        assert capsys.readouterr().out.splitlines() == [f"{spec.name}: made" for spec in TOPICS]
        assert wirewatch("topics", "check", *servers) == 0
        assert wirewatch("topics", "create", *servers) == 0
        assert "reports.raw: was there" in capsys.readouterr().out

        with KafkaAdminClient(bootstrap_servers=settings.servers) as admin:
            changed = {"message.timestamp.type": "CreateTime", "retention.ms": "1000"}
            admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, "reports.raw", changed)])
            admin.create_partitions({"alerts": 3})
        expected = [
            "reports.raw: message.timestamp.type is CreateTime, must be LogAppendTime",
            "reports.raw: retention.ms is 1000, must be 7776000000",
        ]
        give_up = time.monotonic() + 10  # a change takes a moment from the controller to the broker
        while wirewatch("topics", "check", *servers) == 0 and time.monotonic() < give_up:
            pass
        assert capsys.readouterr().err.splitlines() == expected
    finally:
        remove_topics(settings.servers, [spec.name for spec in TOPICS])


def test_push_sends_what_it_can_and_names_the_rest(
    settings: KafkaSettings, new_topic: NewTopic, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    topic = new_topic(partitions=3, **{"max.message.bytes": "2000"})
    lines = [
        json.dumps({"report_id": "r1", "url": "http://a.example/1", "text": "Envoys met in Arlen."}),
        json.dumps({"url": "http://a.example/2", "text": "Long. " * 500}),
        json.dumps({"url": "http://a.example/3", "text": "Rain fell."}),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    (tmp_path / "b.txt").write_text("date 2022-03-01\nTroops left Korvia.")

    code = wirewatch("push", str(tmp_path), "--topic", topic, "--servers", settings.servers)

    told = capsys.readouterr()
    assert code == 1
    assert told.out == f"3 records to {topic}, 1 failed\n"
    assert told.err.startswith(f"{tmp_path}/a.jsonl:2: too_large: ")
    assert told.err.count("\n") == 1
    found = {record.key: record.value for record in consume(settings, topic)}
    assert found.pop(b"r1") == lines[0].encode()
    assert found.pop(b"http://a.example/3") == lines[2].encode()
    assert list(found.values()) == [b"date 2022-03-01\nTroops left Korvia."]


def test_push_of_good_records_exits_0(
    settings: KafkaSettings, new_topic: NewTopic, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    topic = new_topic()
    file = tmp_path / "a.jsonl"
    file.write_text("".join(f'{{"url": "http://a.example/{n}"}}\n' for n in range(500)))
    assert wirewatch("push", str(file), "--topic", topic, "--json", "--servers", settings.servers) == 0
    assert json.loads(capsys.readouterr().out) == {"topic": topic, "sent": 500, "failed": 0}
    assert len(consume(settings, topic)) == 500


def test_lag_counts_records_and_time(
    settings: KafkaSettings, new_topic: NewTopic, capsys: pytest.CaptureFixture[str]
) -> None:
    topic = new_topic(partitions=3)
    group = f"{topic}-group"
    produce(settings, topic, numbered(10), partition=0)
    produce(settings, topic, numbered(4), partition=1)
    read = (PartitionRange(partition=0, begin=0, end=7), PartitionRange(partition=1, begin=0, end=4))
    commit_drained(settings, group, ReadPlan(topic=topic, ranges=read))

    assert wirewatch("lag", "--group", group, "--json", "--servers", settings.servers) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert [(r["partition"], r["committed"], r["end"], r["lag"]) for r in rows] == [
        (0, 7, 10, 3),
        (1, 4, 4, 0),
        (2, None, 0, 0),
    ]
    assert {(r["group"], r["topic"]) for r in rows} == {(group, topic)}
    assert 0 < rows[0]["behind_seconds"] < 60
    assert rows[1]["behind_seconds"] == 0

    assert wirewatch("lag", "--group", group, "--servers", settings.servers) == 0
    header, first, *_ = capsys.readouterr().out.splitlines()
    assert header.split() == ["group", "topic", "partition", "committed", "end", "lag", "behind"]
    assert first.split()[:6] == [group, topic, "0", "7", "10", "3"]


def test_lag_of_a_group_that_stands_at_the_start(
    settings: KafkaSettings, new_topic: NewTopic, capsys: pytest.CaptureFixture[str]
) -> None:
    topic = new_topic()
    produce(settings, topic, numbered(5))
    arguments = ("--group", "never-seen", "--topic", topic, "--json", "--servers", settings.servers)
    assert wirewatch("lag", *arguments) == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["committed"], row["end"], row["lag"]) == (None, 5, 5)


def test_lag_of_a_group_that_never_committed_names_those_that_have(
    settings: KafkaSettings, new_topic: NewTopic, capsys: pytest.CaptureFixture[str]
) -> None:
    topic = new_topic()
    group = f"{topic}-group"
    produce(settings, topic, numbered(2), partition=0)
    commit_drained(settings, group, ReadPlan(topic=topic, ranges=(PartitionRange(partition=0, begin=0, end=1),)))
    assert wirewatch("lag", "--group", "nope", "--group", group, "--json", "--servers", settings.servers) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["group"] == group, "what is known is shown all the same"
    assert f"no group nope has committed anything at {settings.servers}: there is " in told.err
    assert group in told.err
    assert told.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [("lag",), ("topics", "check"), ("topics", "create"), ("push", "-")], ids=lambda a: " ".join(a)
)
def test_absent_broker_is_one_line_and_exit_1(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    absent = ("--servers", "127.0.0.1:1", "--kafka_config", "bootstrap_timeout_ms=300")
    assert wirewatch(*arguments, *absent) == 1
    told = capsys.readouterr().err
    assert "127.0.0.1:1" in told
    assert told.count("\n") == 1


def test_broker_that_stays_away_is_heard_of_while_it_is_tried_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert wirewatch("lag", "--servers", "127.0.0.1:1", "--kafka_config", "bootstrap_timeout_ms=4000") == 1
    first, last = capsys.readouterr().err.splitlines()
    assert first.startswith("WARNING connectors.kafka: 127.0.0.1:1: ")
    assert first.endswith("; trying again")
    assert last.startswith("wirewatch: the broker at 127.0.0.1:1")


def test_wrong_setting_is_one_line_and_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert wirewatch("lag", "--kafka_config", "enable_auto_commit=true") == 2
    told = capsys.readouterr().err
    assert "committed by wirewatch" in told
    assert told.count("\n") == 1


def test_missing_topic_and_file_are_one_line(settings: KafkaSettings, capsys: pytest.CaptureFixture[str]) -> None:
    assert wirewatch("push", "-", "--topic", "nowhere", "--servers", settings.servers) == 1
    assert "no topic nowhere" in capsys.readouterr().err
    assert wirewatch("push", "no-such-file.jsonl", "--servers", settings.servers) == 2
    assert "no-such-file.jsonl" in capsys.readouterr().err
