"""The embedded store: one DuckDB file with the tables of ``sql/duckdb.sql``.

DuckDB admits one process while it writes, and a reader blocks a writer too (decision D13): the sink holds the file only
while it writes a batch, readers open it read-only and retry.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import duckdb
import msgspec
import pyarrow as pa

from connectors.retries import retries
from connectors.tables import DayTables, Mention
from schemas import CodedReport, DailyRow, Event, Rejected

SCHEMA_VERSION: Final = 1
STORE_FILE: Final = "wirewatch.duckdb"
_PATIENCE: Final = 30.0
_DAY_COLUMN: Final = {"daily": "day", "events": "event_date", "mentions": "event_date", "reports": "published_day"}


class StoreError(Exception):
    """A store that cannot be used as it is; the message says why and what to do."""


@contextmanager
def connect(path: Path, *, read_only: bool = False, patience: float = _PATIENCE) -> Iterator[duckdb.DuckDBPyConnection]:
    """The store at ``path``; waits up to ``patience`` seconds for another process to let go of the file.

    Raises StoreError when it is missing (reading), locked for longer, no store, or of another schema version.
    """
    if read_only and not path.exists():
        raise StoreError(f"{path}: no such store; `wirewatch run INPUT --out {path.parent}` makes one")
    connection = _open(path, read_only, patience)
    try:
        _check_version(path, connection, read_only)
        yield connection
    finally:
        connection.close()


def _open(path: Path, read_only: bool, patience: float) -> duckdb.DuckDBPyConnection:
    deadline = time.monotonic() + patience
    while True:
        try:
            return duckdb.connect(path, read_only=read_only)
        except duckdb.IOException as e:
            if "lock" not in str(e).lower():
                raise StoreError(f"{path}: not a DuckDB store ({str(e).splitlines()[0]})") from e
            if time.monotonic() > deadline:
                raise StoreError(
                    f"{path}: another process has held it for {patience:.0f} s; end it and try again"
                ) from e
            retries["duckdb"] += 1
            time.sleep(0.1)


def _check_version(path: Path, connection: duckdb.DuckDBPyConnection, read_only: bool) -> None:
    tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if not tables and not read_only:
        # In one transaction: a half-made store would pass for a whole one.
        with _transaction(connection):
            connection.execute((files("connectors") / "sql" / "duckdb.sql").read_text(encoding="utf-8"))
        return
    found = connection.execute("SELECT schema_version FROM meta").fetchall() if "meta" in tables else []
    if found != [(SCHEMA_VERSION,)]:
        version = found[0][0] if found else "none"
        raise StoreError(
            f"{path}: schema version {version}, this wirewatch needs {SCHEMA_VERSION}; write to a new folder"
        )


class DuckdbSink:
    """A DaySink and RejectedSink over one DuckDB file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def held_days(self) -> set[date]:
        """The days that any table holds something of."""
        if not self._path.exists():
            return set()
        union = " UNION ".join(f"SELECT {day} FROM {table}" for table, day in _DAY_COLUMN.items())
        with connect(self._path) as store:
            return {day for (day,) in store.execute(union).fetchall()}

    def replace_days(self, days: Sequence[DayTables]) -> None:
        """Make ``days`` all that is held of those days, in one transaction."""
        with connect(self._path) as store, _transaction(store):
            # Reports first: one that moved to another day leaves the old one.
            _replace(store, "reports", days, (_report_row(r) for d in days for r in d.reports), unique="report_id")
            _replace(store, "events", days, (_event_row(e) for d in days for e in d.events))
            _replace(store, "mentions", days, (_plain(m) for d in days for m in d.mentions))
            _replace(store, "daily", days, (_daily_row(r) for d in days for r in d.rows), ignore="updated_at")

    def write_rejected(self, rejected: Sequence[Rejected]) -> None:
        """Add the dead letters that are not held yet."""
        with connect(self._path) as store, _transaction(store):
            rows = {row["rejected_id"]: row for row in map(_rejected_row, rejected)}
            store.register("staged", _staged(store, "rejected", rows.values()))
            store.execute("INSERT INTO rejected SELECT * FROM staged s ANTI JOIN rejected r USING (rejected_id)")


@contextmanager
def _transaction(store: duckdb.DuckDBPyConnection) -> Iterator[None]:
    store.begin()
    try:
        yield
    except BaseException:
        store.rollback()
        raise
    store.commit()


def _replace(
    store: duckdb.DuckDBPyConnection,
    table: str,
    days: Sequence[DayTables],
    rows: Iterable[dict[str, Any]],
    *,
    unique: str | None = None,
    ignore: str | None = None,
) -> None:
    """Delete what the days hold and ``rows`` do not, insert what they do not hold yet; leave equal rows alone.

    Rows are equal when all columns but ``ignore`` are; a key ``unique`` over all days takes its row along.
    """
    staged = _staged(store, table, rows)
    store.register("staged", staged)
    store.register("days", pa.table({"day": pa.array([d.day for d in days], pa.date32())}))
    same = " AND ".join(f'held."{c}" IS NOT DISTINCT FROM staged."{c}"' for c in staged.column_names if c != ignore)
    moved = f'OR "{unique}" IN (SELECT "{unique}" FROM staged)' if unique else ""
    store.execute(
        f"DELETE FROM {table} held WHERE ({_DAY_COLUMN[table]} IN (SELECT day FROM days) {moved})"
        f" AND NOT EXISTS (SELECT 1 FROM staged WHERE {same})"
    )
    store.execute(
        f"INSERT INTO {table} SELECT * FROM staged WHERE NOT EXISTS (SELECT 1 FROM {table} held WHERE {same})"
    )


def _staged(store: duckdb.DuckDBPyConnection, table: str, rows: Iterable[dict[str, Any]]) -> pa.Table:
    schema = store.table(table).limit(0).to_arrow_table().schema
    return pa.Table.from_pylist(list(rows), schema=schema)


def _plain(record: CodedReport | DailyRow | Event | Mention | Rejected) -> dict[str, Any]:
    """The record as nested mappings and lists, as Arrow takes them."""
    plain: dict[str, Any] = msgspec.to_builtins(record, builtin_types=(date, datetime, bytes))
    return plain


def _report_row(report: CodedReport) -> dict[str, Any]:
    row = _plain(report)
    for name in ("tellings", "fingerprint"):
        del row[name]
    return _with_coder(row)


def _event_row(event: Event) -> dict[str, Any]:
    row = _plain(event)
    place = row.pop("place") or {}
    row |= {f"place_{k}": place.get(k) for k in ("name", "country", "admin1", "precision")}
    row |= {k: place.get(k) for k in ("lat", "lon", "geonames_id")}
    return _with_coder(row | row.pop("counts"))


def _with_coder(row: dict[str, Any]) -> dict[str, Any]:
    coder = row.pop("coder")
    return row | {"coder": coder["name"], "coder_version": coder["version"], "coder_rank": coder["rank"]}


def _daily_row(row: DailyRow) -> dict[str, Any]:
    return _plain(row)


def _rejected_row(rejected: Rejected) -> dict[str, Any]:
    row = _plain(rejected)
    del row["key"], row["headers"]
    return row | {"rejected_id": rejected.rejected_id}
