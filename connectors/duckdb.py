"""The embedded store: one DuckDB file with the tables of ``sql/duckdb``.

DuckDB admits one process while it writes, and a reader blocks a writer too (decision D13): the sink holds the file only
while it writes a batch, readers open it read-only and retry.
"""

import re
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final, Self

import duckdb
import msgspec
import pyarrow as pa

from connectors.retries import retries
from connectors.sql.comments import COLUMNS, comments
from connectors.sql.migrations import shared, shipped
from connectors.tables import Changes, DayTables, Mention, RowKey, VanishedRow, greatest, one_for_each_key
from schemas import Alert, CodedReport, DailyRow, Event, Rejected

SCHEMA_VERSION: Final = shipped("duckdb")[-1].version
STORE_FILE: Final = "wirewatch.duckdb"
STORAGE_VERSION: Final = "v1.0.0"
"""The storage version of a new file: every DuckDB from 1.0 on opens it; one of 2.0 is refused by all before it."""
_NEW_FILE: Final[dict[str, Any]] = {"storage_compatibility_version": STORAGE_VERSION}
_PATIENCE: Final = 30.0
_DAMAGED: Final = re.compile(r"(?i)corrupt|not a valid DuckDB|could not read enough bytes|replaying WAL|invalidated")
"""How the library's errors tell of a damaged file: it has no type of its own for it."""
_turns: Final[dict[Path, Any]] = {}


@dataclass(frozen=True, slots=True)
class _Table:
    """A table: its key, the column of the day that a row belongs to, the one that makes no difference between rows."""

    name: str
    key: tuple[str, ...]
    day: str = ""
    ignored: str = ""


_REPORTS: Final = _Table("reports", ("report_id",), day="published_day")
_EVENTS: Final = _Table("events", ("event_id",), day="event_date")
_MENTIONS: Final = _Table("mentions", ("event_id", "report_id"), day="event_date")
_DAILY: Final = _Table("daily", RowKey._fields, day="day", ignored="updated_at")
_VANISHED: Final = _Table("vanished", RowKey._fields, day="day")
_ALERTS: Final = _Table("alerts", ("alert_id",), ignored="updated_at")
DAY_COLUMNS: Final = {t.name: t.day for t in (_DAILY, _VANISHED, _EVENTS, _MENTIONS, _REPORTS)}
"""The tables that hold days, each with the column of the day."""
_DAYS_AT_A_TIME: Final = 16
_LONG: Final = {"text", "sentences", "sentence"}


class StoreError(Exception):
    """A store that cannot be used as it is; the message says why and what to do."""


class StoreDamagedError(StoreError):
    """A file that is no store any more: waiting does not help, and what it held is made anew from the log."""

    @classmethod
    def of(cls, path: Path, error: duckdb.Error) -> Self:
        """What the library's error means for whoever has the file."""
        what = "not a DuckDB store" if "not a valid" in str(error) else "damaged"
        return cls(
            f"{path}: {what} ({str(error).splitlines()[0]}): move it and {path.name}.wal away, then make its tables"
            f" anew by `wirewatch aggregate --out {path.parent}`, of a broker's folder with --servers"
        )


@contextmanager
def connect(path: Path, *, read_only: bool = False, patience: float = _PATIENCE) -> Iterator[duckdb.DuckDBPyConnection]:
    """The store at ``path``; waits up to ``patience`` seconds for another process to let go of the file.

    Threads of one process write in turns: their transactions would conflict, and one of them fail.
    Raises StoreError when it is missing (reading), locked for longer, no store, of another schema version, or when the
    disk is full.
    """
    if read_only and not path.exists():
        raise StoreError(f"{path}: no such store; `wirewatch run INPUT --out {path.parent}` makes one")
    with nullcontext() if read_only else _turns.setdefault(path.resolve(), threading.RLock()):
        connection = _open(path, read_only, patience)
        try:
            _check_version(path, connection, read_only)
            yield connection
        except duckdb.OperationalError as e:  # a disk that is full, or memory
            if _DAMAGED.search(str(e)):
                raise StoreDamagedError.of(path, e) from e
            raise StoreError(f"{path}: {str(e).splitlines()[0]}; nothing was written: see to that and run again") from e
        except duckdb.Error as e:
            if _DAMAGED.search(str(e)):
                raise StoreDamagedError.of(path, e) from e
            raise
        finally:
            connection.close()


