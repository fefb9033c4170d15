"""docs/push.md does what it says: its examples, as they stand, over a real broker."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from doc_blocks import Block, blocks_of, run_shell, save_files
from news_site import ARTICLES, news_site

from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_records
from pipelines.decoding import Decoder
from schemas import Report

pytestmark = pytest.mark.integration

PAGE = "push.md"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    folder.mkdir()
    with news_site(folder) as address:
        yield address


def shell(command: str) -> Block:
    """The one shell block that runs the command."""
    (found,) = [b for b in blocks_of(PAGE) if b.language == "sh" and b.text.startswith(command)]
    return found


def pushed(settings: KafkaSettings) -> dict[str | None, Report]:
    return {report.title: report for report in map(Decoder().decode, read_records(settings, "reports.raw"))}


def test_scrapy(topics: KafkaSettings, site: str, tmp_path: Path) -> None:
    save_files(PAGE, tmp_path)
    done = run_shell(shell("scrapy").text, tmp_path, WIREWATCH_SERVERS=topics.servers, SITE=site)
    assert done.returncode == 0, done.stderr[-3_000:]
    found = pushed(topics)
    assert set(found) == {"Envoys meet in Arlen", "Dockers walk out at Port Sorrel"}
    envoys = found["Envoys meet in Arlen"]
    assert envoys.text == "\n".join(ARTICLES["envoys"][2:])
    assert (envoys.source, envoys.url) == ("arlen-post", f"{site}/envoys.html")
    assert envoys.published_at.isoformat() == "2022-03-01T08:30:00+00:00"
    assert envoys.fetched_at > envoys.published_at
    assert 'published_at "soon" is no time' in done.stderr
    assert "'wirewatch/published': 2" in done.stderr
    assert "'item_dropped_count': 1" in done.stderr
    assert "DeprecationWarning" not in done.stderr


def test_feedparser_and_trafilatura(topics: KafkaSettings, site: str, tmp_path: Path) -> None:
    save_files(PAGE, tmp_path)
    for _ in range(2):
        done = run_shell(shell("python").text, tmp_path, WIREWATCH_SERVERS=topics.servers, SITE=site)
        assert done.returncode == 0, done.stderr[-3_000:]
        assert done.stderr.count("\n") == 1
        assert 'published_at "soon" is no time' in done.stderr
    assert len(list(read_records(topics, "reports.raw"))) == 4
    found = pushed(topics)
    assert set(found) == {"Envoys meet in Arlen", "Dockers walk out at Port Sorrel"}
    strike = found["Dockers walk out at Port Sorrel"]
    assert (strike.source, strike.guid) == ("Arlen Post", "post-strike")
    assert all(paragraph in strike.text for paragraph in ARTICLES["strike"][2:])


def test_every_example_is_run() -> None:
    assert [(b.language, b.file) for b in blocks_of(PAGE)] == [
        ("python", "news_spider.py"),
        ("sh", ""),
        ("python", "read_feed.py"),
        ("sh", ""),
    ]


def test_a_broker_that_is_away_fails_the_crawl(site: str, tmp_path: Path) -> None:
    save_files(PAGE, tmp_path)
    done = run_shell(shell("scrapy").text, tmp_path, WIREWATCH_SERVERS="127.0.0.1:1", SITE=site)
    assert done.returncode != 0
    assert "cannot write to reports.raw on 127.0.0.1:1" in done.stderr
