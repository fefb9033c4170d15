"""A real Alertmanager takes what it is told: firing, grown, resolved, and firing again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from local_alertmanager import LocalAlertmanager
from made_alerts import ALERT

from connectors.alertmanager import AlertmanagerReceiver
from connectors.receivers import ReceiverUnavailable
from pipelines.alerting.days import SENT

pytestmark = pytest.mark.integration


def told(alertmanager: LocalAlertmanager, now: datetime, **changes: object) -> None:
    recorded = replace(ALERT, day=now.date(), updated_at=now, **changes)  # type: ignore[arg-type]
    AlertmanagerReceiver(url=alertmanager.url).tell(recorded, now)


def test_firing_alert_carries_everything(alertmanager: LocalAlertmanager) -> None:
    now = datetime.now(UTC)
    told(alertmanager, now)
    (held,) = alertmanager.alerts()
    assert held["status"]["state"] == "active"
    assert held["labels"] == {
        "alertname": "pairs",
        "job": "wirewatch",
        "alert_id": ALERT.alert_id,
        "day": now.date().isoformat(),
        "series": "pair_quad",
        "source": "XAA",
        "target": "XAB",
        "quad_class": "4",
        "measure": "stories",
    }
    assert held["annotations"] == {
        "summary": ALERT.summary,
        "count": "9",
        "expected": "1.5",
        "limit": "6",
        "score": "1.67",
        "command": ALERT.command,
        "sentence_1": ALERT.evidence_events[0].sentence,
        "url_1": ALERT.evidence_events[0].url,
    }
    ends = datetime.fromisoformat(held["endsAt"])
    assert timedelta(minutes=4) < ends - now < timedelta(minutes=6)
    assert datetime.fromisoformat(held["startsAt"]) == datetime(now.year, now.month, now.day, tzinfo=UTC)


def test_alert_grows_resolves_and_fires_again(alertmanager: LocalAlertmanager) -> None:
    told(alertmanager, datetime.now(UTC))
    told(alertmanager, datetime.now(UTC), count=12.0)
    assert [held["annotations"]["count"] for held in alertmanager.alerts()] == ["12"]
    told(alertmanager, datetime.now(UTC), count=1.0, state="resolved")
    assert alertmanager.alerts() == []
    told(alertmanager, datetime.now(UTC), count=13.0)
    assert [held["annotations"]["count"] for held in alertmanager.alerts()] == ["13"]


def test_alert_that_nobody_repeats_goes_by_itself(alertmanager: LocalAlertmanager) -> None:
    long_ago = datetime.now(UTC) - timedelta(minutes=6)
    told(alertmanager, long_ago)
    assert alertmanager.alerts() == []


def test_run_from_cron_leaves_alerts_standing_until_they_are_old_or_resolved(alertmanager: LocalAlertmanager) -> None:
    now = datetime.now(UTC)
    cron = AlertmanagerReceiver(url=alertmanager.url, stands=SENT)
    an_hour_ago = now - timedelta(hours=1)
    alert = replace(ALERT, day=now.date(), updated_at=an_hour_ago)
    cron.tell(alert, an_hour_ago)
    (held,) = alertmanager.alerts()
    midnight = datetime(now.year, now.month, now.day, tzinfo=UTC)
    assert datetime.fromisoformat(held["endsAt"]) == midnight + timedelta(days=3)
    cron.tell(replace(alert, count=1.0, state="resolved", updated_at=now), now)
    assert alertmanager.alerts() == []
    cron.tell(replace(alert, count=14.0, updated_at=now + timedelta(seconds=1)), now + timedelta(seconds=1))
    assert len(alertmanager.alerts()) == 1
    old = replace(ALERT, alert_id="c" * 32, source="XAC", day=now.date() - timedelta(days=3), updated_at=an_hour_ago)
    cron.tell(old, an_hour_ago)
    assert len(alertmanager.alerts()) == 1, "an old one ends in five minutes as before"


def test_day_that_has_not_begun_here_fires_all_the_same(alertmanager: LocalAlertmanager) -> None:
    now = datetime.now(UTC)
    tomorrow = replace(ALERT, day=now.date() + timedelta(days=1), updated_at=now)
    AlertmanagerReceiver(url=alertmanager.url + "/").tell(tomorrow, now)
    assert len(alertmanager.alerts()) == 1


def test_path_that_is_none_of_its_own_is_worth_another_try(alertmanager: LocalAlertmanager) -> None:
    with pytest.raises(ReceiverUnavailable, match="answers 404"):
        AlertmanagerReceiver(url=alertmanager.url + "/elsewhere").tell(ALERT, datetime.now(UTC))