def _open(path: Path, read_only: bool, patience: float) -> duckdb.DuckDBPyConnection:
    deadline = time.monotonic() + patience
    while True:
        try:
            return duckdb.connect(path, read_only=read_only, config={} if read_only else _NEW_FILE)
        except duckdb.Error as e:
            if _DAMAGED.search(str(e)):
                raise StoreDamagedError.of(path, e) from e
            if not isinstance(e, duckdb.IOException) or "lock" not in str(e).lower():
                raise StoreError(f"{path}: not a DuckDB store ({str(e).splitlines()[0]})") from e
            if time.monotonic() > deadline:
                raise StoreError(
                    f"{path}: another process has held it for {patience:.0f} s; end it and try again"
                ) from e
            retries["duckdb"] += 1
            time.sleep(0.1)


def _check_version(path: Path, connection: duckdb.DuckDBPyConnection, read_only: bool) -> None:
    """Raise StoreError unless the tables are those of this code; where it may write, bring an older store there."""
    held = _held_version(connection)
    if held == SCHEMA_VERSION:
        return
    tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    needed = f"{path}: schema version {held or 'none'}, this wirewatch needs {SCHEMA_VERSION}"
    if (tables and held is None) or (held or 0) > SCHEMA_VERSION:
        raise StoreError(f"{needed}; write to a new folder")
    if read_only:
        raise StoreError(
            f"{needed}: it was made by an older one; bring the folder over with `wirewatch recode --out {path.parent}`"
            f", or the tables alone with `wirewatch sinks init duckdb:{path}`"
        )
    # In one transaction: a half-made store would pass for a whole one.
    with _transaction(connection):
        for migration in shipped("duckdb"):
            if migration.version > (held or 0):
                connection.execute(migration.sql)
        connection.execute(shared("views.sql"))
        for comment in comments(connection.execute(COLUMNS).fetchall()):
            connection.execute(comment)
        connection.execute("UPDATE meta SET schema_version = ?", [SCHEMA_VERSION])


def _held_version(connection: duckdb.DuckDBPyConnection) -> int | None:
    try:
        found = connection.execute("SELECT schema_version FROM meta").fetchall()
    except duckdb.CatalogException:  # there is no such table
        return None
    return found[0][0] if found else None


