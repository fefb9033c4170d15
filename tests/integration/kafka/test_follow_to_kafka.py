"""``wirewatch follow --servers``: what is new in feeds goes to a topic, and is remembered once it is there."""

import json
from pathlib import Path

import pytest
from kafka_helpers import NewTopic, consume
from unit.feeds.site import Reply, Site, item, rss, served

from connectors.kafka.settings import KafkaSettings
from pipelines.cli import main

pytestmark = pytest.mark.integration


@pytest.fixture
def site():
    with served() as site:
        yield site


def follow(site: Site, out: Path, *argv: str) -> int:
    with pytest.raises(SystemExit) as done:
        main(["follow", f"{site.url}/feed", "--out", str(out), "--once", "--allow_private", *argv])
    return int(done.value.code or 0)


def test_to_a_topic(
    site: Site, settings: KafkaSettings, new_topic: NewTopic, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    topic = new_topic(partitions=3)
    site["/feed"] = Reply(rss(item(1), item(2)))
    assert follow(site, tmp_path, "--servers", "127.0.0.1:9", "--kafka_config", "bootstrap_timeout_ms=1000") == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    there = ("--servers", settings.servers, "--topic", topic)
    assert follow(site, tmp_path, *there) == 0
    assert capsys.readouterr().out == "feeds      1 read, 2 new reports\n"
    site["/feed"] = Reply(rss(item(1), item(3)))
    assert follow(site, tmp_path, *there) == 0
    records = consume(settings, topic)
    assert sorted(json.loads(record.value)["guid"] for record in records) == ["id-1", "id-2", "id-3"]
    assert {record.key.decode() for record in records} == {f"{site.url}/news/{number}" for number in (1, 2, 3)}
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith(".")) == ["feeds.sqlite"]
