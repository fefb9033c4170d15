"""Alerts of a broker's deployment on and on: days judged as their rows come, receivers told by a thread each."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from connectors.kafka.alerts import AlertTopic, TopicInbox
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topics import Topics
from connectors.receivers import Receiver
from connectors.sinks import AlertSink
from pipelines.alerting.describing import describe
from pipelines.alerting.rules import AlertRules
from pipelines.deployments.watching.receivers import deliveries
from pipelines.deployments.watching.topic_watch import TopicWatch
from schemas import Alert

LONGEST_WAIT: Final = 2.0
"""Seconds that rows which keep coming are waited out before their days are judged all the same."""
_POLL_SECONDS: Final = 0.2

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
    with (
        closing(Recorder(settings, topics, rules, clock=clock, more=more, out=out)) as recorder,
        _telling(settings, topics, rules, receivers, stop, clock) as check,
    ):
        while not stop.is_set():
            recorder.step()
            check()


def deliver_alerts(
    settings: KafkaSettings,
    topics: Topics,
    rules: AlertRules,
    receivers: Mapping[str, Receiver],
    *,
    stop: threading.Event,
    clock: Clock,
) -> None:
    """Tell receivers what others record, until ``stop`` is set; raises as ``follow_alerts``."""
    with _telling(settings, topics, rules, receivers, stop, clock) as check:
        while not stop.wait(_POLL_SECONDS):
            check()


@contextmanager
def _telling(
    settings: KafkaSettings,
    topics: Topics,
    rules: AlertRules,
    receivers: Mapping[str, Receiver],
    stop: threading.Event,
    clock: Clock,
) -> Iterator[Callable[[], None]]:
    """Each receiver told by a thread of its own; gives what raises the error of one that ended."""
    told = deliveries(rules, receivers, lambda name: TopicInbox(settings, topics.alerts, name), clock)
    with ThreadPoolExecutor(max(1, len(told)), "receiver") as pool:
        running = [pool.submit(delivery.run, stop) for delivery in told]

        def check() -> None:
            for ended in filter(lambda future: future.done(), running):
                ended.result()

        try:
            yield check
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
        self._clock, self._out = clock, out
        self._log = AlertTopic(settings, topics.alerts)
        for sink in more:  # all of them: the sink may be new
            sink.write_alerts(self._log.held())
        self._sinks: list[AlertSink] = [*more, self._log]
        self._watch = TopicWatch(settings, topics, rules)
        self._waiting_since: float | None = time.monotonic()

    def step(self) -> None:
        """Take in what came, for a fifth of a second if nothing does, and judge it once no more comes."""
        came = self._watch.poll(_POLL_SECONDS)
        if came and self._waiting_since is None:
            self._waiting_since = time.monotonic()
        if self._waiting_since is None or (came and time.monotonic() - self._waiting_since < LONGEST_WAIT):
            return
        self._record(self._watch.judge(self._clock().date()))
        self._waiting_since = None

    def close(self) -> None:
        """Let the broker go."""
        self._log.close()
        self._watch.close()

    def _record(self, changed: list[Alert]) -> None:
        events, now = self._watch.find(changed, self._clock()), self._clock()
        described = [describe(alert, events, now=now, out=self._out) for alert in changed]
        for sink in self._sinks:  # the topic last: what it holds is not said again
            sink.write_alerts(described)
