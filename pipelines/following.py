"""Alerts of a broker's deployment on and on: days judged as their rows come, receivers told by a thread each."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Final

from connectors.kafka.alerts import AlertTopic, TopicInbox
from connectors.kafka.feed import TopicFeed
from connectors.kafka.settings import KafkaSettings
from connectors.receivers import Receiver
from connectors.sinks import AlertSink
from pipelines.alerting.rules import AlertRules
from pipelines.alerts import find_in_topic, row_change
from pipelines.broker import Topics
from pipelines.describing import describe, evidence_ids
from pipelines.event_book import EventBook
from pipelines.receivers import deliveries
from pipelines.watch import Watch
from schemas import Alert

LONGEST_WAIT: Final = 2.0
"""Seconds that rows which keep coming are waited out before their days are judged all the same."""
_POLL_SECONDS: Final = 0.2
_EVIDENCE_SECONDS: Final = 2.0

Clock = Callable[[], datetime]


def follow_alerts(
    settings: KafkaSettings,
    topics: Topics,
    rules: AlertRules,
    receivers: Mapping[str, Receiver],
    *,
    stop: threading.Event,
    clock: Clock,
    more: Sequence[AlertSink] = (),
    out: Path | None = None,
) -> None:
    """Judge, record and tell until ``stop`` is set; only one may follow a deployment at a time.

    Raises what a broker or a sink raises that is away for too long: nothing is lost, and the next start goes on.
    """
    told = deliveries(rules, receivers, lambda name: TopicInbox(settings, topics.alerts, name), clock)
    with (
        closing(Recorder(settings, topics, rules, clock=clock, more=more, out=out)) as recorder,
        ThreadPoolExecutor(max(1, len(told)), "receiver") as pool,
    ):
        running = [pool.submit(delivery.run, stop) for delivery in told]
        try:
            while not stop.is_set():
                recorder.step()
                for ended in filter(lambda future: future.done(), running):
                    ended.result()
        finally:
            stop.set()


class Recorder:
    """Holds the rows of a deployment and records what changes of its alerts. Not for several threads."""

    def __init__(
        self,
        settings: KafkaSettings,
        topics: Topics,
        rules: AlertRules,
        *,
        clock: Clock,
        more: Sequence[AlertSink],
        out: Path | None,
    ) -> None:
        self._settings, self._topics, self._clock, self._out = settings, topics, clock, out
        self._log = AlertTopic(settings, topics.alerts)
        self._watch = Watch(rules, self._log.held())
        for sink in more:  # all of them: the sink may be new
            sink.write_alerts(self._log.held())
        self._sinks: list[AlertSink] = [self._log, *more]
        self._rows = TopicFeed(settings, topics.daily, start="earliest")
        self._book: EventBook | None = None
        self._waiting_since: float | None = time.monotonic()

    def step(self) -> None:
        """Take in what came, for a fifth of a second if nothing does, and judge it once all that came is known."""
        records = self._rows.poll(_POLL_SECONDS)
        self._watch.take([row_change(self._settings, record) for record in records])
        if records and self._waiting_since is None:
            self._waiting_since = time.monotonic()
        if self._waiting_since is None or (records and time.monotonic() - self._waiting_since < LONGEST_WAIT):
            return
        if self._rows.caught_up():
            self._record(self._watch.judge(self._clock().date()))
            self._waiting_since = None

    def close(self) -> None:
        """Let the broker go."""
        self._log.close()
        self._rows.close()
        if self._book is not None:
            self._book.close()

    def _record(self, changed: list[Alert]) -> None:
        if self._book is None:  # the first judgement is of all days, the book is of the last ones
            events = find_in_topic(self._settings, self._topics.events, changed) if changed else {}
            self._book = EventBook(self._settings, self._topics.events, self._clock())
        else:
            events = self._book.find(evidence_ids(changed), patience=_EVIDENCE_SECONDS)
        now = self._clock()
        described = [describe(alert, events, now=now, out=self._out) for alert in changed]
        for sink in self._sinks:
            sink.write_alerts(described)
