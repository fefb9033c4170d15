"""Topics of a deployment's own, whose rows and events the test sends."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime

from connectors.kafka.alerts import AlertTopic
from connectors.kafka.days import daily_key
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_records
from connectors.kafka.topics import Topics
from connectors.kafka.writer import RecordWriter
from connectors.records import OutRecord, RawRecord
from pipelines.alerting.rules import DEFAULT_RULES, AlertRules
from pipelines.deployments.alerts import Alerted, drain_alerts
from schemas import Alert, DailyRow, Event, encode


@dataclass
class Desk:
    """Topics of a deployment's own; the test sends rows and events as an aggregate does."""

    settings: KafkaSettings
    topics: Topics
    rules: AlertRules = field(default=DEFAULT_RULES)

    def send(self, *rows: DailyRow) -> None:
        """Append rows to ``aggregates.daily``."""
        self._append(self.topics.daily, [OutRecord(key=daily_key(row), value=encode(row)) for row in rows])

    def withdraw(self, *rows: DailyRow) -> None:
        """Append tombstones for rows."""
        self._append(self.topics.daily, [OutRecord(key=daily_key(row), value=None) for row in rows])

    def tell(self, *events: Event) -> None:
        """Append events to ``events``."""
        self._append(self.topics.events, [OutRecord(key=e.event_id.encode(), value=encode(e)) for e in events])

    def drain(self, now: datetime) -> Alerted:
        """Judge all days once."""
        return drain_alerts(self.settings, self.topics, self.rules, now=now)

    def held(self) -> list[Alert]:
        """The last state of every alert on the topic."""
        with closing(AlertTopic(self.settings, self.topics.alerts)) as log:
            return log.held()

    def records(self) -> list[RawRecord]:
        """Every record of ``alerts``."""
        return list(read_records(self.settings, self.topics.alerts))

    def _append(self, topic: str, records: Sequence[OutRecord]) -> None:
        writer = RecordWriter(self.settings, topic)
        try:
            for record in records:
                assert writer.write(record) is None
            writer.flush()
        finally:
            writer.close()
