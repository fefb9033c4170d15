import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest
from scrapy import Field, Item, Spider
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from connectors.kafka.errors import DeliveryError
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.writer import Refused
from connectors.records import OutRecord, RawRecord
from connectors.scrapers import RefusedReportError, ReportPublisher, publisher
from connectors.scrapers.scrapy_pipeline import ReportPipeline
from pipelines.decoding import Decoder

NOWHERE = KafkaSettings(servers="nowhere:9092")
GOOD = {"url": "http://a.example/1", "text": "Envoys met in Arlen.", "published_at": "2022-03-01"}


@dataclass
class Topic:
    """Stands where a RecordWriter does: takes up to 300 bytes a record, and fails from the record ``fails_at`` on."""

    fails_at: int = 1_000
    records: list[OutRecord] = field(default_factory=list)
    flushed: int = 0
    closed: bool = False

    def write(self, record: OutRecord) -> Refused | None:
        assert not self.closed
        if len(record.value or b"") > 300:
            return Refused(topic="t", record=record, reason="too_large", message="too large for the topic")
        if len(self.records) + 1 >= self.fails_at:
            raise DeliveryError("the broker did not take it")
        self.records.append(record)
        return None

    def flush(self) -> None:
        assert not self.closed
        self.flushed = len(self.records)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def topic(monkeypatch: pytest.MonkeyPatch) -> Iterator[Topic]:
    made = Topic()
    monkeypatch.setattr(publisher, "RecordWriter", lambda settings, name: made)
    yield made
    assert made.closed


def test_what_is_sent_decodes_to_the_report(topic: Topic) -> None:
    noon = datetime(2022, 3, 1, 12, tzinfo=UTC)
    with ReportPublisher(NOWHERE, Decoder().decode) as reports:
        reports.publish(GOOD | {"fetched_at": noon, "tags": ["talks"], "published_at": date(2022, 3, 1)})
    (sent,) = topic.records
    assert sent.key == b"http://a.example/1"
    found = Decoder().decode(RawRecord(topic="t", offset=0, value=sent.value or b""))
    assert (found.text, found.tags, found.fetched_at) == ("Envoys met in Arlen.", ("talks",), noon)
    assert found.published_precision == "day"
    assert topic.flushed == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"published_at": None}, "no date: give published_at"),
        ({"published_at": "soon"}, 'published_at "soon" is no time'),
        ({"text": ""}, "neither text nor title"),
        ({"text": 12}, "text is of type int"),
        ({"text": "Envoys met. " * 40}, "too large for the topic"),
        ({"picture": b"\x89PNG"}, "type bytes is not JSON"),
    ],
)
def test_a_report_that_cannot_be_used_is_named_and_not_sent(topic: Topic, change: dict[str, Any], told: str) -> None:
    with ReportPublisher(NOWHERE, Decoder().decode) as reports:
        with pytest.raises(RefusedReportError, match=told):
            reports.publish(GOOD | change)
        assert topic.records == []
        reports.publish(GOOD)
    assert topic.flushed == 1


def test_refusal_says_which_report(topic: Topic) -> None:
    reports = ReportPublisher(NOWHERE, Decoder().decode)
    with pytest.raises(RefusedReportError, match=r"^http://a\.example/1"):
        reports.publish(GOOD | {"text": ""})
    reports.close()


def test_text_that_utf8_cannot_hold_is_sent_all_the_same(topic: Topic) -> None:
    with ReportPublisher(NOWHERE, Decoder().decode) as reports:
        reports.publish(GOOD | {"text": "Envoys \ud83d met."})
    found = Decoder().decode(RawRecord(topic="t", offset=0, value=topic.records[0].value or b""))
    assert found.text == "Envoys \ufffd met."


def test_an_error_of_the_caller_loses_nothing_that_was_published(topic: Topic) -> None:
    with suppress(KeyError), ReportPublisher(NOWHERE, Decoder().decode) as reports:
        reports.publish(GOOD)
        raise KeyError("of the caller")
    assert topic.flushed == 1


def test_a_broker_that_fails_is_heard_of_at_once(topic: Topic) -> None:
    topic.fails_at = 2

    def publish_two() -> None:
        with ReportPublisher(NOWHERE, Decoder().decode) as reports:
            reports.publish(GOOD)
            reports.publish(GOOD)

    with pytest.raises(DeliveryError):
        publish_two()
    assert topic.flushed == 0


def test_scrapers_load_no_beam_nor_what_plain_text_does_not_need() -> None:
    code = (
        "import sys, connectors.scrapers; from pipelines.decoding.repair import repair;"
        "print(repair(' plain '), {'apache_beam', 'ftfy'} & {*sys.modules}, repair('&eacute;'), 'ftfy' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-X", "utf8", "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout == "plain set() é True\n"


class Crawler:
    """What a pipeline uses of Scrapy's crawler while it runs."""

    def __init__(self, **settings: object) -> None:
        crawler = get_crawler(Spider, settings)
        self.settings, self.stats, self.engine, self.spider = crawler.settings, crawler.stats, self, "spider"
        self.ended: list[str] = []

    def close_spider(self, spider: str, reason: str) -> None:
        self.ended.append(reason)


class Article(Item):
    """An item of Scrapy's own kind."""

    url, text, published_at = Field(), Field(), Field()


def pipeline(crawler: Crawler) -> ReportPipeline:
    made = ReportPipeline.from_crawler(crawler)
    made.open_spider()
    return made


def test_items_are_published_or_dropped(topic: Topic) -> None:
    crawler = Crawler(WIREWATCH_SERVERS="nowhere:9092", WIREWATCH_CHECK=Decoder().decode)
    made = pipeline(crawler)
    item = Article(GOOD)
    assert made.process_item(item) is item
    with pytest.raises(DropItem, match="neither text nor title"):
        made.process_item(GOOD | {"text": ""})
    made.close_spider()
    assert (topic.flushed, crawler.stats.get_value("wirewatch/published")) == (1, 1)
    assert crawler.ended == []


def test_a_broker_that_fails_ends_the_crawl(topic: Topic) -> None:
    topic.fails_at = 2
    crawler = Crawler(WIREWATCH_SERVERS="nowhere:9092", WIREWATCH_CHECK=Decoder().decode)
    made = pipeline(crawler)
    made.process_item(GOOD)
    with pytest.raises(DeliveryError):
        made.process_item(GOOD)
    with pytest.raises(DropItem):
        made.process_item(GOOD)
    made.close_spider()
    assert crawler.ended == ["wirewatch_delivery_failed"]
    assert crawler.stats.get_value("wirewatch/delivery_failed") == 1


@pytest.mark.parametrize("given", [{"WIREWATCH_SERVERS": "a:1"}, {"WIREWATCH_CHECK": Decoder().decode}])
def test_missing_settings_are_named(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="WIREWATCH_SERVERS"):
        ReportPipeline.from_crawler(Crawler(**given))
