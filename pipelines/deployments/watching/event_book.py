"""The events of the last days, as their topic holds them, for the evidence of fresh alerts."""

import time
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final

from connectors.kafka.feed import TopicFeed
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_log
from connectors.kafka.values import decode_value
from pipelines.alerting.days import JUDGED_AGAIN
from pipelines.alerting.describing import evidence_ids
from schemas import Alert, Event

KEPT: Final = JUDGED_AGAIN + timedelta(days=1)
"""How long after it was sent an event is held: as long as alerts of its day change."""
_POLL_SECONDS: Final = 0.1


class EventBook:
    """Holds every event sent since some days ago, undecoded. Not for several threads."""

    def __init__(self, settings: KafkaSettings, topic: str, now: datetime) -> None:
        self._settings = settings
        self._feed = TopicFeed(settings, topic, start=now - KEPT)
        self._values: dict[str, tuple[datetime, bytes]] = {}

    def find(self, ids: Collection[str], *, patience: float) -> Mapping[str, Event]:
        """Those of the events that the topic holds; waits up to ``patience`` seconds for those that are missing.

        A row may be sent before the events behind it.
        """
        until = time.monotonic() + patience
        self._take()
        while not self._values.keys() >= set(ids) and (time.monotonic() < until or not self._feed.caught_up()):
            self._take()
        return {key: decode_value(self._settings, Event, self._values[key][1]) for key in ids if key in self._values}

    def close(self) -> None:
        """Let the broker go."""
        self._feed.close()

    def _take(self) -> None:
        for record in self._feed.poll(_POLL_SECONDS):
            key = (record.key or b"").decode()
            self._values.pop(key, None)  # what is sent again goes to the end
            if record.value and record.timestamp is not None:
                self._values[key] = (record.timestamp, record.value)
                self._forget(record.timestamp - KEPT)

    def _forget(self, before: datetime) -> None:
        for key in [*takewhile(lambda key: self._values[key][0] < before, self._values)]:
            del self._values[key]


def find_in_topic(settings: KafkaSettings, topic: str, alerts: Collection[Alert]) -> Mapping[str, Event]:
    """The events that are evidence of ``alerts``, from all that the topic holds."""
    wanted = {event_id.encode() for event_id in evidence_ids(alerts)}
    values = {key: value for key, value in read_log(settings, topic) if key in wanted}
    return {key.decode(): decode_value(settings, Event, value) for key, value in values.items() if value is not None}
