"""What is done to a running aggregate, and what its topics hold in the end: what one run on files makes."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from claims import generator
from claims.coder import PlainCoder
from deployments import Deployment
from hurt import Fault, broker_restarted, task_manager_killed, worker_killed
from streaming import Streaming, by_day, streaming, undisturbed, wait_until
from test_live_aggregate import differing, events, rows

from deploy.flink import Cluster
from deploy.kafka import LocalBroker

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]


def stopped_and_resumed(jobs: Streaming, broker: LocalBroker) -> None:
    jobs.start_aggregate(jobs.stop(jobs.adding))


def started_without_state(jobs: Streaming, broker: LocalBroker) -> None:
    assert jobs.adding is not None
    jobs.cluster.rest.cancel(jobs.adding.id)
    jobs.start_aggregate()


@pytest.mark.parametrize(
    "fault",
    [worker_killed, task_manager_killed, stopped_and_resumed, started_without_state, broker_restarted],
    ids=lambda fault: fault.__name__,
)
def test_topics_are_those_of_an_undisturbed_run(
    cluster: Cluster,
    deployment: Deployment,
    broker: LocalBroker,
    fault: Fault,
    findings: list[tuple[str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = datetime.now(UTC)
    monkeypatch.setattr(generator, "FIRST_DAY", now.replace(hour=12, minute=0) - timedelta(days=14))
    stream = generator.corpus(300)
    on_time = now.date() - timedelta(days=5)
    wanted = undisturbed(tmp_path / "files", stream, PlainCoder)
    rows_wanted = by_day(wanted.daily, on_time)
    events_wanted = {key: event for key, event in wanted.events.items() if event["event_date"] >= on_time}
    third = len(stream) // 3
    with streaming(cluster, deployment) as jobs:
        jobs.start_aggregate()
        jobs.start_ingest()
        deployment.push(stream[:third])
        wait_until(lambda: len(rows(deployment, on_time)) > 10, 120)
        deployment.push(stream[third : 2 * third])
        fault(jobs, broker)
        deployment.push(stream[2 * third :])
        began = time.monotonic()
        wait_until(lambda: rows(deployment, on_time) == rows_wanted, 180, lambda: differing(deployment, rows_wanted))
        wait_until(lambda: events(deployment, on_time) == events_wanted, 60)
        findings.append((f"aggregate: {fault.__name__}", f"as files after {time.monotonic() - began:.0f} s"))
    assert len(rows_wanted) > 200
    assert len(events_wanted) > 50
