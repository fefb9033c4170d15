"""On and on: rows come, alerts go out, receivers fail and come back, and the process with them."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alert_desk import Desk
from http_receiver import Answer, http_receiver
from local_alertmanager import LocalAlertmanager, running_alertmanager
from made_events import event
from rows import pair, quiet_month

from connectors.alertmanager import AlertmanagerReceiver
from connectors.duckdb import DuckdbSink, connect
from connectors.receivers import Receiver
from connectors.webhook import WebhookReceiver
from deploy.processes import free_port
from pipelines.alerting.rules import AlertRules, Rule, Selection
from pipelines.deployments.watching.following import follow_alerts

pytestmark = pytest.mark.integration

RULES = AlertRules(
    rules=(Rule(name="pairs", selection=Selection(series=frozenset({"pair_quad"})), receivers=("desk", "room")),)
)


def today() -> date:
    return datetime.now(UTC).date()


def surge(desk: Desk, source: str, stories: int = 9) -> None:
    """A quiet month of a pair, and a surge today."""
    rows = [row for row in quiet_month(today(), source=source) if row.series == "pair_quad"]
    desk.send(*rows, pair(today(), stories, source=source, evidence=[source.lower() * 8]))


def wait_until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)


@contextmanager
def following(desk: Desk, receivers: Mapping[str, Receiver], store: Path | None = None) -> Iterator[None]:
    stop = threading.Event()
    failed: list[BaseException] = []
    sinks = [DuckdbSink(store)] if store else []

    def work() -> None:
        try:
            follow_alerts(
                desk.settings,
                desk.topics,
                RULES,
                receivers,
                stop=stop,
                clock=lambda: datetime.now(UTC).replace(microsecond=0),
                more=sinks,
            )
        except BaseException as error:
            failed.append(error)
            raise

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()
    assert not failed


def test_surge_is_told_within_seconds_with_its_evidence(desk: Desk, alertmanager: LocalAlertmanager) -> None:
    desk.send(*(row for row in quiet_month(today()) if row.series == "total"))
    with (
        http_receiver() as room,
        following(
            desk,
            {
                "desk": AlertmanagerReceiver(url=alertmanager.url),
                "room": WebhookReceiver(url=room.url, secret="s", allow_private=True),
            },
        ),
    ):
        wait_until(lambda: desk.held() == [])
        desk.tell(event("xaaxaaxaaxaaxaaxaaxaaxaa", today()))
        began = time.monotonic()
        surge(desk, "XAA")
        room.wait_for(1)
        (held,) = alertmanager.wait_for(1)
        assert time.monotonic() - began < 10
        assert held["annotations"]["sentence_1"].startswith("“Troops”")
        surge(desk, "XAA", 12)
        wait_until(lambda: alertmanager.alerts()[0]["annotations"]["count"] == "12")
        surge(desk, "XAA", 1)
        alertmanager.wait_for(0)
        room.wait_for(2)
    assert [heard.headers["ce-type"].rsplit(".", 1)[-1] for heard in room.heard] == ["firing", "resolved"]
    assert len(desk.records()) == 3


def test_evidence_that_comes_after_the_row_is_waited_for(desk: Desk) -> None:
    desk.send(*quiet_month(today()))
    with following(desk, {}):
        time.sleep(2)
        surge(desk, "XAA")
        time.sleep(0.5)
        desk.tell(event("xaaxaaxaaxaaxaaxaaxaaxaa", today()))
        wait_until(lambda: len(desk.held()) == 1)
    assert len(desk.held()[0].evidence_events) == 1


def test_receiver_that_is_down_delays_only_itself_and_loses_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.send(*quiet_month(today()))
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with http_receiver([Answer(503), Answer(None), Answer(429, {"Retry-After": "1"}), Answer()]) as room:
        receivers = {
            "desk": AlertmanagerReceiver(url=url),
            "room": WebhookReceiver(url=room.url, allow_private=True),
        }
        with following(desk, receivers):
            for source in ("XAA", "XAC"):
                surge(desk, source)
            room.wait_for(3 + 2, 20)
        surge(desk, "XAD")
        with running_alertmanager(tmp_path / "alertmanager", port) as alertmanager, following(desk, receivers):
            alertmanager.wait_for(3, 20)
            room.wait_for(3 + 3)
    ids = [heard.headers["webhook-id"] for heard in room.heard]
    assert len(set(ids[:4])) == 1
    assert len(set(ids)) == 3


def test_started_again_the_firing_ones_are_told_again(desk: Desk, tmp_path: Path) -> None:
    desk.send(*quiet_month(today()))
    surge(desk, "XAA")
    port = free_port()
    receivers = {"desk": AlertmanagerReceiver(url=f"http://127.0.0.1:{port}")}
    for folder in ("first", "second"):  # an Alertmanager that remembers nothing
        with running_alertmanager(tmp_path / folder, port) as alertmanager, following(desk, receivers):
            alertmanager.wait_for(1, 20)
    assert len(desk.records()) == 1


def test_sink_holds_alerts_as_they_stand(desk: Desk, tmp_path: Path) -> None:
    store = tmp_path / "wirewatch.duckdb"
    desk.send(*quiet_month(today()))
    surge(desk, "XAA")
    desk.drain(datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=1))
    with following(desk, {}, store):
        surge(desk, "XAA", 1)
        wait_until(lambda: [found.state for found in desk.held()] == ["resolved"])
        time.sleep(1)
    with connect(store, read_only=True) as held:
        assert held.execute("SELECT state, count, summary <> '' FROM alerts").fetchall() == [("resolved", 1.0, True)]
