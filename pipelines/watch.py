"""Watch daily rows: hold what is known of them and the alerts recorded so far, and say which alerts change."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from connectors.cloud_events import as_judged
from pipelines.aggregation.cells import Cell
from pipelines.alerting.days import BASELINE, JUDGED_AGAIN, days_to_judge, judge_day
from pipelines.alerting.history import History
from pipelines.alerting.rules import AlertRules
from schemas import Alert, DailyRow

KEPT: Final = JUDGED_AGAIN + timedelta(days=BASELINE.stop)
"""How far back rows are needed once everything was judged."""
_DIGITS: Final = 6


class RowChange(NamedTuple):
    """What is new of one daily row: its value, or None where it vanished.

    Of several of one row the one with the greatest ``order`` counts: append time and offset, in a topic.
    """

    day: date
    cell: Cell
    row: DailyRow | None
    order: tuple[float, int] = (0.0, 0)

    @classmethod
    def of(cls, row: DailyRow, order: tuple[float, int] = (0.0, 0)) -> "RowChange":
        """A row that is there."""
        return cls(row.day, Cell(row.series, row.source, row.target, row.place, row.type, row.quad_class), row, order)


class Watch:
    """Daily rows as they stand, a cache, and the alerts recorded for them. Not for several threads."""

    def __init__(self, rules: AlertRules, recorded: Iterable[Alert] = ()) -> None:
        self._rules, self._history = rules, History()
        self._recorded: dict[date, dict[str, Alert]] = defaultdict(dict)
        for alert in recorded:
            self._recorded[alert.day][alert.alert_id] = alert
        self._orders: dict[date, dict[Cell, tuple[float, int]]] = defaultdict(dict)
        self._changed: set[date] = set()
        self._judged = False

    def take(self, changes: Iterable[RowChange]) -> None:
        """Take rows in; one that is older than what is held of it changes nothing."""
        for change in changes:
            orders = self._orders[change.day]
            if change.order < orders.get(change.cell, change.order):
                continue
            orders[change.cell] = change.order
            self._changed.add(change.day)
            if change.row is None:
                self._history.remove(change.day, change.cell)
            else:
                self._history.put(change.row)

    def judge(self, today: date) -> list[Alert]:
        """The alerts that are not recorded as they stand; from now on they count as recorded.

        Call it only when all that there is was taken in. The first call judges every day, later ones those days of the
        last seven that can have changed, and what is older than their baselines is forgotten.
        """
        every = sorted({*self._history.days, *self._recorded})
        days = days_to_judge(self._changed, today) if self._judged else every
        found = [alert for day in days for alert in self._judge_day(day)]
        self._judged = True
        self._changed.clear()
        self._forget(today - KEPT)
        return found

    def _forget(self, before: date) -> None:
        self._history.drop_before(before)
        for day in [day for day in self._orders if day < before]:
            del self._orders[day]

    def _judge_day(self, day: date) -> list[Alert]:
        recorded = self._recorded[day]
        found = []
        for judged in judge_day(self._history, day, self._rules, recorded.values()):
            alert = _rounded(judged)
            before = recorded.get(alert.alert_id)
            # A row that vanished has no revision, and sinks would take the alert for an older one.
            standing = alert if before is None else replace(alert, revision=max(alert.revision, before.revision))
            if before is None or as_judged(standing) != as_judged(before):
                recorded[alert.alert_id] = standing
                found.append(standing)
        return found


def _rounded(alert: Alert) -> Alert:
    """The alert without the last digits of its figures: these depend on which other cells were judged with it."""
    return replace(
        alert,
        count=round(alert.count, _DIGITS),
        expected=round(alert.expected, _DIGITS),
        limit=round(alert.limit, _DIGITS),
        score=round(alert.score, _DIGITS),
    )
