"""The topic ``alerts`` as a log of alerts: CloudEvents by alert id, compacted; a consumer group for each receiver."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from apache_beam.utils.shared import Shared

from connectors.alert_log import Entry, changed
from connectors.cloud_events import alert_record, read_alert
from connectors.kafka.errors import DeliveryError
from connectors.kafka.feed import TopicFeed
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.writer import RecordWriter
from schemas import Alert


@dataclass(slots=True, weakref_slot=True)
class _Known:
    """What the topic holds as far as it was read, and the connections to it, for all copies of a log in a process."""

    held: dict[str, Alert] = field(default_factory=dict)
    feed: TopicFeed | None = None
    writer: RecordWriter | None = None
    lock: threading.RLock = field(default_factory=threading.RLock)

    def close(self) -> None:
        """Let the broker go; what is held is read anew on next use."""
        for open_one in (self.feed, self.writer):
            if open_one is not None:
                open_one.close()
        self.held, self.feed, self.writer = {}, None, None


class AlertTopic:
    """An AlertLog; the topic is read up before each use, so that processes may write to it in turn.

    Two at the same time may each record a state that the other one records. Copies of a log (as Beam makes them) share
    what they know.
    """

    def __init__(self, settings: KafkaSettings, topic: str) -> None:
        self._settings, self._topic = settings, topic
        self._shared = Shared()
        self._kept: _Known | None = None  # Shared itself keeps no more than the last one alive

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_kept": None}

    def held(self) -> list[Alert]:
        """The last state of every alert; raises SchemaError for a record that is no alert."""
        with self._known.lock:
            return list(self._read_up().values())

    def write_alerts(self, alerts: Sequence[Alert]) -> None:
        """Send those that are not held as they are; confirmed by the broker on return. Raises DeliveryError."""
        known = self._known
        with known.lock:
            new = changed(self._read_up().values(), alerts)
            if not new:
                return
            try:
                known.writer = known.writer or RecordWriter(self._settings, self._topic, compacted=True)
                known.writer.check_topic(known.feed.of if known.feed else None)
                for alert in new:
                    refused = known.writer.write(alert_record(alert))
                    if refused is not None:
                        raise DeliveryError(f"{self._topic} does not take alert {alert.alert_id}: {refused.message}")
                known.writer.flush()
            except BaseException:
                known.close()
                raise

    def close(self) -> None:
        """Let the broker go."""
        with self._known.lock:
            self._known.close()

    def _read_up(self) -> dict[str, Alert]:
        known = self._known
        known.feed = known.feed or TopicFeed(self._settings, self._topic, start="earliest")
        try:
            for alert in read_alerts(known.feed):
                known.held[alert.alert_id] = alert
        except BaseException:  # what was passed over is to be read again
            known.close()
            raise
        return known.held

    @property
    def _known(self) -> _Known:
        self._kept = self._kept or self._shared.acquire(_Known)
        return self._kept


def read_alerts(feed: TopicFeed) -> Iterator[Alert]:
    """The alerts that were not polled yet of all that the topic holds now, in their order; raises SchemaError."""
    return (read_alert(record.value) for record in feed.read_up() if record.value)


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
            if record.value
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
