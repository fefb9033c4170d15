"""Daily rows as Parquet, a file for each day, which is in the file's name and in its column ``day``.

Not in folders by Hive's layout: pandas and pyarrow read a column that is in the folder's name as text, and refuse the
files where they hold it too.
"""

import os
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from connectors.states import state_of_files
from connectors.tables import DayTables
from schemas import DailyRow

_TIME: Final = pa.timestamp("ms", tz="UTC")
_TEXT: Final = ("series", "source", "target", "place", "type")
_FIGURES: Final = (
    "incidents stories mentions reports publishers killed injured mentions_denied mentions_planned mentions_historical"
).split()
_READ: Final = "read read_coded read_no_event read_duplicate read_unsupported_language".split()
SCHEMA: Final = pa.schema(
    [pa.field("day", pa.date32(), nullable=False)]
    + [pa.field(name, pa.string(), nullable=False) for name in _TEXT]
    + [pa.field("quad_class", pa.int32(), nullable=False)]
    + [pa.field(name, pa.int64(), nullable=False) for name in _FIGURES]
    + [pa.field(name, pa.float64()) for name in ("score", "goldstein", "min_confidence")]
    + [pa.field("evidence", pa.list_(pa.string()), nullable=False)]
    + [pa.field(name, pa.int64()) for name in _READ]
    + [pa.field("revision", pa.string(), nullable=False), pa.field("updated_at", _TIME, nullable=False)]
)
_BEFORE: Final = "day=*/rows.parquet"
_KEY: Final = (*_TEXT, "quad_class")


class ParquetSink:
    """A DaySink for the daily rows: ``daily/YYYY-MM-DD.parquet``; a day without rows has no file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._moved = False

    def held_days(self) -> set[date]:
        """The days that have a file."""
        return {day for day, _ in self.day_files()}

    def day_files(self) -> list[tuple[date, Path]]:
        """The days that have a file, with it, in order; in the layout of before as well."""
        files = [(path.stem, path) for path in self._folder.glob("*.parquet")]
        before = [(path.parent.name.removeprefix("day="), path) for path in self._folder.glob(_BEFORE)]
        return sorted((date.fromisoformat(day), path) for day, path in files + before)

    def state(self) -> str:
        """Other after any of the files was written or moved."""
        return state_of_files(path for _, path in self.day_files())

    def replace_days(self, days: Sequence[DayTables]) -> None:
        """Write each day's file anew, whole or not at all; a day whose rows are equal is left alone."""
        self._move()
        for tables in days:
            path = self._path(tables.day)
            if not tables.rows:
                _remove(path)
                continue
            held = {_key(row): row for row in read_rows(path, tables.day)} if path.exists() else {}
            rows = [_keep_time(row, held.get(_key(row))) for row in tables.rows]
            if {_key(row): row for row in rows} != held:
                _write(path, pa.Table.from_pylist([asdict(row) for row in rows], schema=SCHEMA))

    def replace_rows(self, day: date, rows: pa.Table) -> None:
        """Make ``rows`` of another sink the day's file, whole or not at all; equal ones in equal order are left alone.

        The columns are those of ``SCHEMA`` but ``day``, of types that can be cast to its own.
        """
        self._move()
        path, rows = self._path(day), _of_day(day, rows)
        if not len(rows):
            _remove(path)
        elif not path.exists() or not pq.read_table(path, partitioning=None).equals(rows):
            _write(path, rows)

    def _path(self, day: date) -> Path:
        return self._folder / f"{day.isoformat()}.parquet"

    def _move(self) -> None:
        """Bring the files of an older wirewatch to their new place and form; one that is there already is newer."""
        if self._moved:
            return
        for day, path in self.day_files():
            if path.parent != self._folder:
                if not self._path(day).exists():
                    _write(self._path(day), _of_day(day, _filled(pq.read_table(path, partitioning=None))))
                _remove(path)
                path.parent.rmdir()
        self._moved = True


def _write(path: Path, rows: pa.Table) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = _unfinished(path)
    pq.write_table(rows, unfinished)
    with unfinished.open("rb") as written:
        os.fsync(written.fileno())
    unfinished.replace(path)


def _of_day(day: date, rows: pa.Table) -> pa.Table:
    """``rows`` with the columns of ``SCHEMA``, ``day`` among them."""
    rows = rows.append_column("day", pa.array([day] * len(rows), pa.date32()))
    return rows.select(SCHEMA.names).cast(SCHEMA)


def _filled(rows: pa.Table) -> pa.Table:
    """``rows`` with the columns that came later, empty."""
    for name in set(SCHEMA.names) - {"day"} - set(rows.column_names):
        rows = rows.append_column(name, pa.nulls(len(rows), SCHEMA.field(name).type))
    return rows


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _unfinished(path).unlink(missing_ok=True)  # of a write that failed


def _unfinished(path: Path) -> Path:
    return path.with_name(f".{path.name}.unfinished")


def _key(row: DailyRow) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in _KEY)


def _keep_time(row: DailyRow, held: DailyRow | None) -> DailyRow:
    """``row`` with the older ``updated_at`` when nothing else differs."""
    same = held is not None and replace(row, updated_at=held.updated_at) == held
    return held if held is not None and same else row


def read_rows(path: Path, day: date) -> list[DailyRow]:
    """The rows of a day's file, of either layout."""
    rows = pq.read_table(path, partitioning=None).to_pylist()
    return [DailyRow(**(row | {"day": day, "evidence": tuple(row["evidence"])})) for row in rows]
