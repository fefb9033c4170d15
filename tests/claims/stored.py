"""What a folder's sinks hold, read back in the form of the model."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from claims.memory import CELL, table
from claims.model import Table, Tables
from connectors.duckdb import connect
from pipelines.deployments.local import Folder
from schemas import Event, read_container

Rows = list[dict[str, Any]]


def select(folder: Folder, query: str) -> Rows:
    """The rows that ``query`` gives, lists as tuples."""
    with connect(folder.store, read_only=True) as store:
        return [_plain(row) for row in store.sql(query).to_arrow_table().to_pylist()]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def stored(folder: Folder) -> Tables:
    """The daily rows and mentions of the store and the events of the files; all sinks must agree."""
    daily = select(folder, "SELECT * FROM daily")
    assert _in_order(daily) == _in_order(parquet_rows(folder.root / "daily"))
    events = table((asdict(event) for event in event_files(folder.root / "events")), ("event_id",))
    in_store = select(folder, "SELECT event_id, event_date, modality, report_id FROM events")
    assert table(in_store, ("event_id",)) == {
        key: {name: event[name] for name in ("event_date", "modality", "report_id")} for key, event in events.items()
    }
    mentions = table(select(folder, "SELECT * FROM mentions"), ("event_id", "report_id"))
    return Tables(daily=table(daily, CELL), events=events, mentions=mentions)


def stored_reports(folder: Folder) -> Table:
    """The table of reports, of which the model says nothing."""
    return table(select(folder, "SELECT * FROM reports"), ("report_id",))


def _in_order(rows: Rows) -> Rows:
    return sorted(rows, key=lambda row: tuple(row[name] for name in CELL))


def parquet_rows(root: Path) -> Rows:
    """The daily rows of the Parquet files; each must lie in the file of its day."""
    rows = [(path, row) for path in root.glob("*.parquet") for row in pq.read_table(path).to_pylist()]
    assert all(row["day"].isoformat() == path.stem for path, row in rows)
    return [_plain(row) for _, row in rows]


def event_files(root: Path) -> Iterator[Event]:
    """The events of the Avro files; each must lie in the file of its day."""
    for path in root.glob("*.avro"):
        with path.open("rb") as stream:
            for event in read_container(stream, Event):
                assert event.event_date.isoformat() == path.stem
                yield event
