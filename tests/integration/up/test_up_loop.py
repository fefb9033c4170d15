"""``wirewatch up --engine loop`` on a broker: the tables of the model, whatever happens on the way."""

import json
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from claims.generator import Fields, corpus
from claims.memory import CELL, table
from claims.stored import parquet_rows, select
from claims.test_same_answer import assert_equal
from deployments import Deployment, Put, modelled
from prometheus_client.parser import text_string_to_metric_families
from running import running, start_elsewhere
from unit.consume.registry_stub import RegistryStub

from connectors.registry import SchemaRegistry
from pipelines.deployments.local import Folder
from pipelines.deployments.pruning import prune
from pipelines.deployments.up import snapshot
from pipelines.metrics import FEED_METRICS, LATE_DAYS, METRICS

pytestmark = pytest.mark.integration

STREAM = corpus(60)
RULES = Path(__file__).parents[3] / "samples" / "alerts.toml"
POISON = [Put(value=b"{", key=f"poison-{n}".encode()) for n in range(3)]


def test_tables_are_those_of_the_model_at_every_pause(deployment: Deployment) -> None:
    """Reports come in pieces while it runs; it goes on from its snapshot, from a broken one, and from none."""
    third = len(STREAM) // 3
    with running(deployment) as up:
        up.until_read(0)
        deployment.push(STREAM[:third])
        up.until_read(third)
        assert_equal(deployment.tables(), modelled(STREAM[:third]))
        deployment.push(STREAM[third : 2 * third])
        up.until_read(2 * third)
        assert_equal(deployment.tables(), modelled(STREAM[: 2 * third]))
    file = deployment.out / "snapshot.sqlite"
    file.write_bytes(file.read_bytes()[:9_000])
    deployment.push(STREAM[2 * third :])
    with running(deployment) as up:
        up.until_read(len(STREAM) - 2 * third)
        assert_equal(deployment.tables(), modelled(STREAM))
    snapshot.remove(file)
    deployment.push(STREAM[:third])
    with running(deployment) as up:
        up.until_read(third)
        repeated = up.exporter.value("wirewatch_cache_hits_total", cache="deliveries")
        assert repeated > third / 2, "most of it was coded before, and none of that is coded again"
    assert_equal(deployment.tables(), modelled(STREAM))
    deployment.aggregate()
    assert_equal(deployment.tables(), modelled(STREAM))