class DuckdbSink:
    """A DaySink, ChangeSink, RejectedSink and AlertSink over one DuckDB file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def held_days(self) -> set[date]:
        """The days that any table holds something of."""
        if not self._path.exists():
            return set()
        union = " UNION ".join(f"SELECT {t.day} FROM {t.name}" for t in (_REPORTS, _EVENTS, _MENTIONS, _DAILY))
        with connect(self._path) as store:
            return {day for (day,) in store.execute(union).fetchall()}

    def counted_from(self) -> set[tuple[date, float | None]]:
        """Each day with the ``min_confidence`` of its rows; None of rows of before there was one."""
        if not self._path.exists():
            return set()
        with connect(self._path) as store:
            return set(store.execute("SELECT DISTINCT day, min_confidence FROM daily").fetchall())

    def highest_coder(self) -> tuple[str, int] | None:
        """Version and rank of the coder of the highest rank that made a report of the tables."""
        if not self._path.exists():
            return None
        with connect(self._path) as store:
            query = "SELECT coder_version, coder_rank FROM reports ORDER BY coder_rank DESC, coder_version LIMIT 1"
            found: tuple[str, int] | None = store.execute(query).fetchone()
            return found

    def rows_of(self, day: date) -> pa.Table:
        """The day's daily rows in order of their keys, without the column ``day``."""
        with connect(self._path) as store:
            return _rows_of(store, day).drop_columns("day")

    def rows_of_days(self, days: Iterable[date]) -> Iterator[tuple[date, pa.Table]]:
        """The rows of each of ``days`` as ``rows_of`` gives them, some days at a time."""
        import pyarrow.compute as pc  # here, for it takes as long as the rest of pyarrow, and few commands need it

        with connect(self._path) as store:
            rest = iter(days)
            while some := list(islice(rest, _DAYS_AT_A_TIME)):
                together = _rows_of(store, *some)
                row_days = together.column("day")
                for day in some:
                    yield day, together.filter(pc.equal(row_days, day)).drop_columns("day")

    def state(self) -> str:
        """A digest of the days that are held, whatever order the rows are in."""
        if not self._path.exists():
            return "none"
        with connect(self._path) as store:
            return " ".join(_digest(store, table) for table in (_REPORTS, _EVENTS, _MENTIONS, _DAILY))

    def replace_days(self, days: Sequence[DayTables]) -> None:
        """Make ``days`` all that is held of those days, in one transaction."""
        with connect(self._path) as store, _transaction(store):
            store.register("days", pa.table({"day": pa.array([d.day for d in days], pa.date32())}))
            # Reports first: one that moved to another day leaves the old one.
            _replace(store, _REPORTS, (_report_row(r) for d in days for r in d.reports))
            _replace(store, _EVENTS, (_event_row(e) for d in days for e in d.events))
            _replace(store, _MENTIONS, (_plain(m) for d in days for m in d.mentions))
            _replace(store, _DAILY, (_plain(r) for d in days for r in d.rows))
            _replace(store, _VANISHED, ())

    def apply(self, changes: Changes) -> None:
        """Upsert and delete by key, guarded by revision, in one transaction."""
        single = one_for_each_key(changes)
        with connect(self._path) as store, _transaction(store):
            staged = {
                _REPORTS: _stage(store, _REPORTS, (_report_row(told.report) for told in single.reports)),
                _MENTIONS: _stage(store, _MENTIONS, (_plain(m) for told in single.reports for m in told.mentions)),
                _EVENTS: _stage(store, _EVENTS, map(_event_row, single.events)),
                _DAILY: _stage(store, _DAILY, map(_plain, single.rows)),
                _VANISHED: _stage(store, _VANISHED, map(_vanished_row, single.vanished_rows)),
            }
            gone = pa.table({"event_id": pa.array(single.vanished_events, pa.string())})
            store.register("staged_vanished_events", gone)
            store.execute(shared("changes.sql"))
            for table, rows in staged.items():
                if rows:
                    _upsert(store, table)

    def write_rejected(self, rejected: Sequence[Rejected]) -> None:
        """Add the dead letters that are not held yet."""
        with connect(self._path) as store, _transaction(store):
            rows = {row["rejected_id"]: row for row in map(_rejected_row, rejected)}
            store.register("staged", _arrow(store, "rejected", rows.values()))
            store.execute("INSERT INTO rejected SELECT * FROM staged s ANTI JOIN rejected r USING (rejected_id)")

    def write_alerts(self, alerts: Sequence[Alert]) -> None:
        """Upsert alerts by id, guarded by revision, in one transaction."""
        with connect(self._path) as store, _transaction(store):
            _stage(store, _ALERTS, map(_alert_row, greatest(alerts, lambda a: a.alert_id, lambda a: a.revision)))
            store.execute(shared("alerts.sql"))
            _upsert(store, _ALERTS)


def _rows_of(store: duckdb.DuckDBPyConnection, *days: date) -> pa.Table:
    query = f"SELECT * FROM daily WHERE day IN ({', '.join('?' * len(days))}) ORDER BY {', '.join(_DAILY.key)}"
    return store.sql(query, params=list(days)).to_arrow_table()


