"""A Scrapy item pipeline: every item that arrives here is a report and goes to Kafka."""

from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.utils.misc import load_object

from connectors.kafka.errors import DeliveryError
from connectors.kafka.settings import KafkaSettings
from connectors.scrapers.publisher import Check, RefusedReportError, ReportPublisher


class ReportPipeline:
    """Publishes items, drops those that cannot be used, and ends the crawl when the broker does not take them.

    Settings of Scrapy: ``WIREWATCH_SERVERS`` (host:port,host:port), ``WIREWATCH_CHECK`` (a ``Check`` or its import
    path), ``WIREWATCH_TOPIC`` (default reports.raw), ``WIREWATCH_KAFKA`` (a mapping of KafkaSettings' options).
    Statistics: ``wirewatch/published``, and Scrapy's own of dropped items. When the broker does not take an item the
    crawl ends (finish_reason ``wirewatch_delivery_failed``), ``wirewatch/delivery_failed`` is 1 and an error is logged;
    its items are to be crawled again.
    """

    def __init__(self, crawler: Crawler, settings: KafkaSettings, check: Check, topic: str) -> None:
        self._crawler = crawler
        self._settings, self._check, self._topic = settings, check, topic
        self._publisher: ReportPublisher | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read Scrapy's settings; raises ValueError, as NotConfigured would only leave the pipeline out."""
        given = crawler.settings
        servers, check = given.get("WIREWATCH_SERVERS"), given.get("WIREWATCH_CHECK")
        if not servers or not check:
            raise ValueError(
                "set WIREWATCH_SERVERS (host:port) and WIREWATCH_CHECK (Decoder().decode) in Scrapy's settings"
            )
        settings = KafkaSettings(servers=servers, options=given.getdict("WIREWATCH_KAFKA"))
        return cls(crawler, settings, load_object(check), given.get("WIREWATCH_TOPIC", "reports.raw"))

    def open_spider(self) -> None:
        """Connect; raises TopicMissingError or DeliveryError, which ends the crawl before it begins."""
        self._publisher = ReportPublisher(self._settings, self._check, topic=self._topic)

    def process_item(self, item: Any) -> Any:
        """Publish the item and pass it on; waits while too many are not confirmed."""
        if self._publisher is None:
            raise DropItem("the broker did not take earlier items")
        try:
            self._publisher.publish(ItemAdapter(item).asdict())
        except RefusedReportError as error:
            raise DropItem(str(error)) from error
        except DeliveryError:
            self._publisher.abandon()
            self._publisher = None
            self._crawler.stats.set_value("wirewatch/delivery_failed", 1)
            self._crawler.engine.close_spider(self._crawler.spider, "wirewatch_delivery_failed")
            raise
        self._crawler.stats.inc_value("wirewatch/published")
        return item

    def close_spider(self) -> None:
        """Wait until every item is confirmed; raises DeliveryError."""
        if self._publisher is None:
            return
        try:
            self._publisher.close()
        except DeliveryError:
            self._crawler.stats.set_value("wirewatch/delivery_failed", 1)
            raise
