"""Prometheus' Alertmanager as a receiver, by its API v2.

Alertmanager takes an alert for resolved when it is not sent again before its ``endsAt``. A firing alert is therefore
sent to end five minutes from now, and again every minute: one that nobody speaks of any more goes by itself. Who comes
only now and then, as from cron, does not know when it comes again: its alerts end when they would not be sent any more.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

import msgspec

from connectors.http import check_url
from connectors.plain import one_line
from connectors.receivers import deliver
from schemas import Alert

REPEAT_SECONDS: Final = 60.0
_LASTS: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertmanagerReceiver:
    """Posts to ``/api/v2/alerts`` below ``url``; raises ValueError for a url that cannot be used."""

    url: str
    stands: timedelta | None = None
    """From the beginning of its day on, how long an alert stands that nobody repeats; None: five minutes from now."""

    def __post_init__(self) -> None:
        check_url(self.url)

    @property
    def repeat_seconds(self) -> float:
        """Firing alerts are told again every minute."""
        return REPEAT_SECONDS

    def tell(self, alert: Alert, now: datetime) -> None:
        """Post the alert, firing or resolved."""
        until = now + _LASTS
        if self.stands is not None:
            until = max(until, datetime.combine(alert.day, time(), UTC) + self.stands)
        body = msgspec.json.encode([_posted(alert, now, until)])
        headers = {"Content-Type": "application/json"}
        deliver(f"{self.url.rstrip('/')}/api/v2/alerts", body, headers, allow_private=True)


def _posted(alert: Alert, now: datetime, until: datetime) -> dict[str, Any]:
    """The labels say which alert it is and never change; what is known of it stands in the annotations."""
    labels = {
        "alertname": alert.rule,
        "job": "wirewatch",
        "alert_id": alert.alert_id,
        "day": alert.day.isoformat(),
        "series": alert.series,
        "source": alert.source,
        "target": alert.target,
        "place": alert.place,
        "type": alert.type,
        "quad_class": str(alert.quad_class) if alert.quad_class else "",
        "measure": alert.measure,
    }
    annotations = {
        "summary": alert.summary,
        "count": f"{alert.count:g}",
        "expected": f"{alert.expected:g}",
        "limit": f"{alert.limit:g}",
        "score": f"{alert.score:.2f}",
        "command": alert.command,
    }
    for number, told in enumerate(alert.evidence_events, 1):
        annotations |= {f"sentence_{number}": told.sentence, f"url_{number}": told.url or ""}
    recorded = alert.updated_at or now
    begins = min(datetime.combine(alert.day, time(), UTC), recorded)
    return {
        "labels": {name: text for name, text in labels.items() if text},
        "annotations": {name: one_line(text) for name, text in annotations.items() if text},
        "startsAt": begins,
        "endsAt": recorded if alert.state == "resolved" else until,
    }
