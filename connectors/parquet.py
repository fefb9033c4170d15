"""Daily rows as Parquet, partitioned by day in the Hive layout that DuckDB, pandas and pyarrow read."""

import os
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from connectors.tables import DayTables
from schemas import DailyRow

_TIME: Final = pa.timestamp("ms", tz="UTC")
_TEXT: Final = ("series", "source", "target", "place", "type")
_FIGURES: Final = (
    "incidents stories mentions reports publishers killed injured mentions_denied mentions_planned mentions_historical"
).split()
_READ: Final = "read read_coded read_no_event read_duplicate read_unsupported_language".split()
# The day is the partition: Hive readers take it from the folder's name.
SCHEMA: Final = pa.schema(
    [pa.field(name, pa.string(), nullable=False) for name in _TEXT]
    + [pa.field("quad_class", pa.int32(), nullable=False)]
    + [pa.field(name, pa.int64(), nullable=False) for name in _FIGURES]
    + [pa.field(name, pa.float64()) for name in ("score", "goldstein", "min_confidence")]
    + [pa.field("evidence", pa.list_(pa.string()), nullable=False)]
    + [pa.field(name, pa.int64()) for name in _READ]
    + [pa.field("revision", pa.string(), nullable=False), pa.field("updated_at", _TIME, nullable=False)]
)
_KEY: Final = (*_TEXT, "quad_class")


class ParquetSink:
    """A DaySink for the daily rows: ``daily/day=YYYY-MM-DD/rows.parquet``; a day without rows has no folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def held_days(self) -> set[date]:
        """The days that have a folder."""
        return {date.fromisoformat(path.name.removeprefix("day=")) for path in self._folder.glob("day=*")}

    def replace_days(self, days: Sequence[DayTables]) -> None:
        """Write each day's file anew, whole or not at all; a day whose rows are equal is left alone."""
        for tables in days:
            path = self._path(tables.day)
            if not tables.rows:
                _remove(path)
                continue
            held = _read_rows(path, tables.day) if path.exists() else {}
            rows = [_keep_time(row, held.get(_key(row))) for row in tables.rows]
            if {_key(row): row for row in rows} != held:
                _write(path, pa.Table.from_pylist([asdict(row) for row in rows], schema=SCHEMA))

    def replace_rows(self, day: date, rows: pa.Table) -> None:
        """Make ``rows`` of another sink the day's file, whole or not at all; equal ones in equal order are left alone.

        The columns are those of ``SCHEMA``, of types that can be cast to its own.
        """
        path, rows = self._path(day), rows.select(SCHEMA.names).cast(SCHEMA)
        if not len(rows):
            _remove(path)
        elif not path.exists() or not pq.read_table(path, partitioning=None).equals(rows):
            _write(path, rows)

    def _path(self, day: date) -> Path:
        return self._folder / f"day={day.isoformat()}" / "rows.parquet"


def _write(path: Path, rows: pa.Table) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = _unfinished(path)
    pq.write_table(rows, unfinished)
    with unfinished.open("rb") as written:
        os.fsync(written.fileno())
    unfinished.replace(path)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _unfinished(path).unlink(missing_ok=True)  # of a write that failed
    if path.parent.exists():
        path.parent.rmdir()


def _unfinished(path: Path) -> Path:
    return path.with_name(f".{path.name}.unfinished")


def _key(row: DailyRow) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in _KEY)


def _keep_time(row: DailyRow, held: DailyRow | None) -> DailyRow:
    """``row`` with the older ``updated_at`` when nothing else differs."""
    same = held is not None and replace(row, updated_at=held.updated_at) == held
    return held if held is not None and same else row


def _read_rows(path: Path, day: date) -> dict[tuple[object, ...], DailyRow]:
    rows = pq.read_table(path, partitioning=None).to_pylist()
    held = [DailyRow(**(row | {"day": day, "evidence": tuple(row["evidence"])})) for row in rows]
    return {_key(row): row for row in held}
