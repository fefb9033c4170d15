"""Watch the rows of a deployment on a broker: rows, alerts and evidence as its topics hold them now."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date, datetime
from functools import partial

from connectors.kafka.alerts import read_alerts
from connectors.kafka.feed import TopicFeed
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topics import Topics
from pipelines.alerting.describing import evidence_ids
from pipelines.alerting.row_changes import RowChange
from pipelines.alerting.rules import AlertRules
from pipelines.deployments.watching.daily_records import row_change
from pipelines.deployments.watching.event_book import EventBook, find_in_topic
from pipelines.deployments.watching.watch import Watch
from schemas import Alert, Event

_EVIDENCE_SECONDS = 2.0


class TopicWatch:
    """Judges with what ``aggregates.daily`` and ``alerts`` hold at that moment, whoever wrote it.

    Not for several threads. After an error it is of no use any more: close it and make another one.
    """

    def __init__(self, settings: KafkaSettings, topics: Topics, rules: AlertRules) -> None:
        self._settings, self._topics = settings, topics
        self._rows = TopicFeed(settings, topics.daily, start="earliest")
        self._alerts = TopicFeed(settings, topics.alerts, start="earliest")
        self._watch = Watch(rules, partial(read_alerts, self._alerts), self._rows_now)
        self._book: EventBook | None = None

    def poll(self, seconds: float) -> bool:
        """Take in what came, for up to ``seconds`` if nothing does; whether something did."""
        records = self._rows.poll(seconds)
        self.take(row_change(self._settings, record) for record in records)
        return bool(records)

    def take(self, changes: Iterable[RowChange]) -> None:
        """Take rows in; those that it knows already only say which days to judge."""
        self._watch.take(changes)

    def judge(self, today: date) -> list[Alert]:
        """The alerts that are not recorded as they stand, from everything that the topics hold now."""
        return self._watch.judge(today)

    def find(self, alerts: Collection[Alert], now: datetime) -> Mapping[str, Event]:
        """The events that are evidence of alerts; those that have not come yet are waited for, two seconds at most."""
        if self._book is not None:
            return self._book.find(evidence_ids(alerts), patience=_EVIDENCE_SECONDS)
        # The first judgement is of all days, the book is of the last ones.
        found = find_in_topic(self._settings, self._topics.events, alerts) if alerts else {}
        self._book = EventBook(self._settings, self._topics.events, now)
        return found

    def close(self) -> None:
        """Let the broker go."""
        with ExitStack() as stack:
            for open_one in (self._rows, self._alerts, self._book):
                if open_one is not None:
                    stack.callback(open_one.close)

    def _rows_now(self) -> Iterator[RowChange]:
        return (row_change(self._settings, record) for record in self._rows.read_up())
