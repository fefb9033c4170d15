"""Alerts of a deployment on Kafka as a stream: a job without end, for a runner that takes checkpoints.

Days are judged and alerts recorded here. Receivers are told by a process of their own, `wirewatch alerts deliver`.
"""

import threading
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date, timedelta
from functools import partial
from typing import Any, Final, TypeVar

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions

from connectors.kafka.alerts import AlertTopic
from connectors.kafka.plan import plan_read
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.source import ReadFromKafka
from connectors.kafka.topics import Topics
from connectors.sinks import AlertSink
from pipelines.alert import alert
from pipelines.alerting.row_changes import RowChange
from pipelines.alerting.rules import AlertRules
from pipelines.deployments.local import now_to_the_millisecond
from pipelines.deployments.watching.daily_records import row_change
from pipelines.deployments.watching.topic_watch import TopicWatch
from pipelines.deployments.watching.watch import NotRecordedError
from pipelines.steps.write_alerts import WriteAlerts
from schemas import Alert, Event

ALERT_GROUP: Final = "wirewatch-alert"
EARLY: Final = timedelta(seconds=1)
"""How long after something new days are judged."""
T = TypeVar("T")


def stream_alert(
    settings: KafkaSettings,
    topics: Topics,
    options: PipelineOptions,
    rules: AlertRules,
    sinks: Sequence[AlertSink] = (),
    *,
    early: timedelta = EARLY,
    group: str = ALERT_GROUP,
) -> Any:
    """Start judging the days of ``aggregates.daily`` for as long as the job runs, into ``alerts`` and ``sinks``.

    Returns Beam's result, which is not waited for. A job without state reads the rows from the beginning, and a worker
    that starts reads rows and alerts up before it judges. The group's offsets serve to see how far the job is behind.
    """
    plan = plan_read(settings, topics.daily, start="earliest", drain=False)
    log = AlertTopic(settings, topics.alerts)
    with closing(log):
        for sink in sinks:  # all of them: the sink may be new
            sink.write_alerts(log.held())
    options.view_as(StandardOptions).streaming = True
    pipeline = beam.Pipeline(options=options)
    daily = (
        pipeline
        | "Read daily" >> ReadFromKafka(settings, plan, group=group)
        | "Decode rows" >> beam.Map(partial(row_change, settings)).with_output_types(RowChange)
    )
    changed = alert(
        daily,
        partial(_watch_of, settings, topics, rules),
        find_events=partial(_find_events, settings, topics, rules),
        clock=now_to_the_millisecond,
        early=early,
    )
    _ = changed | "Write alerts" >> WriteAlerts([*sinks, log])
    return pipeline.run()


class SharedWatch:
    """One watch for all instances of a step in a process, opened on first use, and anew after whatever went wrong.

    A runner makes instances as it likes and drops those that rest for a minute; each would read all rows again.
    """

    def __init__(self, open_watch: Callable[[], TopicWatch]) -> None:
        self._open_watch, self._lock = open_watch, threading.Lock()
        self._watch: TopicWatch | None = None

    def take(self, changes: Iterable[RowChange]) -> None:
        """Take rows in."""
        self._with_watch(lambda watch: watch.take(changes))

    def judge(self, today: date) -> list[Alert]:
        """The alerts that are not recorded as they stand, those too that were said before and never recorded."""
        try:
            return self._with_watch(lambda watch: watch.judge(today))
        except NotRecordedError:  # a bundle failed between judging and writing
            return self._with_watch(lambda watch: watch.judge(today))

    def find(self, alerts: Collection[Alert]) -> Mapping[str, Event]:
        """The events that are evidence of alerts."""
        return self._with_watch(lambda watch: watch.find(alerts, now_to_the_millisecond()))

    def _with_watch(self, use: Callable[[TopicWatch], T]) -> T:
        with self._lock:
            watch = self._watch = self._watch or self._open_watch()
            try:
                return use(watch)
            except BaseException:
                self._watch = None
                watch.close()
                raise


_watches: dict[Hashable, SharedWatch] = {}
_watches_lock = threading.Lock()


def _watch_of(settings: KafkaSettings, topics: Topics, rules: AlertRules) -> SharedWatch:
    """This process's watch of a deployment."""
    with _watches_lock:
        key = (settings.identity, topics, rules)
        return _watches.setdefault(key, SharedWatch(partial(TopicWatch, settings, topics, rules)))


def _find_events(
    settings: KafkaSettings, topics: Topics, rules: AlertRules, alerts: Collection[Alert]
) -> Mapping[str, Event]:
    return _watch_of(settings, topics, rules).find(alerts)
