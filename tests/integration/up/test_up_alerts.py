"""``wirewatch up`` judges alerts beside its tables."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from claims.generator import Fields
from deployments import Deployment
from running import running

from connectors.kafka.alerts import AlertTopic
from schemas import Alert

pytestmark = pytest.mark.integration

YESTERDAY = datetime.now(UTC).replace(hour=12) - timedelta(days=1)


def month() -> Iterator[Fields]:
    """A report that tells nothing on each day of a month, and now and then one of an attack."""
    for days in range(1, 33):
        yield report(f"quiet-{days}", days, "Rain.")
        if days % 8 == 0:
            yield report(f"attack-{days}", days, f"Ruritania attacked Syldavia, killing {days}.")


def surge() -> Iterator[Fields]:
    """Nine reports of the day after, each of another attack."""
    for number in range(9):
        yield report(f"surge-{number}", 0, f"Ruritania attacked Syldavia, killing {100 + number}.")


def report(name: str, days: int, text: str) -> Fields:
    published = (YESTERDAY - timedelta(days=days)).isoformat()
    return {"report_id": name, "source": "paper", "language": "en", "text": text, "published_at": published}


def alerts(deployment: Deployment) -> list[Alert]:
    """The last state of every alert on the topic."""
    with closing(AlertTopic(deployment.settings, deployment.topics.alerts)) as log:
        return log.held()


def test_surge_in_the_raw_reports_ends_on_the_topic_of_alerts(deployment: Deployment) -> None:
    deployment.push(month())
    with running(deployment) as up:
        up.until_read(36)
        deployment.push(surge())
        up.until(lambda: any(found.series == "pair_quad" for found in alerts(deployment)))
    told = {(found.series, found.source, found.target, found.count) for found in alerts(deployment)}
    assert ("pair_quad", "RUR", "SYL", 9.0) in told
