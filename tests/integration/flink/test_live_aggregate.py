"""The aggregate as a stream: rows while the day runs, corrections after, and what one run on files comes to."""

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from claims import generator
from claims.coder import PlainCoder
from claims.memory import CELL, table
from claims.model import Table
from deployments import Deployment
from streaming import by_day, streaming, undisturbed, wait_until

from connectors.kafka.table import read_table
from deploy.flink import Cluster
from schemas import DailyRow, Event, decode

pytestmark = [pytest.mark.integration, pytest.mark.timeout(600)]


def test_rows_and_events_as_they_come_over_a_savepoint_and_a_kill(
    cluster: Cluster, deployment: Deployment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    # The stream of the other tests tells of days long past, which come too late for every window.
    monkeypatch.setattr(generator, "FIRST_DAY", now.replace(hour=12, minute=0) - timedelta(days=14))
    stream = generator.corpus(60)
    on_time = now.date() - timedelta(days=5)
    with streaming(cluster, deployment) as jobs:
        jobs.start_aggregate()
        coding = jobs.start_ingest()
        deployment.push(stream[::3])
        wait_until(lambda: len(rows(deployment, on_time)) > 10, 120)

        savepoint = jobs.stop(jobs.adding)
        deployment.push(stream[1::3])
        jobs.start_aggregate(savepoint)
        jobs.wait_for_outcomes()
        jobs.kill_worker()
        deployment.push(stream[2::3])
        jobs.wait_for_outcomes()
        jobs.stop(coding)

        wanted = undisturbed(tmp_path / "files", stream, PlainCoder)
        rows_wanted = by_day(wanted.daily, on_time)
        events_wanted = {key: event for key, event in wanted.events.items() if event["event_date"] >= on_time}
        wait_until(lambda: rows(deployment, on_time) == rows_wanted, 120, lambda: differing(deployment, rows_wanted))
        wait_until(lambda: events(deployment, on_time) == events_wanted, 60)
    assert len(rows_wanted) > 50
    assert len(events_wanted) > 10


def rows(deployment: Deployment, first: date) -> Table:
    """The rows of the topic, from a day on."""
    found = (decode(DailyRow, value) for value in read_table(deployment.settings, deployment.topics.daily).values())
    return table((asdict(row) for row in found if row.day >= first), CELL)


def events(deployment: Deployment, first: date) -> Table:
    """The events of the topic, from a day on."""
    found = (decode(Event, value) for value in read_table(deployment.settings, deployment.topics.events).values())
    return table((asdict(event) for event in found if event.event_date >= first), ("event_id",))


def differing(deployment: Deployment, wanted: Table) -> str:
    """Some rows that are not yet as they should be."""
    found = rows(deployment, min(key[0] for key in wanted))
    keys = [key for key in {*found, *wanted} if found.get(key) != wanted.get(key)]
    return "\n".join(f"{key}: {found.get(key)} for {wanted.get(key)}" for key in keys[:2]) + f" and {len(keys)} in all"
