"""Publish reports to Kafka from a scraper, each checked before it is sent and confirmed before the end."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from types import TracebackType
from typing import Any, Self

from connectors.kafka.errors import DeliveryError
from connectors.kafka.push import push_key
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.writer import RecordWriter
from connectors.records import OutRecord, RawRecord

Check = Callable[[RawRecord], object]
"""Raises ValueError for a report that could not be used; ``Decoder().decode`` of ``pipelines.decoding`` is one."""


class RefusedReportError(ValueError):
    """A report that was not sent because it could not be used, or is larger than its topic takes: which and why."""


class ReportPublisher:
    """Sends reports to a topic for as long as a ``with`` block lasts; at least once, in order for each report's key.

    At most 5,000 reports, and 64 MiB of them, wait to be confirmed by the broker: ``publish`` then waits for the oldest
    ones. A report that the broker does not take within ``delivery_timeout_ms`` (two minutes) raises DeliveryError from
    a later ``publish``, from ``flush``, or at the end of the block; what was published since the last ``flush`` may
    then be missing and is to be published again by a new publisher. Not for several threads.
    """

    def __init__(self, settings: KafkaSettings, check: Check, *, topic: str = "reports.raw") -> None:
        """Connect; raises TopicMissingError, or DeliveryError when no broker answers."""
        self._check = check
        self._writer = RecordWriter(settings, topic)
        self._given = 0

    def publish(self, report: Mapping[str, Any]) -> None:
        """Check a report, then hand it over to be sent; its fields are those of docs/reports.md.

        Times may be datetimes. Raises RefusedReportError, after which the next report can be published.
        """
        self._given += 1
        try:
            value = json.dumps(dict(report), default=_as_text).encode()
        except (TypeError, ValueError) as error:
            raise RefusedReportError(f"report {self._given}: {error}") from error
        key = push_key(value)
        try:
            self._check(RawRecord(topic=key.decode("utf-8", "replace"), offset=self._given, value=value))
        except ValueError as error:
            raise RefusedReportError(str(error)) from error
        refused = self._writer.write(OutRecord(key=key, value=value))
        if refused is not None:
            raise RefusedReportError(f"{key.decode('utf-8', 'replace')}: {refused.message}")

    def flush(self) -> None:
        """Wait until the broker has confirmed every report so far; raises DeliveryError."""
        self._writer.flush()

    def close(self) -> None:
        """Flush, then let the broker go; raises DeliveryError."""
        try:
            self._writer.flush()
        finally:
            self._writer.close()

    def abandon(self) -> None:
        """Let the broker go without waiting; what is not confirmed may be missing."""
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, DeliveryError):
            self.abandon()
        else:
            self.close()


def _as_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a value of type {type(value).__name__} is not JSON: give text, numbers, times, lists or mappings")
