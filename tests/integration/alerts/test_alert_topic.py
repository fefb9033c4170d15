"""The topic ``alerts`` as a log, and days judged over the topics of a broker."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import timedelta

import pytest
from alert_desk import Desk
from alert_log_behaviour import AlertLogBehaviour
from made_events import event
from rows import DAY, NOW, pair, quiet_month

from connectors.cloud_events import state_id
from connectors.kafka.alerts import AlertTopic, TopicInbox
from connectors.kafka.settings import KafkaSettings

pytestmark = pytest.mark.integration


@pytest.fixture
def topic(new_topic: Callable[..., str]) -> str:
    return new_topic(2, **{"cleanup.policy": "compact"})


@pytest.fixture
def log(settings: KafkaSettings, topic: str) -> Iterator[Callable[[], AlertTopic]]:
    with ExitStack() as opened:
        yield lambda: opened.enter_context(closing(AlertTopic(settings, topic)))


@pytest.fixture
def inbox(settings: KafkaSettings, topic: str) -> Iterator[Callable[[str], TopicInbox]]:
    with ExitStack() as opened:
        yield lambda name: opened.enter_context(closing(TopicInbox(settings, topic, name)))


class TestAlertTopic(AlertLogBehaviour):
    """As every log."""


def test_drained_twice_there_is_one_record(desk: Desk) -> None:
    desk.send(*quiet_month(), pair(DAY, 9, evidence=["a" * 32, "c" * 32]))
    desk.tell(event("a" * 32), event("e" * 32))
    assert (desk.drain(NOW).recorded, desk.drain(NOW + timedelta(hours=1)).recorded) == (1, 0)
    (record,) = desk.records()
    (fired,) = desk.held()
    assert record.key == fired.alert_id.encode()
    assert record.headers["ce_id"] == state_id(fired).encode()
    assert record.headers["ce_time"] == b"2022-02-24T15:00:00Z"
    assert [told.url for told in fired.evidence_events] == ["https://herald.example/" + "a" * 32]
    assert fired.evidence == ("a" * 32, "c" * 32)


def test_rows_sent_again_in_another_order_change_nothing(desk: Desk) -> None:
    rows = [*quiet_month(), pair(DAY, 9)]
    desk.send(pair(DAY, 4), *rows)
    desk.drain(NOW)
    desk.send(*reversed(rows))
    assert desk.drain(NOW).recorded == 0
    assert [found.count for found in desk.held()] == [9]


def test_correction_resolves(desk: Desk) -> None:
    desk.send(*quiet_month(), pair(DAY, 9))
    desk.drain(NOW)
    desk.send(pair(DAY, 1))
    desk.drain(NOW)
    assert [(found.state, found.count) for found in desk.held()] == [("resolved", 1)]


def test_row_that_vanishes_resolves(desk: Desk) -> None:
    desk.send(*quiet_month(), pair(DAY, 9))
    desk.drain(NOW)
    desk.withdraw(pair(DAY, 9))
    desk.drain(NOW)
    assert [(found.state, found.count) for found in desk.held()] == [("resolved", 0)]
    assert len(desk.records()) == 2
