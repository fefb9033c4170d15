"""The behaviour suite over the sinks that are files, and what is particular to each."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from shutil import copyfile
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from day_sink_behaviour import (
    LETTER,
    MONDAY,
    NOON,
    SQL,
    TUESDAY,
    DaySinkBehaviour,
    NewStore,
    Store,
    broken,
    tables,
)

from connectors import avro_files
from connectors.avro_files import AvroLog, EventFiles, RejectedFiles
from connectors.duckdb import SCHEMA_VERSION, DuckdbSink, StoreError, connect
from connectors.parquet import ParquetSink, read_rows
from connectors.sinks import DaySink, RejectedSink
from connectors.sql.comments import COLUMNS
from connectors.tables import DayTables
from pipelines.deployments.pruning import prune
from schemas import Event, Rejected, read_container

SINKS: dict[str, Callable[[Path], DaySink]] = {
    "duckdb": lambda root: DuckdbSink(root / "wirewatch.duckdb"),
    "parquet": lambda root: ParquetSink(root / "daily"),
    "events": lambda root: EventFiles(root / "events"),
}


def stored(root: Path) -> dict[str, list[Any]]:
    """All that lies below ``root``, whichever sink wrote it."""
    held: dict[str, list[Any]] = {}
    if (root / "wirewatch.duckdb").exists():
        with connect(root / "wirewatch.duckdb", read_only=True) as store:
            for table in ("reports", "events", "mentions", "daily"):
                held[table] = sorted(store.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
    for path in sorted(root.glob("daily/*.parquet")):
        held[path.name] = sorted(ds.dataset(path).to_table().to_pylist(), key=repr)
    for path in sorted(root.glob("events/*.avro")):
        with path.open("rb") as stream:
            held[path.stem] = list(read_container(stream, Event))
    return {name: rows for name, rows in held.items() if rows}


@pytest.fixture(params=SINKS)
def new_store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> NewStore:
    def make() -> Store:
        root = tmp_path_factory.mktemp("store")
        if request.param == "duckdb":
            copyfile(empty_store, root / empty_store.name)
        return Store(
            sink=SINKS[request.param](root),
            held=lambda: stored(root),
            marks=lambda: {path: path.stat().st_mtime_ns for path in root.rglob("*.parquet")},
            refusal=(ValueError, TypeError, duckdb.Error),
        )

    return make


class TestFileSinks(DaySinkBehaviour):
    """DuckDB, Parquet and Avro."""


@pytest.mark.parametrize("kind", ["parquet", "events"])
def test_a_disk_that_fails_leaves_the_old_state_and_the_next_call_repairs(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError("disk full")

    sink = SINKS[kind](tmp_path)
    sink.replace_days([tables(MONDAY, "a")])
    before = stored(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        for day in (MONDAY, TUESDAY):
            with pytest.raises(OSError, match="disk full"):
                sink.replace_days([tables(day, "b")])
    assert stored(tmp_path) == before
    sink.replace_days([DayTables(day=MONDAY), DayTables(day=TUESDAY)])
    assert (stored(tmp_path), sink.held_days()) == ({}, set())


def test_store_changes_all_days_of_a_call_or_none(tmp_path: Path) -> None:
    sink = DuckdbSink(tmp_path / "wirewatch.duckdb")
    sink.replace_days([tables(MONDAY, "a")])
    before = stored(tmp_path)
    with pytest.raises(ValueError, match=r"Could not convert '(many|four)'"):
        sink.replace_days([tables(MONDAY, "b"), broken(TUESDAY)])
    assert stored(tmp_path) == before


def test_report_that_moved_to_another_day_leaves_the_old_one(tmp_path: Path) -> None:
    sink = DuckdbSink(tmp_path / "wirewatch.duckdb")
    sink.replace_days([tables(MONDAY, "a", "b")])
    sink.replace_days([tables(TUESDAY, "a")])
    with connect(tmp_path / "wirewatch.duckdb", read_only=True) as store:
        found = store.execute("SELECT report_id, published_day FROM reports ORDER BY ALL").fetchall()
    assert found == [("r-a", TUESDAY), ("r-b", MONDAY)]


def test_parquet_is_read_alike_by_pyarrow_duckdb_and_pandas(tmp_path: Path) -> None:
    ParquetSink(tmp_path).replace_days([tables(MONDAY, SQL, "b"), tables(TUESDAY, "c")])
    expected = {(MONDAY, SQL, NOON), (MONDAY, "b", NOON), (TUESDAY, "c", NOON)}
    frame = pd.read_parquet(tmp_path)
    by_pandas = zip(frame["day"], frame["place"], frame["updated_at"], strict=True)
    assert {(day, place, at.to_pydatetime()) for day, place, at in by_pandas} == expected
    table = ds.dataset(tmp_path).to_table()
    assert table.schema.field("day").type == pa.date32()
    assert {(row["day"], row["place"], row["updated_at"]) for row in table.to_pylist()} == expected
    query = "SELECT day, place, updated_at FROM read_parquet($files)"
    found = duckdb.execute(query, {"files": f"{tmp_path}/*.parquet"}).fetchall()
    assert {(day, place, at.astimezone(UTC)) for day, place, at in found} == expected


def test_parquet_folders_of_before_are_read_and_brought_to_the_new_place(tmp_path: Path) -> None:
    """Of version 1: by Hive's layout, without the columns ``day`` and ``min_confidence``."""
    new, old = tmp_path / "new", tmp_path / "old"
    ParquetSink(new).replace_days([tables(MONDAY, SQL, "b"), tables(TUESDAY, "c")])
    for day in (MONDAY, TUESDAY):
        (old / f"day={day}").mkdir(parents=True)
        rows = pq.read_table(new / f"{day}.parquet").drop_columns(["day", "min_confidence"])
        pq.write_table(rows, old / f"day={day}" / "rows.parquet")
    sink = ParquetSink(old)
    assert sink.held_days() == {MONDAY, TUESDAY}
    assert [len(read_rows(path, day)) for day, path in sink.day_files()] == [2, 1]
    sink.replace_days([tables(TUESDAY, "d")])
    assert sorted(path.name for path in old.iterdir()) == [f"{MONDAY}.parquet", f"{TUESDAY}.parquet"]
    assert pq.read_table(old / f"{MONDAY}.parquet").equals(pq.read_table(new / f"{MONDAY}.parquet"))
    assert [row.place for row in read_rows(old / f"{TUESDAY}.parquet", TUESDAY)] == ["d"]


