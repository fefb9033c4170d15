"""Who is told of what, when, how often, and what becomes of it when they are away."""

import threading
import time
from datetime import timedelta

import pytest
from made_alerts import ALERT, NOW, alert

from connectors.alert_files import AlertFiles, FileInbox
from connectors.receivers import AlertRefused, ReceiverUnavailable
from pipelines.deployments.watching import delivery
from pipelines.deployments.watching.delivery import Delivery, Pauses

DAY = timedelta(days=1)


class Told:
    """A receiver that keeps what it is told; ``script``: what happens at each call, None for nothing."""

    def __init__(self, *script, repeat_seconds=None):
        self.script, self.repeat_seconds, self.alerts = list(script), repeat_seconds, []

    def tell(self, told, now):
        problem = self.script.pop(0) if self.script else None
        if problem is not None:
            raise problem
        self.alerts.append(told)

    @property
    def states(self):
        return [(told.alert_id[0], told.state, told.count) for told in self.alerts]


class Desk:
    """A log in a folder, and deliveries from it at a time that the test sets."""

    def __init__(self, folder):
        self.folder, self.now = folder, NOW
        self.log = AlertFiles(folder)

    def record(self, *alerts):
        self.log.write_alerts(alerts)

    def to(self, receiver, concerns=lambda _: True):
        return Delivery("desk", receiver, FileInbox(self.folder, "desk"), concerns, lambda: self.now)


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path / "alerts")


def at(when, **changes):
    return alert(updated_at=when, **changes)


def test_change_of_state_is_told_once(desk):
    receiver = Told()
    mine = desk.to(receiver)
    for state in (ALERT, alert(count=10.0), alert(count=11.0), alert(state="resolved", count=1.0), alert(count=12.0)):
        desk.record(state)
        mine.step()
        mine.step()
    assert receiver.states == [("b", "firing", 9), ("b", "resolved", 1), ("b", "firing", 12)]


def test_new_process_tells_nothing_again(desk):
    desk.record(ALERT)
    desk.to(Told()).step()
    desk.record(alert(count=10.0))
    receiver = Told()
    desk.to(receiver).step()
    assert receiver.alerts == []
    desk.record(alert(state="resolved"))
    desk.to(receiver).step()
    assert receiver.states == [("b", "resolved", 9)]


def test_only_those_are_told_whom_the_rule_names(desk):
    receiver = Told()
    desk.record(ALERT, alert(alert_id="d" * 32, rule="places"))
    desk.to(receiver, lambda told: told.rule == "places").step()
    assert receiver.states == [("d", "firing", 9)]


def test_old_alerts_are_recorded_and_not_told(desk):
    receiver = Told()
    mine = desk.to(receiver)
    for days, letter in enumerate("0123"):
        desk.record(at(NOW, alert_id=letter * 32, day=NOW.date() - days * DAY))
    desk.record(at(NOW, alert_id="3" * 32, day=NOW.date() - 3 * DAY, state="resolved"))
    mine.step()
    assert [told.alert_id[0] for told in receiver.alerts] == ["0", "1", "2"]


def test_late_correction_of_what_was_told_is_told(desk):
    receiver = Told()
    mine = desk.to(receiver)
    desk.record(ALERT)
    mine.step()
    desk.now += 6 * DAY
    desk.record(at(desk.now, state="resolved"))
    mine.step()
    assert [told.state for told in receiver.alerts] == ["firing", "resolved"]


def test_new_receiver_is_not_told_of_the_past(desk):
    desk.record(at(NOW - 30 * DAY, alert_id="0" * 32, day=NOW.date() - 30 * DAY), ALERT)
    receiver = Told()
    desk.to(receiver).step()
    assert receiver.states == [("b", "firing", 9)]


def test_receiver_that_was_away_for_days_is_told(desk):
    desk.record(alert(alert_id="e" * 32))
    desk.to(Told()).step()
    desk.record(ALERT)
    desk.now += 5 * DAY
    receiver = Told()
    desk.to(receiver).step()
    assert receiver.states == [("b", "firing", 9)]


def test_resolution_is_told_when_what_came_before_was_compacted_away(desk):
    desk.record(alert(alert_id="e" * 32))
    desk.to(Told()).step()
    desk.record(alert(state="resolved"), at(NOW, alert_id="0" * 32, state="resolved", day=NOW.date() - 20 * DAY))
    receiver = Told()
    desk.to(receiver).step()
    assert receiver.states == [("b", "resolved", 9)]


