"""The behaviour suite of changes and alerts over DuckDB, and what is particular to it: versions, kills, full disks."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from shutil import copyfile
from typing import Any

import duckdb
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
    row,
    told,
)
from day_sink_behaviour import MONDAY, tables

from connectors.duckdb import SCHEMA_VERSION, DuckdbSink, StoreError, connect
from connectors.sql.migrations import shipped
from connectors.tables import Changes

TABLES = ("reports", "events", "mentions", "daily")


def held(path: Path) -> dict[str, list[Any]]:
    with connect(path, read_only=True) as store:
        found = {table: sorted(store.execute(f"FROM {table}").fetchall(), key=repr) for table in TABLES}
    return {table: rows for table, rows in found.items() if rows}


def marks(path: Path) -> dict[str, list[Any]]:
    """Where each row lies: a row that was written again lies elsewhere."""
    with connect(path, read_only=True) as store:
        tables = (*TABLES, "vanished")
        return {table: store.execute(f"SELECT rowid, * FROM {table} ORDER BY 1").fetchall() for table in tables}


@pytest.fixture
def new_store(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> NewStore:
    def make() -> Store:
        path = tmp_path_factory.mktemp("store") / "wirewatch.duckdb"
        copyfile(empty_store, path)
        return Store(
            sink=DuckdbSink(path),
            held=lambda: held(path),
            marks=lambda: marks(path),
            refusal=(ValueError, TypeError, duckdb.Error),
        )

    return make


class TestDuckdbChanges(ReportSinkBehaviour):
    """The embedded store."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "wirewatch.duckdb"


class TestDuckdbAlerts(AlertSinkBehaviour):
    """The embedded store."""

    @pytest.fixture
    def alert_sink(self, path: Path) -> DuckdbSink:
        return DuckdbSink(path)

    @pytest.fixture
    def held_alerts(self, path: Path) -> Callable[[], list[tuple[Any, ...]]]:
        def select() -> list[tuple[Any, ...]]:
            with connect(path, read_only=True) as store:
                found = store.execute(SHOWN).fetchall()
            return [(*row[:4], json.loads(row[4]), row[5], row[6].astimezone(UTC)) for row in found]

        return select


def make_version_1(path: Path) -> None:
    """A store as the first version made it, with a dead letter in it."""
    with duckdb.connect(path) as store:
        store.execute(shipped("duckdb")[0].sql)
        store.execute("CREATE VIEW totals AS SELECT day, type FROM daily WHERE series = 'total'")
        store.execute("INSERT INTO rejected VALUES ('r', 't', 0, 0, NULL, 's', 'r', 'm', 'v')")


def test_older_store_is_brought_up_to_date_where_it_is_written(path: Path) -> None:
    make_version_1(path)
    DuckdbSink(path).replace_days([tables(MONDAY, "a")])
    with connect(path, read_only=True) as store:
        assert store.execute("SELECT schema_version FROM meta").fetchall() == [(SCHEMA_VERSION,)]
        assert store.execute("SELECT rejected_id FROM rejected").fetchall() == [("r",)]
        assert store.execute("SELECT count(*) FROM mentions_behind").fetchall() == [(5,)]
        columns = [column[0] for column in store.execute("DESCRIBE totals").fetchall()]
        together = store.execute("SELECT count(*) FROM totals NATURAL JOIN day_totals").fetchall()
    assert "stories" in columns
    assert together == [(0,)]


def test_older_store_is_not_changed_by_a_reader_who_is_told_what_to_do(path: Path) -> None:
    make_version_1(path)
    before = path.read_bytes()
    told = (
        rf"version 1, this wirewatch needs {SCHEMA_VERSION}: .*recode --out {path.parent}`, or .* init duckdb:{path}`"
    )
    with pytest.raises(StoreError, match=told), connect(path, read_only=True):
        pass
    assert path.read_bytes() == before


def test_migration_that_fails_leaves_the_older_store(path: Path) -> None:
    make_version_1(path)
    with duckdb.connect(path) as store:
        store.execute("CREATE TABLE alerts (mine INTEGER)")
    before = held_version(path)
    with pytest.raises(duckdb.CatalogException, match="alerts"):
        DuckdbSink(path).replace_days([tables(MONDAY, "a")])
    assert held_version(path) == before == [(1,)]


def held_version(path: Path) -> list[Any]:
    with duckdb.connect(path, read_only=True) as store:
        return store.execute("SELECT schema_version FROM meta").fetchall()


OLD = day_of(told("x", 1, event("a")), rows=[row("a", 1)], events=[event("a")])
NEWS = Changes(
    rows=(row("b", 2),),
    vanished_rows=(gone("a", 2),),
    events=(event("b"),),
    vanished_events=("e-a",),
    reports=(told("x", 2, event("b")),),
)
NEW = day_of(told("x", 2, event("b")), rows=[row("b", 2)], events=[event("b")])

KILLED = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = sys.argv[3].split(":")
import connectors.duckdb
from test_change_sinks import NEWS
upsert, left = connectors.duckdb._upsert, int(sys.argv[2])
def mortal(store, table):
    global left
    upsert(store, table)
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
connectors.duckdb._upsert = mortal
connectors.duckdb.DuckdbSink(Path(sys.argv[1])).apply(NEWS)
"""


@pytest.mark.slow
@pytest.mark.parametrize("tables_written", [1, 5])
def test_writer_killed_in_mid_write_leaves_the_old_state_and_runs_again(path: Path, tables_written: int) -> None:
    DuckdbSink(path).replace_days([OLD])
    before = held(path)
    argv = [sys.executable, "-c", KILLED, str(path), str(tables_written), ":".join(sys.path)]
    assert subprocess.run(argv, check=False).returncode == -signal.SIGKILL
    assert held(path) == before
    DuckdbSink(path).apply(NEWS)
    other = path.with_name("other.duckdb")
    DuckdbSink(other).replace_days([NEW])
    assert held(path) == held(other)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of that size; skips where none may be mounted."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip(f"needs the right to mount a small file system: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


@pytest.mark.slow
@pytest.mark.parametrize("write", ["apply", "replace_days"])
def test_full_disk_leaves_the_old_state_and_runs_again_when_there_is_space(tmp_path: Path, write: str) -> None:
    many = tuple(row(f"{n:0100}", 2) for n in range(8_000))
    new = Changes(rows=many) if write == "apply" else [day_of(rows=many)]
    with small_disk(tmp_path / "disk", "3m") as disk:
        sink = DuckdbSink(disk / "wirewatch.duckdb")
        sink.replace_days([OLD])
        before = held(disk / "wirewatch.duckdb")
        with pytest.raises(StoreError, match="No space left on device; nothing was written: see to that and run again"):
            getattr(sink, write)(new)
        assert held(disk / "wirewatch.duckdb") == before
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        getattr(sink, write)(new)
        other = DuckdbSink(tmp_path / "other.duckdb")
        other.replace_days([OLD])
        getattr(other, write)(new)
        assert held(disk / "wirewatch.duckdb") == held(tmp_path / "other.duckdb")
