"""What is known of each day, as a table of figures that whole days can be judged by at once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from pipelines.aggregation.cells import TOTAL, Cell
from schemas import Alert, DailyRow, Series

COUNTED: Final = ("stories", "mentions", "incidents")
"""The figures of a row that can be judged."""


class RowFigures(NamedTuple):
    """What of a daily row is judged, and what is told of it."""

    stories: int
    mentions: int
    incidents: int
    read: int | None
    revision: str
    evidence: tuple[str, ...]

    @classmethod
    def of(cls, row: DailyRow) -> "RowFigures":
        """Those of a whole row."""
        return cls(row.stories, row.mentions, row.incidents, row.read, row.revision, row.evidence)


def cell_of(record: DailyRow | Alert) -> Cell:
    """The cell that a row or an alert is about."""
    series = cast("Series", record.series)
    return Cell(series, record.source, record.target, record.place, record.type, record.quad_class)


class History:
    """Daily rows by day and cell; what a row says replaces what was held of it.

    Holds 12 bytes for each cell and day, whether or not there is a row, and the evidence of the rows that there are:
    ``drop_before`` days that nothing is judged by any more.
    """

    def __init__(self, rows: Iterable[DailyRow] = ()) -> None:
        self._numbers: dict[Cell, int] = {}
        self._cells: list[Cell] = []
        self._figures: dict[date, NDArray[np.int32]] = {}
        self._origins: dict[date, dict[int, str]] = defaultdict(dict)
        self._read: dict[date, int] = {}
        for row in rows:
            self.put(row)

    def put(self, row: DailyRow) -> None:
        """Take a row in, in the place of the one of its day and cell."""
        self.hold(row.day, cell_of(row), RowFigures.of(row))

    def hold(self, day: date, cell: Cell, figures: RowFigures) -> None:
        """Take the figures of a row in, in the place of those of its day and cell."""
        if cell == TOTAL:
            self._read[day] = figures.read or 0
        number = self.number(cell)
        self._column(day, number)[number] = (figures.stories, figures.mentions, figures.incidents)
        # One text takes half the memory of five, and neither ids nor revisions have spaces.
        self._origins[day][number] = " ".join((figures.revision, *figures.evidence))

    def remove(self, day: date, cell: Cell) -> None:
        """Forget the row of ``cell`` on ``day``."""
        if cell == TOTAL:
            self._read.pop(day, None)
        number = self.number(cell)
        self._column(day, number)[number] = 0
        self._origins[day].pop(number, None)

    def replace_day(self, day: date, rows: Iterable[DailyRow]) -> None:
        """Make ``rows`` all that is known of ``day``."""
        for held in (self._figures, self._origins, self._read):
            held.pop(day, None)
        for row in rows:
            self.put(row)

    def drop_before(self, day: date) -> None:
        """Forget the days before ``day``."""
        for held in (self._figures, self._origins, self._read):
            for old in [d for d in held if d < day]:
                del held[old]

    @property
    def days(self) -> list[date]:
        """The days of which anything is held, in order."""
        return sorted(self._figures)

    @property
    def cells(self) -> list[Cell]:
        """All cells, by number."""
        return self._cells

    def number(self, cell: Cell) -> int:
        """The number of a cell, given to it when it is first asked for."""
        number = self._numbers.setdefault(cell, len(self._cells))
        if number == len(self._cells):
            self._cells.append(cell)
        return number

    def read(self, day: date) -> int:
        """How many reports published on ``day`` were read."""
        return self._read.get(day, 0)

    def figures(self, day: date, figure: str) -> NDArray[np.int32]:
        """One figure of a day for all cells, by number; 0 where there is no row."""
        column = self._figures.get(day)
        held = column[: len(self._cells), COUNTED.index(figure)] if column is not None else np.zeros(0, np.int32)
        return np.pad(held, (0, len(self._cells) - len(held)))

    def origin(self, day: date, number: int) -> tuple[str, tuple[str, ...]]:
        """Revision and evidence of a row; empty where there is none."""
        revision, *evidence = self._origins.get(day, {}).get(number, "").split(" ")
        return revision, tuple(evidence)

    def _column(self, day: date, number: int) -> NDArray[np.int32]:
        """The figures of a day, with room for the cell of this number."""
        column = self._figures.get(day)
        if column is None:
            column = self._figures[day] = np.zeros((max(number + 1, len(self._cells)), len(COUNTED)), np.int32)
        elif number >= len(column):
            column = self._figures[day] = np.pad(column, ((0, number + 1), (0, 0)))
        return column
