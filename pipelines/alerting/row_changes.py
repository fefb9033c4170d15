"""What changes of daily rows, and a shelf for many of them: on disk, given back day by day."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from msgspec import msgpack

from pipelines.aggregation.cells import Cell
from pipelines.alerting.history import RowFigures, cell_of
from schemas import DailyRow

_AT_ONCE: Final = 5_000
_TABLE: Final = """
    CREATE TABLE changes (
        day INTEGER, cell BLOB, appended REAL, position INTEGER, figures BLOB, PRIMARY KEY (day, cell)
    ) WITHOUT ROWID
"""
_PUT: Final = """
    INSERT INTO changes VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET appended = excluded.appended, position = excluded.position, figures = excluded.figures
    WHERE (excluded.appended, excluded.position) >= (appended, position)
"""


class RowChange(NamedTuple):
    """What is new of one daily row: its figures, or None where it vanished.

    Of several of one row the one with the greatest ``order`` counts: append time and offset, in a topic.
    """

    day: date
    cell: Cell
    figures: RowFigures | None
    order: tuple[float, int] = (0.0, 0)

    @classmethod
    def of(cls, row: DailyRow, order: tuple[float, int] = (0.0, 0)) -> "RowChange":
        """A row that is there."""
        return cls(row.day, cell_of(row), RowFigures.of(row), order)


class RowShelf:
    """The last change of each row, in a temporary file that is gone when the shelf is closed. Not for several threads.

    The file is in the folder that SQLite uses for such files: that of ``SQLITE_TMPDIR`` or ``TMPDIR``, else /var/tmp.
    """

    def __init__(self) -> None:
        # An empty name is a temporary file; it is only ever used by one thread at a time, not always the same one.
        self._file = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute(_TABLE)
        self._waiting: list[RowChange] = []

    def put(self, changes: Iterable[RowChange]) -> None:
        """Take changes in; one that is older than what is held of its row changes nothing."""
        for change in changes:
            self._waiting.append(change)
            if len(self._waiting) >= _AT_ONCE:
                self._write()

    def days(self) -> list[date]:
        """The days of which anything is held, in order."""
        self._write()
        found = self._file.execute("SELECT DISTINCT day FROM changes ORDER BY day")
        return [date.fromordinal(day) for (day,) in found]

    def of_day(self, day: date) -> Iterator[RowChange]:
        """The last change of each row of a day."""
        self._write()
        found = self._file.execute(
            "SELECT cell, appended, position, figures FROM changes WHERE day = ?", (day.toordinal(),)
        )
        for cell, appended, position, figures in found:
            told = msgpack.decode(figures, type=RowFigures | None)
            yield RowChange(day, msgpack.decode(cell, type=Cell), told, (appended, position))

    def close(self) -> None:
        """Remove the file."""
        self._file.close()

    def _write(self) -> None:
        if not self._waiting:
            return
        self._file.execute("BEGIN")
        self._file.executemany(
            _PUT,
            (
                (day.toordinal(), msgpack.encode(cell), *order, msgpack.encode(figures))
                for day, cell, figures, order in self._waiting
            ),
        )
        self._file.execute("COMMIT")
        self._waiting.clear()
