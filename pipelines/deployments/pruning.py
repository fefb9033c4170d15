"""Old days out of the embedded store, for good: the log keeps what they were made of.

Which days are kept stands in a file beside the store, ``wirewatch.duckdb.kept_from``, so that a later run, which makes
every table anew from the log, does not bring the others back.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Protocol

from connectors.duckdb import DAY_COLUMNS, STORAGE_VERSION, DuckdbSink, connect
from connectors.sinks import ChangeSink, CodedSink, CountedSink, DaySink, StateSink
from connectors.tables import Changes, DayTables


class Store(DaySink, ChangeSink, Protocol):
    """What takes days and changes."""


class Embedded(Store, CodedSink, CountedSink, StateSink, Protocol):
    """An embedded store."""


def open_store(path: Path) -> Embedded:
    """The store as a sink that passes over days which were pruned."""
    limit = kept_from(path)
    return KeptFrom(DuckdbSink(path), limit) if limit else DuckdbSink(path)


def kept_from(path: Path) -> date | None:
    """The first day that the store keeps; None when it was never pruned."""
    file = _limit_file(path)
    return date.fromisoformat(file.read_text(encoding="ascii").strip()) if file.exists() else None


class KeptFrom:
    """A DaySink and ChangeSink that hands on the days from ``first`` on; earlier ones it neither holds nor takes."""

    def __init__(self, sink: Embedded, first: date) -> None:
        self._sink, self._first = sink, first

    def held_days(self) -> set[date]:
        """The days held, from the first kept one."""
        return {day for day in self._sink.held_days() if day >= self._first}

    def state(self) -> str:
        """That of what is held, and from which day on."""
        return f"from {self._first}: {self._sink.state()}"

    def counted_from(self) -> set[tuple[date, float | None]]:
        """Each kept day with the ``min_confidence`` of its rows."""
        return {(day, least) for day, least in self._sink.counted_from() if day >= self._first}

    def highest_coder(self) -> tuple[str, int] | None:
        """That of all that is held."""
        return self._sink.highest_coder()

    def replace_days(self, days: Sequence[DayTables]) -> None:
        """Replace those of ``days`` that are kept."""
        self._sink.replace_days([tables for tables in days if tables.day >= self._first])

    def apply(self, changes: Changes) -> None:
        """Apply what is of kept days; a report of an earlier day is passed over with its mentions."""
        first = self._first
        self._sink.apply(
            replace(
                changes,
                rows=tuple(row for row in changes.rows if row.day >= first),
                vanished_rows=tuple(vanished for vanished in changes.vanished_rows if vanished.key.day >= first),
                events=tuple(event for event in changes.events if event.event_date >= first),
                reports=tuple(
                    replace(told, mentions=tuple(m for m in told.mentions if m.event_date >= first))
                    for told in changes.reports
                    if told.report.published_day >= first
                ),
            )
        )


def prune(path: Path, before: date) -> dict[str, int]:
    """Delete the days before ``before`` from the store and give the space back; rows deleted, by table.

    The limit is written first and never goes back: a prune that is cut off is made good by running it again. Writes
    the store anew, so it needs the space of what stays. Raises StoreError.
    """
    first = max(before, kept_from(path) or before)
    limit = _limit_file(path)
    unfinished = limit.with_name(f".{limit.name}.unfinished")
    unfinished.write_text(f"{first}\n", encoding="ascii")
    unfinished.replace(limit)
    with connect(path) as store:
        deleted = {
            table: store.execute(f"DELETE FROM {table} WHERE {day} < ?", [first]).fetchall()[0][0]  # noqa: S608  our names
            for table, day in DAY_COLUMNS.items()
        }
    _rewrite(path)
    del deleted["vanished"]  # what nobody asked for
    return deleted


def _rewrite(path: Path) -> None:
    """Copy the store to a new file and put it in place: DuckDB does not give back the space of deleted rows."""
    copy = path.with_name(f".{path.name}.unfinished")
    for leftover in (copy, copy.with_name(f"{copy.name}.wal")):  # of a prune that was killed
        leftover.unlink(missing_ok=True)
    with connect(path) as store:
        name = store.execute("SELECT current_database()").fetchall()[0][0]
        quoted = str(copy).replace("'", "''")
        store.execute(f"ATTACH '{quoted}' AS rewritten (STORAGE_VERSION '{STORAGE_VERSION}')")
        store.execute(f'COPY FROM DATABASE "{name}" TO rewritten')
        store.execute("DETACH rewritten")
    copy.replace(path)


def _limit_file(path: Path) -> Path:
    return path.with_name(f"{path.name}.kept_from")