def test_parquet_takes_the_rows_of_the_store(tmp_path: Path) -> None:
    store, files = DuckdbSink(tmp_path / "wirewatch.duckdb"), ParquetSink(tmp_path / "daily")
    days = [tables(MONDAY, SQL, "b"), tables(TUESDAY, "c")]
    store.replace_days(days)
    for day in (MONDAY, TUESDAY):
        files.replace_rows(day, store.rows_of(day))
    ParquetSink(tmp_path / "other" / "daily").replace_days(days)
    assert stored(tmp_path).items() >= stored(tmp_path / "other").items()

    file = tmp_path / "daily" / f"{MONDAY}.parquet"
    before = file.stat().st_ino
    files.replace_rows(MONDAY, store.rows_of(MONDAY))
    assert file.stat().st_ino == before, "equal rows are left alone"
    store.replace_days([DayTables(day=MONDAY)])
    files.replace_rows(MONDAY, store.rows_of(MONDAY))
    assert files.held_days() == {TUESDAY}


@pytest.mark.slow
def test_rows_of_many_days_are_those_of_each(tmp_path: Path) -> None:
    store = DuckdbSink(tmp_path / "wirewatch.duckdb")
    days = [MONDAY + timedelta(days=n) for n in range(40)]
    store.replace_days([tables(day, SQL, str(day)) for day in days[:-1]])
    found = list(store.rows_of_days(iter(days)))
    assert [day for day, _ in found] == days
    assert all(rows.equals(store.rows_of(day)) for day, rows in found)
    assert [len(rows) for _, rows in found] == [2] * 39 + [0]


def hold(path: Path, seconds: float) -> "subprocess.Popen[str]":
    """Another process that has the store open for writing."""
    program = (
        f"import duckdb, time; c = duckdb.connect({str(path)!r}); print('held', flush=True); time.sleep({seconds})"
    )
    holder = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


@pytest.mark.slow
def test_sink_waits_for_another_process_to_let_go(tmp_path: Path) -> None:
    path = tmp_path / "wirewatch.duckdb"
    DuckdbSink(path).replace_days([tables(MONDAY, "a")])
    with hold(path, 0.7):
        begun = time.monotonic()
        DuckdbSink(path).replace_days([tables(TUESDAY, "b")])
        assert time.monotonic() - begun > 0.3
    assert DuckdbSink(path).held_days() == {MONDAY, TUESDAY}


def test_patience_with_another_process_has_an_end(tmp_path: Path) -> None:
    path = tmp_path / "wirewatch.duckdb"
    DuckdbSink(path).replace_days([tables(MONDAY, "a")])
    with hold(path, 60) as holder:
        try:
            with pytest.raises(StoreError, match="another process has held it for 0 s"), connect(path, patience=0.2):
                pass
        finally:
            holder.kill()


@pytest.mark.parametrize(
    ("sql", "version"),
    [
        (
            f"CREATE TABLE meta (schema_version INTEGER); INSERT INTO meta VALUES ({SCHEMA_VERSION + 1})",
            f"{SCHEMA_VERSION + 1}",
        ),
        ("CREATE TABLE daily (day DATE)", "none"),
        ("CREATE TABLE meta (schema_version INTEGER)", "none"),
    ],
)
def test_store_of_another_version_is_named_and_left_alone(sql: str, version: str, tmp_path: Path) -> None:
    path = tmp_path / "wirewatch.duckdb"
    with duckdb.connect(path) as store:
        store.execute(sql)
    message = f"{path}: schema version {version}, this wirewatch needs {SCHEMA_VERSION}"
    with pytest.raises(StoreError) as refused:
        DuckdbSink(path).replace_days([tables(MONDAY, "a")])
    assert str(refused.value).startswith(message)


