"""Alert as a stream: one record for each state of each alert, whatever becomes of the job."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from alert_desk import Desk
from deployments import Deployment
from made_events import event
from rows import pair, read
from streaming import Streaming, streaming, wait_until

from connectors.cloud_events import read_alert
from deploy.flink import Cluster
from schemas import DailyRow

pytestmark = [pytest.mark.integration, pytest.mark.timeout(300)]

SOURCES = [f"X{a}{b}" for a in "ABC" for b in "ACDE"]


@pytest.fixture
def jobs(cluster: Cluster, deployment: Deployment) -> Iterator[Streaming]:
    """Jobs of a deployment, ended in the end."""
    with streaming(cluster, deployment) as started:
        yield started


@pytest.fixture
def desk(deployment: Deployment) -> Desk:
    """Its topics, on which nothing is judged but by the job."""
    return Desk(deployment.settings, deployment.topics)


def today() -> date:
    return datetime.now(UTC).date()


def surge(source: str, stories: int = 9) -> DailyRow:
    """A pair that has much today."""
    return pair(today(), stories, source=source, evidence=["a" * 32])


def recorded(desk: Desk) -> list[tuple[str, str, float]]:
    """Every record of ``alerts``, sorted: source, state, count."""
    found = [read_alert(record.value) for record in desk.records()]
    return sorted((alert.source, alert.state, alert.count) for alert in found)


def test_one_record_for_each_state_whatever_becomes_of_the_job(jobs: Streaming, desk: Desk) -> None:
    days = [today() - timedelta(days=n) for n in range(40)]
    others = [pair(day, 1, source=f"X{n:02}", target="XZZ") for day in days for n in range(200)]
    desk.send(*map(read, days), surge("XZZ"), *others, surge("XZZ", 1))
    desk.tell(event("a" * 32, today()))
    job = jobs.start_alert()
    time.sleep(3)
    assert recorded(desk) == [], "the surge was taken back before anybody judged"

    for number, source in enumerate(SOURCES):
        desk.send(surge(source))
        if number == 5:
            jobs.kill_worker()
        time.sleep(0.5)
    wanted = [(source, "firing", 9.0) for source in SOURCES]
    wait_until(lambda: recorded(desk) == wanted, 60, lambda: str(recorded(desk)))
    assert jobs.cluster.rest.failure(job.id), "the job noticed"

    savepoint = jobs.stop(job)
    desk.send(surge(SOURCES[0], 1), surge(SOURCES[1], 12))
    jobs.start_alert(savepoint)
    wanted += [(SOURCES[0], "resolved", 1.0), (SOURCES[1], "firing", 12.0)]
    wait_until(lambda: recorded(desk) == sorted(wanted), 60, lambda: str(recorded(desk)))
    desk.send(*map(surge, SOURCES[2:]))
    time.sleep(5)  # their day is judged again
    assert recorded(desk) == sorted(wanted)
    assert all(alert.evidence_events and alert.summary for alert in desk.held())
