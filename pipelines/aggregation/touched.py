"""What new records change of a day: the rows of the cells and the events that any version of their reports told of.

A row is made by the one function that makes all rows, from all that is told in its cell; only those that nothing new
tells of, and nothing withdrawn told of, are left as they are.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self

from connectors.tables import Changes, RowKey, VanishedRow
from pipelines.aggregation.cells import TOTAL, Cell, cells
from pipelines.aggregation.counting import has_day, told_in
from pipelines.aggregation.days import Share, events, histories_of, rows
from pipelines.aggregation.fold import origin_order, revision
from pipelines.aggregation.versions import Standing
from pipelines.options import MIN_CONFIDENCE


@dataclass(frozen=True, slots=True)
class Touched:
    """What reports have to do with one day, in any of their versions."""

    cells: set[Cell] = field(default_factory=set)
    events: set[str] = field(default_factory=set)

    def join(self, other: Self) -> None:
        """Take in what another touches."""
        self.cells.update(other.cells)
        self.events.update(other.events)


def touched_by(standing: Standing) -> dict[date, Touched]:
    """What a report touches, by day: the days that its versions told of or were published on."""
    found = defaultdict[date, Touched](Touched)
    if standing.trace is not None:
        for day, *cell in standing.trace.rows:
            found[day].cells.add(Cell._make(cell))
        for day, event_id in standing.trace.events:
            found[day].events.add(event_id)
        return found
    found[standing.report.published_day].cells.add(TOTAL)
    for telling in standing.report.tellings:
        found[telling.event_date].events.add(telling.event_id)
        if has_day(telling):
            found[telling.event_date].cells.update(cells(telling))
    return found


def day_changes(
    day: date, shares: Iterable[Share], touched: Touched, now: datetime, min_confidence: float = MIN_CONFIDENCE
) -> Changes:
    """What is ``touched`` of ``day`` as it stands, or that it vanished, from the shares in it of all reports."""
    shares = list(shares)
    reports = sorted((share.report for share in shares if share.report is not None), key=origin_order)
    told = [one for report in reports for one in told_in(report, min_confidence)]
    published = [report for report in reports if report.published_day == day]
    histories = histories_of(shares)
    made = tuple(rows(day, told, published, histories, now, min_confidence, only=touched.cells))
    anew = tuple(events([one for one in told if one.telling.event_id in touched.events]))
    gone = touched.cells.difference(Cell(*RowKey.of(row)[1:]) for row in made)
    return Changes(
        rows=made,
        vanished_rows=tuple(
            VanishedRow(key=RowKey(day, *cell), revision=revision((), histories[cell]))
            for cell in sorted(gone)
            if cell in histories
        ),
        events=anew,
        vanished_events=tuple(sorted(touched.events.difference(event.event_id for event in anew))),
    )
