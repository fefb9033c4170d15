"""One watch for a process: opened anew when something went wrong, so that nothing judged is lost."""

import pytest
from rows import DAY, pair, quiet_month

from pipelines.alerting.row_changes import RowChange
from pipelines.alerting.rules import DEFAULT_RULES
from pipelines.deployments.alert_stream import SharedWatch
from pipelines.deployments.watching.watch import Watch
from schemas import Alert


class Topics:
    """Rows and alerts, and how often they were read from the beginning."""

    def __init__(self) -> None:
        self.rows = [RowChange.of(row) for row in (*quiet_month(), pair(DAY, 9))]
        self.alerts: list[Alert] = []
        self.opened = self.closed = 0
        self.away = False

    def open(self) -> "OverTopics":
        self.opened += 1
        return OverTopics(self)


class OverTopics(Watch):
    """A watch over them."""

    def __init__(self, topics: Topics) -> None:
        super().__init__(DEFAULT_RULES, self.recorded, lambda: topics.rows)
        self.topics = topics

    def recorded(self) -> list[Alert]:
        if self.topics.away:
            raise ConnectionError("no broker")
        return self.topics.alerts

    def close(self) -> None:
        self.topics.closed += 1


def test_all_use_one() -> None:
    topics = Topics()
    shared = SharedWatch(topics.open)
    topics.alerts += shared.judge(DAY)
    assert [alert.count for alert in topics.alerts] == [9]
    shared.take([RowChange.of(pair(DAY, 10), (1.0, 0))])
    topics.alerts += shared.judge(DAY)
    assert [alert.count for alert in topics.alerts] == [9, 10]
    assert (topics.opened, topics.closed) == (1, 0)


def test_what_was_judged_and_never_recorded_is_said_again() -> None:
    topics = Topics()
    shared = SharedWatch(topics.open)
    (lost,) = shared.judge(DAY)
    assert shared.judge(DAY) == [lost]
    assert (topics.opened, topics.closed) == (2, 1)
    topics.alerts.append(lost)
    assert shared.judge(DAY) == []


def test_after_an_error_everything_is_read_again() -> None:
    topics = Topics()
    shared = SharedWatch(topics.open)
    topics.away = True
    with pytest.raises(ConnectionError):
        shared.judge(DAY)
    topics.away = False
    assert len(shared.judge(DAY)) == 1
    assert (topics.opened, topics.closed) == (2, 1)