def test_file_that_is_no_store_is_named(tmp_path: Path) -> None:
    path = tmp_path / "wirewatch.duckdb"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(StoreError, match="not a DuckDB store"):
        DuckdbSink(path).held_days()


def test_reader_of_a_store_that_is_not_there_or_not_finished_is_told(tmp_path: Path) -> None:
    path = tmp_path / "wirewatch.duckdb"
    with pytest.raises(StoreError, match="no such store"), connect(path, read_only=True):
        pass
    duckdb.connect(path).close()
    with pytest.raises(StoreError, match="schema version none"), connect(path, read_only=True):
        pass
    DuckdbSink(path).replace_days([tables(MONDAY, "a")])
    assert DuckdbSink(path).held_days() == {MONDAY}


def test_new_store_is_in_a_storage_version_that_every_duckdb_1_opens(tmp_path: Path) -> None:
    """Written, closed and written again; `make clients` opens one with DuckDB 1.4 itself."""
    path = tmp_path / "wirewatch.duckdb"
    for rows in ("a", "ab"):
        DuckdbSink(path).replace_days([tables(MONDAY, *rows)])
        assert storage_of(path) == "v1.0.0+"


def test_store_of_a_newer_storage_version_is_written_on_and_rewritten_by_prune(tmp_path: Path) -> None:
    path = tmp_path / "wirewatch.duckdb"
    duckdb.connect(path, config={"storage_compatibility_version": "v1.4.0"}).close()
    DuckdbSink(path).replace_days([tables(MONDAY, "a")])
    assert storage_of(path) == "v1.4.0+"
    prune(path, before=MONDAY)
    assert storage_of(path) == "v1.0.0+"
    assert DuckdbSink(path).held_days() == {MONDAY}


def test_every_column_says_what_it_holds(tmp_path: Path) -> None:
    """`SELECT comment FROM duckdb_columns()`, and any tool that shows comments."""
    path = tmp_path / "wirewatch.duckdb"
    DuckdbSink(path).replace_days([tables(MONDAY, "a")])
    prune(path, before=MONDAY)  # which writes it anew
    with connect(path, read_only=True) as store:
        found = store.execute(
            f"SELECT table_name, column_name, comment FROM duckdb_columns() JOIN ({COLUMNS}) "
            "USING (table_name, column_name)"
        ).fetchall()
    assert [(table, column) for table, column, comment in found if not comment] == []
    words = {f"{table}.{column}": comment for table, column, comment in found}
    assert words["daily.killed"] == "Sum over incidents of the largest number told. Unit: people."
    assert words["daily.day"] == "Day of the events."
    assert words["mentions.report_id"].startswith("Identity of the report.")
    assert words["events.trigger_start"].endswith("Unit: Unicode code points.")


def storage_of(path: Path) -> str:
    with duckdb.connect(path, read_only=True) as store:
        return str(
            store.execute("SELECT tags['storage_version'] FROM duckdb_databases() WHERE NOT internal").fetchall()[0][0]
        )


@pytest.mark.parametrize("kind", ["duckdb", "avro"])
def test_dead_letters_are_held_once_with_their_bytes(kind: str, tmp_path: Path) -> None:
    log = AvroLog(tmp_path / "rejected", Rejected)
    store = tmp_path / "wirewatch.duckdb"
    sink: RejectedSink = DuckdbSink(store) if kind == "duckdb" else RejectedFiles(log)
    other = replace(LETTER, offset=4)
    for letters in ([LETTER, LETTER], [LETTER, other], []):
        sink.write_rejected(letters)
    if kind == "avro":
        assert list(log.read()) == [LETTER, other]
    else:
        with connect(store, read_only=True) as read:
            found = read.execute('SELECT "offset", reason, message, value FROM rejected ORDER BY 1').fetchall()
        assert found == [(offset, "bad_json", LETTER.message, LETTER.value) for offset in (3, 4)]


def test_dead_letters_are_known_by_the_headers_of_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or, of a part that an older wirewatch wrote, by its letters."""
    log = AvroLog(tmp_path / "rejected", Rejected)
    other = replace(LETTER, offset=4)
    log.append([LETTER])
    RejectedFiles(log).write_rejected([LETTER, other])
    log.parts()[0].unlink()
    with monkeypatch.context() as patch:
        patch.setattr(avro_files, "read_part", None)
        RejectedFiles(log).write_rejected([other])
    assert list(log.read()) == [other]


def test_log_gives_records_in_the_order_of_their_parts_and_none_of_a_part_that_failed(tmp_path: Path) -> None:
    log = AvroLog(tmp_path / "log", Rejected)
    parts: Sequence[Sequence[Rejected]] = [[replace(LETTER, offset=n), replace(LETTER, offset=n + 1)] for n in (0, 2)]
    log.append(parts[0])
    with pytest.raises((ValueError, TypeError)):
        log.append([LETTER, replace(LETTER, offset="late")])  # type: ignore[arg-type]
    log.append(parts[1])
    assert [letter.offset for letter in log.read()] == [0, 1, 2, 3]
    assert [part.name for part in log.parts()] == ["000001.avro", "000002.avro"]