def test_failure_loses_nothing_and_keeps_the_order(desk):
    away = ReceiverUnavailable("away")
    receiver = Told(None, away, None, away)
    mine = desk.to(receiver)
    desk.record(*(alert(alert_id=letter * 32) for letter in "0123"))
    for _ in range(2):
        with pytest.raises(ReceiverUnavailable):
            mine.step()
    mine.step()
    assert [told.alert_id[0] for told in receiver.alerts] == ["0", "1", "2", "3"]
    mine.step()
    assert len(receiver.alerts) == 4


def test_nothing_is_confirmed_before_it_is_told(desk):
    desk.record(ALERT)
    with pytest.raises(ReceiverUnavailable):
        desk.to(Told(ReceiverUnavailable("away"))).step()
    receiver = Told()
    desk.to(receiver).step()
    assert receiver.states == [("b", "firing", 9)]


def test_refused_alert_holds_up_nothing(desk, caplog):
    receiver = Told(AlertRefused("answers 400 no"))
    desk.record(ALERT, alert(alert_id="d" * 32))
    mine = desk.to(receiver)
    mine.step()
    mine.step()
    assert receiver.states == [("d", "firing", 9)]
    assert f"receiver desk does not take alert {ALERT.alert_id}: answers 400 no" in caplog.text


def test_firing_ones_are_repeated_to_who_expects_it(desk, monkeypatch):
    seconds = [0.0]
    monkeypatch.setattr(delivery.time, "monotonic", lambda: seconds[0])
    receiver = Told(repeat_seconds=60)
    mine = desk.to(receiver)
    desk.record(ALERT, alert(alert_id="d" * 32, state="resolved"))
    mine.step()
    receiver.alerts.clear()
    seconds[0] = 59.0
    mine.step()
    assert receiver.alerts == []
    seconds[0] = 60.0
    mine.step()
    assert receiver.states == [("b", "firing", 9)]
    desk.record(alert(count=10.0))
    mine.step()
    assert receiver.states[1:] == [("b", "firing", 10)]


def test_firing_ones_are_repeated_after_a_restart(desk):
    desk.record(ALERT)
    desk.to(Told(repeat_seconds=60)).step()
    receiver = Told(repeat_seconds=60)
    desk.to(receiver).step()
    assert receiver.states == [("b", "firing", 9)]


@pytest.mark.parametrize(("days", "repeated"), [(0, True), (2, True), (3, False)])
def test_firing_ones_are_repeated_for_two_days(desk, days, repeated):
    desk.record(ALERT)
    desk.to(Told()).step()
    desk.now = NOW + days * DAY
    receiver = Told(repeat_seconds=60)
    desk.to(receiver).step()
    assert receiver.alerts == [ALERT] * repeated


def test_drain_tries_for_a_while(desk, monkeypatch):
    monkeypatch.setattr(delivery, "FIRST_PAUSE", 0.01)
    desk.record(ALERT)
    receiver = Told(ReceiverUnavailable("away"), ReceiverUnavailable("away"))
    desk.to(receiver).drain(5)
    assert receiver.states == [("b", "firing", 9)]
    desk.record(alert(state="resolved"))
    with pytest.raises(ReceiverUnavailable, match="still away"):
        desk.to(Told(*[ReceiverUnavailable("still away")] * 99)).drain(0.1)


def test_run_says_once_that_a_receiver_is_away_and_that_it_is_back(desk, monkeypatch, caplog):
    monkeypatch.setattr(delivery, "FIRST_PAUSE", 0.01)
    caplog.set_level("INFO")
    receiver = Told(*[ReceiverUnavailable("ops.example:443: refused")] * 3)
    stop = threading.Event()
    thread = threading.Thread(target=desk.to(receiver).run, args=(stop,))
    thread.start()
    desk.record(ALERT)
    until = time.monotonic() + 5
    while "is back" not in caplog.text and time.monotonic() < until:
        time.sleep(0.01)
    stop.set()
    thread.join()
    assert receiver.states == [("b", "firing", 9)]
    said = [record.getMessage() for record in caplog.records]
    assert said == [
        "receiver desk: ops.example:443: refused; alerts wait and are tried again",
        "receiver desk is back",
    ]


def test_pauses_double_up_to_a_minute_unless_the_receiver_asks():
    pauses, away = Pauses(), ReceiverUnavailable("away")
    assert [pauses.next(away) for _ in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]
    asked = [ReceiverUnavailable("busy", seconds) for seconds in (0.0, 30.0, 86_400.0)]
    assert [Pauses().next(error) for error in asked] == [1, 30, 600]
