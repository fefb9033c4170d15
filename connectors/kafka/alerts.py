"""The topic ``alerts`` as a log of alerts: CloudEvents by alert id, compacted; a consumer group for each receiver."""

from collections.abc import Sequence

from connectors.alert_log import Entry, changed
from connectors.cloud_events import alert_record, read_alert
from connectors.kafka.errors import DeliveryError
from connectors.kafka.feed import TopicFeed
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_table
from connectors.kafka.writer import RecordWriter
from schemas import Alert


class AlertTopic:
    """An AlertLog; what the topic holds is read once, on first use, so that only one may write to it at a time."""

    def __init__(self, settings: KafkaSettings, topic: str) -> None:
        self._settings, self._topic = settings, topic
        self._held: dict[str, Alert] | None = None
        self._writer: RecordWriter | None = None

    def held(self) -> list[Alert]:
        """The last state of every alert; raises SchemaError for a record that is no alert."""
        if self._held is None:
            alerts = map(read_alert, read_table(self._settings, self._topic).values())
            self._held = {alert.alert_id: alert for alert in alerts}
        return list(self._held.values())

    def write_alerts(self, alerts: Sequence[Alert]) -> None:
        """Send those that are not held as they are; confirmed by the broker on return. Raises DeliveryError."""
        new = changed(self.held(), alerts)
        if not new:
            return
        writer = self._writer = self._writer or RecordWriter(self._settings, self._topic)
        try:
            for alert in new:
                refused = writer.write(alert_record(alert))
                if refused is not None:
                    raise DeliveryError(f"{self._topic} does not take alert {alert.alert_id}: {refused.message}")
            writer.flush()
        except BaseException:
            self.close()
            self._held = None
            raise
        self._held = {alert.alert_id: alert for alert in (*self.held(), *new)}

    def close(self) -> None:
        """Let the broker go."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None


class TopicInbox:
    """An AlertInbox over the topic; what was confirmed are the offsets of the group ``wirewatch-TOPIC-RECEIVER``."""

    def __init__(self, settings: KafkaSettings, topic: str, receiver: str) -> None:
        self._feed = TopicFeed(settings, topic, start="earliest", group=f"wirewatch-{topic}-{receiver}")
        self._confirmed = self._feed.committed()

    @property
    def new(self) -> bool:
        """Whether the group has committed nothing."""
        return not self._confirmed

    def poll(self, seconds: float) -> list[Entry]:
        """The alerts of the records that came."""
        return [
            Entry(read_alert(record.value), record.offset < self._confirmed.get(record.partition, 0))
            for record in self._feed.poll(seconds)
            if record.problem is None
        ]

    def caught_up(self) -> bool:
        """Whether the topic's present end was reached."""
        return self._feed.caught_up()

    def confirm(self) -> None:
        """Commit."""
        self._feed.commit()

    def close(self) -> None:
        """Let the broker go."""
        self._feed.close()
