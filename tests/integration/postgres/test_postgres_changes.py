"""The behaviour suite of changes and alerts over PostgreSQL: several writers, kills, a disk that is full."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from typing import Any

import psycopg
import pytest
from change_sink_behaviour import (
    SHOWN,
    AlertSinkBehaviour,
    NewStore,
    ReportSinkBehaviour,
    Store,
    day_of,
    event,
    gone,
    revision,
    row,
    told,
)
from postgres_server import PostgresServer
from test_change_sinks import NEW, NEWS, OLD, small_disk
from test_postgres_sink import held, marks, select, sink

from connectors.postgres.errors import PostgresError, PostgresUnavailable
from connectors.postgres.sink import PostgresSink
from connectors.tables import Changes

pytestmark = pytest.mark.integration
NewUrl = Callable[[], str]


@pytest.fixture
def new_store(new_url: NewUrl) -> NewStore:
    def make() -> Store:
        url = new_url()
        return Store(sink=sink(url), held=lambda: held(url), marks=lambda: marks(url), refusal=PostgresError)

    return make


class TestPostgresChanges(ReportSinkBehaviour):
    """A real server."""


class TestPostgresAlerts(AlertSinkBehaviour):
    """A real server."""

    @pytest.fixture
    def alert_sink(self, url: str) -> PostgresSink:
        return sink(url)

    @pytest.fixture
    def held_alerts(self, url: str) -> Callable[[], list[tuple[Any, ...]]]:
        return lambda: [(*row[:6], row[6].astimezone(UTC)) for row in select(url, SHOWN)]


def test_two_writers_of_the_same_keys_end_as_one_of_all(url: str, new_url: NewUrl) -> None:
    names = [f"{n}" for n in range(100)]
    batches = [
        Changes(
            rows=tuple(row(name, n) for name in names),
            vanished_rows=tuple(gone(f"x{name}", n) for name in names),
            events=tuple(event(name) for name in names),
            reports=tuple(told(name, n, event(name), *([event("b")] if n % 2 else [])) for name in names),
        )
        for n in range(1, 9)
    ]
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(lambda turn: [sink(url).apply(b) for b in turn], t) for t in (batches, batches[::-1])]:
            done.result()
    alone = new_url()
    for batch in batches:
        sink(alone).apply(batch)
    assert held(url) == held(alone)
    assert select(url, "SELECT count(*), min(revision) FROM vanished") == [(100, revision(8))]


KILLED = """
import sys, time
sys.path[:0] = sys.argv[2].split(":")
import connectors.postgres.sink as ours
from test_change_sinks import NEWS
upsert = ours._upsert
def slow(connection, table):
    upsert(connection, table)
    if table.name == "events":
        print("writing", flush=True)
        time.sleep(60)
ours._upsert = slow
ours.PostgresSink(ours.PostgresUrl(sys.argv[1])).apply(NEWS)
"""


def test_writer_killed_in_mid_write_leaves_the_old_state_and_runs_again(url: str, new_url: NewUrl) -> None:
    sink(url).replace_days([OLD])
    before = held(url)
    argv = [sys.executable, "-c", KILLED, url, ":".join(sys.path)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True, env=os.environ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "writing\n"
        writer.send_signal(signal.SIGKILL)
    assert held(url) == before
    sink(url).apply(NEWS)
    other = new_url()
    sink(other).replace_days([NEW])
    assert held(url) == held(other)


@pytest.mark.parametrize("write", ["apply", "replace_days"])
def test_full_disk_leaves_the_old_state_and_runs_again_when_there_is_space(
    write: str, server: PostgresServer, url: str, new_url: NewUrl
) -> None:
    """The tables lie on a disk of their own, which is too small."""
    many = tuple(row(f"{n:0100}", 2) for n in range(20_000))
    new = Changes(rows=many) if write == "apply" else [day_of(rows=many)]
    with small_disk(server.folder / "disk", "5m") as disk, server.tablespace(disk) as space:
        with psycopg.connect(url, autocommit=True) as connection:
            for (table,) in connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname='wirewatch'"
            ).fetchall():
                connection.execute(f"ALTER TABLE wirewatch.{table} SET TABLESPACE {space}")
        sink(url).replace_days([OLD])
        before = held(url)
        begun = time.monotonic()
        with pytest.raises(PostgresUnavailable, match="No space left on device"):
            getattr(sink(url, patience=1), write)(new)
        assert time.monotonic() - begun < 60
        assert held(url) == before
        subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
        getattr(sink(url), write)(new)
        other = new_url()
        sink(other).replace_days([OLD])
        getattr(sink(other), write)(new)
        assert held(url) == held(other)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA wirewatch CASCADE")