@pytest.mark.parametrize("kill", ["written:36"])
def test_next_start_makes_good_what_a_kill_cut_off(deployment: Deployment, kill: str) -> None:
    mixed: list[Fields | Put] = [*STREAM, *POISON]
    deployment.push(mixed[: len(mixed) // 2])
    first = start_elsewhere(deployment, kill)
    try:
        deployment.push(mixed[len(mixed) // 2 :])
        assert first.wait(60) == -signal.SIGKILL
    finally:
        first.kill()
        first.communicate()

    with running(deployment) as up:
        up.until_read(0)
        assert_equal(deployment.tables(), modelled(STREAM))
    assert {letter.value for letter in deployment.dead_letters()} >= {b"{"}
    assert deployment.drain().read == 0
    assert_equal(deployment.tables(), modelled(STREAM))


def test_files_hold_the_days_that_were_pruned_from_the_store(deployment: Deployment) -> None:
    half = len(STREAM) // 2
    deployment.push(STREAM[:half])
    with running(deployment) as up:
        up.until_read(half)
    prune(Folder(deployment.out).store, before=date(2100, 1, 1))
    with running(deployment) as up:
        up.until_read(0)
        deployment.push(STREAM[half:])
        up.until_read(len(STREAM) - half)
    assert select(Folder(deployment.out), "SELECT * FROM daily") == []
    assert table(parquet_rows(deployment.out / "daily"), CELL) == modelled(STREAM).daily


def test_registry_that_is_away_is_waited_for(deployment: Deployment) -> None:
    with RegistryStub() as stub:
        url = stub.url
    settings = replace(deployment.settings, registry=SchemaRegistry(url))
    deployment.push(STREAM[:5])
    with running(replace(deployment, settings=settings)) as up:
        up.until(lambda: up.exporter.value("wirewatch_rounds_total", result="failed") > 0)
        with RegistryStub(port=int(url.rsplit(":", 1)[1])):
            up.until_read(5)
    told = table(select(Folder(deployment.out), "SELECT event_id FROM events"), ("event_id",))
    assert told.keys() == modelled(STREAM[:5]).events.keys()


def test_process_that_hangs_is_ended_with_an_error(deployment: Deployment) -> None:
    deployment.push(STREAM[:5])
    process = start_elsewhere(deployment, "hang", hang=4.0)
    try:
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 1
    assert "no progress for 4 s while 5 records wait in reports.raw" in said


def test_process_that_hangs_ends_when_told_to(deployment: Deployment) -> None:
    deployment.push(STREAM[:5])
    process = start_elsewhere(deployment, "hang")
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "hanging\n"
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        _, said = process.communicate(timeout=30)
    finally:
        process.kill()
    assert (process.returncode, time.monotonic() - began < 10) == (0, True)
    assert "the next start makes it good" in said


def test_command_runs_until_told_to_stop(deployment: Deployment) -> None:
    """The command itself, with the coder that ships: SIGINT ends it in time, what it read is committed."""
    command = [str(Path(sys.executable).with_name("wirewatch")), "--log_format", "json", "up", "--engine", "loop"]
    command += ["--metrics_port", "0", "--rules", str(RULES)]
    command += ["--servers", deployment.settings.servers, "--topic_prefix", deployment.topics.prefix]
    command += ["--group", deployment.group, "--out", str(deployment.out)]
    deployment.push([{"report_id": "1", "text": "Police in Minsk arrested 30 protesters.", "date": "2022-01-24"}])
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        said = dict(process.stdout.readline().split(maxsplit=1) for _ in range(5))
        assert (said["engine"], said["alerts"]) == ("loop\n", f"{RULES}\n")
        give_up = time.monotonic() + 60
        while _scraped(said["metrics"].strip()).get("wirewatch_days_seconds", 0) == 0:
            assert time.monotonic() < give_up
            time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        _, messages = process.communicate(timeout=30)
        took = time.monotonic() - began
    finally:
        process.kill()
    assert (process.returncode, took < 10) == (0, True)
    assert json.loads(messages.splitlines()[-1])["message"] == "read 1 report = 1 coded"
    assert deployment.drain().read == 0, "what was read is committed"
    assert len(deployment.tables().events) == 1


def test_every_metric_is_seen(deployment: Deployment) -> None:
    """Scraped over HTTP; the store is held by another process for a while, the round that finds it so tries again."""
    copy = STREAM[0] | {"report_id": "a-copy", "url": "http://copy.example/1"}
    late = STREAM[1] | {"report_id": "late", "fetched_at": "2023-01-01T00:00:00+00:00"}
    with running(deployment) as up:
        page = f"http://127.0.0.1:{up.exporter.serve(0)}/metrics"
        up.until_read(0)
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(deployment.out / "wirewatch.duckdb")], stdout=subprocess.PIPE, text=True
        )
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        deployment.push([*STREAM, *POISON])
        up.until(lambda: up.exporter.value("wirewatch_lag_records", topic=deployment.topics.raw) > 0)
        lag = _scraped(page)["wirewatch_lag_records"]
        holder.communicate()
        up.until_read(len(STREAM))
        deployment.push([copy, late])
        up.until_read(len(STREAM) + len(POISON) + 2)
        deployment.push([STREAM[2]])
        up.until_read(len(STREAM) + len(POISON) + 3)
        (deployment.out / "daily").rename(deployment.out / "away")
        (deployment.out / "daily").write_text("in the way")
        deployment.push([STREAM[0] | {"report_id": "another"}])
        up.until(lambda: up.exporter.value("wirewatch_rounds_total", result="failed") > 0)
        (deployment.out / "daily").unlink()
        (deployment.out / "away").rename(deployment.out / "daily")
        up.until_read(len(STREAM) + len(POISON) + 4)
        seen = _scraped(page)
    seen["wirewatch_lag_records"] = lag
    elsewhere = {LATE_DAYS, *FEED_METRICS}  # which a stream alone leaves to the backfill, and `follow` counts
    counted = [metric for metric in METRICS if metric not in elsewhere]
    assert {metric.exported: seen[metric.exported] > 0 for metric in counted} == {m.exported: True for m in counted}
    assert_equal(deployment.tables(), modelled([*STREAM, copy, late, STREAM[0] | {"report_id": "another"}]))
    in_store = select(Folder(deployment.out), "SELECT * FROM daily")
    assert table(parquet_rows(deployment.out / "daily"), CELL) == table(in_store, CELL), "the failed round's days too"


HOLD = """
import sys, time, duckdb
with duckdb.connect(sys.argv[1]):
    print("held", flush=True)
    time.sleep(6)
"""


def _scraped(page: str) -> dict[str, float]:
    """The sum over all series of each metric."""
    with urllib.request.urlopen(page) as answer:
        families = text_string_to_metric_families(answer.read().decode())
        sums: dict[str, float] = {}
        for family in families:
            for sample in family.samples:
                sums[sample.name] = sums.get(sample.name, 0.0) + sample.value
    return sums
