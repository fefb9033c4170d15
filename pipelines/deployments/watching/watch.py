"""Watch daily rows: hold what is known of them and the alerts recorded so far, and say which alerts change."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from connectors.cloud_events import as_judged
from pipelines.aggregation.cells import Cell
from pipelines.alerting.days import BASELINE, JUDGED_AGAIN, days_to_judge, judge_day
from pipelines.alerting.history import History
from pipelines.alerting.row_changes import RowChange, RowShelf
from pipelines.alerting.rules import AlertRules
from schemas import Alert

KEPT: Final = JUDGED_AGAIN + timedelta(days=max(BASELINE) + 1)
"""How far back rows are needed once everything was judged."""
_REACH: Final = timedelta(days=max(BASELINE))
_DIGITS: Final = 6

Recorded = Callable[[], Iterable[Alert]]
"""The alerts recorded: those that are new since it was last called, or all of them; of one alert the last counts."""
Rows = Callable[[], Iterable[RowChange]]
"""The changes of rows that there are beside those that were handed over, and were not given before."""


class NotRecordedError(RuntimeError):
    """What the last judgement said is not recorded, and rows that it was made from may be forgotten."""


class Watch:
    """Daily rows as they stand, a cache, and the alerts recorded for them. Not for several threads.

    Days are judged when everything that there is was taken in, what ``rows`` gives too. Until the first judgement rows
    are held on disk; after it, those that a later one can need, in memory.
    """

    def __init__(self, rules: AlertRules, recorded: Recorded, rows: Rows = tuple) -> None:
        self._rules, self._recorded_now, self._rows_now = rules, recorded, rows
        self._history = History()
        self._recorded: dict[date, dict[str, Alert]] = defaultdict(dict)
        self._orders: dict[date, dict[Cell, tuple[float, int]]] = defaultdict(dict)
        self._changed: set[date] = set()
        self._unjudged: RowShelf | None = RowShelf()
        self._said: list[Alert] = []

    def take(self, changes: Iterable[RowChange]) -> None:
        """Take rows in; one that is older than what is held of it changes nothing."""
        if self._unjudged is not None:
            self._unjudged.put(changes)
            return
        for change in changes:
            if change.order >= self._orders[change.day].get(change.cell, change.order):
                self._hold(change)
                self._changed.add(change.day)

    def judge(self, today: date) -> list[Alert]:
        """The alerts that are not recorded as they stand, for the caller to record.

        The first judgement is of every day, later ones of those days of the last seven that can have changed.
        Raises NotRecordedError: make a new one, which judges every day again.
        """
        self.take(self._rows_now())
        for alert in self._recorded_now():
            self._recorded[alert.day][alert.alert_id] = alert
        if not all(self._is_recorded(alert) for alert in self._said):
            raise NotRecordedError("not all alerts are recorded that were said last")
        if self._unjudged is not None:
            found = self._judge_all(self._unjudged, today)
            self._unjudged.close()
            self._unjudged = None
        else:
            found = self._judge_changed(today)
        self._forget_rows(today - KEPT)
        for day in [day for day in self._recorded if day < today - KEPT]:
            del self._recorded[day]
        self._said = found
        return found

    def _judge_all(self, rows: RowShelf, today: date) -> list[Alert]:
        """Judge day after day, with no more in memory than a day's baseline and what is needed later."""
        known = rows.days()
        found = []
        for day in sorted({*known, *self._recorded}):
            while known and known[0] <= day:
                for change in rows.of_day(known.pop(0)):
                    self._hold(change)
            found += self._judge_day(day)
            self._forget_rows(min(day - _REACH, today - KEPT))
        return found

    def _judge_changed(self, today: date) -> list[Alert]:
        found = [alert for day in days_to_judge(self._changed, today) for alert in self._judge_day(day)]
        self._changed.clear()
        return found

    def _is_recorded(self, alert: Alert) -> bool:
        recorded = self._recorded.get(alert.day, {}).get(alert.alert_id)
        return recorded is not None and as_judged(recorded) == as_judged(alert)

    def _hold(self, change: RowChange) -> None:
        self._orders[change.day][change.cell] = change.order
        if change.figures is None:
            self._history.remove(change.day, change.cell)
        else:
            self._history.hold(change.day, change.cell, change.figures)

    def _forget_rows(self, before: date) -> None:
        self._history.drop_before(before)
        for day in [day for day in self._orders if day < before]:
            del self._orders[day]

    def _judge_day(self, day: date) -> list[Alert]:
        recorded = self._recorded.get(day, {})
        found = []
        for judged in judge_day(self._history, day, self._rules, recorded.values()):
            alert = _rounded(judged)
            before = recorded.get(alert.alert_id)
            # A row that vanished has no revision, and sinks would take the alert for an older one.
            standing = alert if before is None else replace(alert, revision=max(alert.revision, before.revision))
            if before is None or as_judged(standing) != as_judged(before):
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