def _digest(store: duckdb.DuckDBPyConnection, table: _Table) -> str:
    """How many rows a table has and what is in them, but for texts, which are long and change with their hash."""
    columns = (f'"{name}"' for name in store.table(table.name).columns if name not in _LONG)
    query = f"SELECT count(*), bit_xor(hash({', '.join(columns)})) FROM {table.name}"
    return "{}:{}".format(*store.execute(query).fetchall()[0])


@contextmanager
def _transaction(store: duckdb.DuckDBPyConnection) -> Iterator[None]:
    store.begin()
    try:
        yield
    except BaseException:
        store.rollback()
        raise
    store.commit()


def _replace(store: duckdb.DuckDBPyConnection, table: _Table, rows: Iterable[dict[str, Any]]) -> None:
    """Make ``rows`` all that the relation ``days`` holds; a key that stands on another day moves."""
    _stage(store, table, rows)
    moved = "" if table.day in table.key else f" OR {_in_staged(table)}"
    _write(store, table, f"{table.day} IN (SELECT day FROM days){moved}")


def _upsert(store: duckdb.DuckDBPyConnection, table: _Table) -> None:
    """Write what is staged for the table under its keys."""
    _write(store, table, _in_staged(table))


def _write(store: duckdb.DuckDBPyConnection, table: _Table, outdated: str) -> None:
    """Delete what is ``outdated`` and not staged, insert what is staged and not held; leave equal rows alone.

    Rows are equal when all columns but the ignored one are.
    """
    name, staged = table.name, f"staged_{table.name}"
    columns = [column for column in store.table(name).columns if column != table.ignored]
    same = " AND ".join(f'held."{c}" IS NOT DISTINCT FROM s."{c}"' for c in columns)
    store.execute(f"DELETE FROM {name} held WHERE ({outdated}) AND NOT EXISTS (SELECT 1 FROM {staged} s WHERE {same})")
    store.execute(
        f"INSERT INTO {name} SELECT * FROM {staged} s WHERE NOT EXISTS (SELECT 1 FROM {name} held WHERE {same})"
    )


def _in_staged(table: _Table) -> str:
    key = ", ".join(table.key)
    return f"({key}) IN (SELECT {key} FROM staged_{table.name})"


def _stage(store: duckdb.DuckDBPyConnection, table: _Table, rows: Iterable[dict[str, Any]]) -> int:
    """Put the rows into a temporary table that ends with the connection; how many they are."""
    arrow = _arrow(store, table.name, rows)
    store.register("rows", arrow)
    store.execute(f"CREATE TEMPORARY TABLE staged_{table.name} AS FROM rows")
    return len(arrow)


def _arrow(store: duckdb.DuckDBPyConnection, table: str, rows: Iterable[dict[str, Any]]) -> pa.Table:
    schema = store.table(table).limit(0).to_arrow_table().schema
    return pa.Table.from_pylist(list(rows), schema=schema)


def _plain(record: Alert | CodedReport | DailyRow | Event | Mention | Rejected) -> dict[str, Any]:
    """The record as nested mappings and lists, as Arrow takes them."""
    plain: dict[str, Any] = msgspec.to_builtins(record, builtin_types=(date, datetime, bytes))
    return plain


def _report_row(report: CodedReport) -> dict[str, Any]:
    row = _plain(report)
    for name in ("tellings", "fingerprint", "sentence_hashes"):
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


def _vanished_row(vanished: VanishedRow) -> dict[str, Any]:
    return vanished.key._asdict() | {"revision": vanished.revision}


def _alert_row(alert: Alert) -> dict[str, Any]:
    return _plain(alert) | {"evidence_events": msgspec.json.encode(alert.evidence_events).decode()}


def _rejected_row(rejected: Rejected) -> dict[str, Any]:
    row = _plain(rejected)
    del row["key"], row["headers"]
    return row | {"rejected_id": rejected.rejected_id}
