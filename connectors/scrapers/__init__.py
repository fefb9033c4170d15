"""Reports from scrapers to Kafka: ``ReportPublisher`` for any program, ``scrapy_pipeline`` for Scrapy."""

from connectors.scrapers.publisher import Check, RefusedReportError, ReportPublisher

__all__ = ["Check", "RefusedReportError", "ReportPublisher"]
