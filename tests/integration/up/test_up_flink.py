"""``wirewatch up --engine flink``: killed and started again, the tables of a drain; told to stop, nothing is left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from claims.stored import select
from deployments import Deployment

from connectors.duckdb import DuckdbSink
from connectors.kafka.table import read_table
from pipelines.deployments.broker import drain_aggregate
from pipelines.deployments.local import Folder
from pipelines.deployments.up.on_flink import lacking

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]  # minutes: two starts of a cluster

NOW = datetime.now(UTC)
SENTENCES = (
    "Police in Minsk arrested {n} protesters.",
    "Ukraine and Poland signed an agreement on grain in Kyiv.",
    "Rebels attacked a convoy outside Bogota, killing {n} soldiers.",
)
RULES = """
[[rule]]
name = "anything"
series = "total"
threshold = 1
"""
KEYS = {
    "daily": "day, series, source, target, place, type, quad_class",
    "events": "event_id",
    "mentions": "event_id, report_id",
    "reports": "report_id",
}
EXEMPT = {"updated_at", "story_id", "outcome", "reason", "duplicate_of"}
"""Columns that say when a row was written and how a report looked when it came in (docs/guarantees.md)."""


@pytest.fixture(autouse=True)
def _flink() -> None:
    """Skips where no Flink can run, and fails there when CI=true."""
    if reason := lacking():
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI=true and no Flink: {reason}")
        pytest.skip(reason)


def reports(first: int, last: int) -> list[dict[str, str]]:
    """Reports of today and yesterday."""
    return [
        {
            "report_id": str(number),
            "source": "paper",
            "text": SENTENCES[number % 3].format(n=number + 2),
            "published_at": (NOW - timedelta(hours=number)).isoformat(),
        }
        for number in range(first, last)
    ]


@contextmanager
def running(deployment: Deployment, rules: Path) -> Iterator[subprocess.Popen[str]]:
    """The command, which is killed in the end if it still runs."""
    command = [str(Path(sys.executable).with_name("wirewatch")), "up", "--engine", "flink", "--rules", str(rules)]
    command += ["--servers", deployment.settings.servers, "--topic_prefix", deployment.topics.prefix]
    command += ["--group", deployment.group, "--out", str(deployment.out)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until(process: subprocess.Popen[str], reached: Callable[[], bool], seconds: float = 240) -> None:
    """Wait for something to come about while the process runs."""
    give_up = time.monotonic() + seconds
    while not reached():
        assert process.poll() is None, process.communicate()[1][-2_000:]
        assert time.monotonic() < give_up, "waited in vain"
        time.sleep(0.5)


def tables(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The tables of a store, in order, without what is exempt."""
    held = Folder(folder)
    return {
        name: [
            {column: value for column, value in row.items() if column not in EXEMPT}
            for row in select(held, f"SELECT * FROM {name} ORDER BY {key}")
        ]
        for name, key in KEYS.items()
    }


def read(folder: Path) -> int:
    """How many reports the store says were read."""
    if not (folder / "wirewatch.duckdb").exists():
        return 0
    return int(select(Folder(folder), "SELECT coalesce(sum(read), 0) AS n FROM daily")[0]["n"])


def processes_about(folder: Path) -> list[str]:
    """The command lines of processes that name the folder."""
    told = subprocess.run(["ps", "-ww", "-eo", "args="], capture_output=True, text=True, check=True).stdout
    return [line for line in told.splitlines() if str(folder / "flink") in line]


def test_killed_and_started_again_it_holds_what_a_drain_holds(deployment: Deployment, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(RULES)
    deployment.push(reports(0, 6))
    with running(deployment, rules) as process:
        until(process, lambda: read(deployment.out) == 6)
        deployment.push(reports(6, 9))
        process.send_signal(signal.SIGKILL)
        process.wait()
    deployment.push(reports(9, 12))
    with running(deployment, rules) as process:
        until(process, lambda: read(deployment.out) == 12)
        until(process, lambda: read_table(deployment.settings, deployment.topics.alerts) != {}, 30)
        time.sleep(5)  # what is written again after the last report
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        assert process.wait(30) == 0
        assert time.monotonic() - began < 10
    assert processes_about(deployment.out) == []

    drained = tmp_path / "drained"
    drained.mkdir()
    drain_aggregate(deployment.settings, deployment.topics, [DuckdbSink(drained / "wirewatch.duckdb")])
    found = tables(deployment.out)
    assert found == tables(drained)
    assert all(len(rows) > 5 for rows in found.values())
    assert len(select(Folder(deployment.out), "SELECT * FROM alerts")) > 0
