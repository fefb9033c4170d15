"""What would have fired: history replayed from the coded records, each day with what was known at its end."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal

import numpy as np

from pipelines.aggregation.cells import Cell
from pipelines.aggregation.days import Share, day_tables, shares
from pipelines.aggregation.versions import Standing
from pipelines.alerting.days import BASELINE, days_to_judge, judge_cells, judge_day
from pipelines.alerting.history import History, cell_of
from pipelines.alerting.rules import AlertRules, Rule
from pipelines.options import MIN_CONFIDENCE
from schemas import Alert, CodedReport

KnownBy = Literal["fetched", "published"]
"""By which of its times a report is known."""

_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)  # `updated_at` of rows that nobody keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDay:
    """What was known at the end of ``day``; ``changed`` are the days whose rows are not those of the day before.

    ``history`` is filled further for the next day: use it before you go on.
    """

    day: date
    history: History
    changed: frozenset[date]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """An alert as it stood at the end of the replay, with the days on which it first fired and was taken back."""

    alert: Alert
    fired_on: date
    resolved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A day of a series as it was known at its end; expected and limit are nan where history was too short."""

    day: date
    count: float
    expected: float
    limit: float


def known_days(
    records: Iterable[CodedReport],
    first: date,
    last: date,
    known_by: KnownBy,
    min_confidence: float = MIN_CONFIDENCE,
    languages: frozenset[str] = frozenset(),
) -> Iterator[KnownDay]:
    """Every day from ``first`` to ``last`` with the daily rows that the records known by its end give.

    A record is known from the day (UTC) of its ``fetched_at`` or ``published_at``; of several versions of a report the
    newest that was known counts. Rows are made by the same function as the tables, of reports in ``languages`` alone
    where they are given.
    """
    arriving: dict[date, list[CodedReport]] = defaultdict(list)
    for record in records:
        time = record.fetched_at if known_by == "fetched" else record.published_at
        arriving[max(time.astimezone(UTC).date(), first)].append(record)
    history = History()
    standing: dict[str, Standing] = {}
    by_day: dict[date, dict[str, Share]] = defaultdict(dict)
    earliest = first - timedelta(days=max(BASELINE))
    for day in _days(first, last):
        changed = set()
        for record in arriving.pop(day, []):
            before = standing.get(record.report_id)
            after = before.joined(record) if before else Standing(record)
            standing[record.report_id] = after
            for told in dict(shares(before)) if before else ():
                by_day[told].pop(record.report_id, None)
                changed.add(told)
            for told, share in shares(after) if not languages or after.report.language in languages else ():
                by_day[told][record.report_id] = share
                changed.add(told)
        for told in sorted(changed):
            if told >= earliest:
                history.replace_day(told, day_tables(told, by_day[told].values(), _NO_TIME, min_confidence).rows)
        yield KnownDay(day=day, history=history, changed=frozenset(changed))


def replay(known: Iterable[KnownDay], rules: AlertRules, first: date) -> list[Fired]:
    """What would have fired for the days from ``first`` on, judged at the end of each known day as a live job would."""
    fired: dict[str, Fired] = {}
    for now in known:
        for day in days_to_judge(now.changed, now.day):
            if day < first:
                continue
            recorded = [f.alert for f in fired.values() if f.alert.day == day]
            for alert in judge_day(now.history, day, rules, recorded):
                before = fired.get(alert.alert_id) or Fired(alert=alert, fired_on=now.day)
                resolved_on = (before.resolved_on or now.day) if alert.state == "resolved" else None
                fired[alert.alert_id] = replace(before, alert=alert, resolved_on=resolved_on)
    return sorted(fired.values(), key=lambda f: (f.alert.day, -f.alert.score, f.alert.alert_id))


def bands(known: Iterable[KnownDay], rules: AlertRules, alerts: Iterable[Alert]) -> dict[tuple[str, Cell], list[Point]]:
    """Every series that ``alerts`` are about, by rule and cell, with its limits by day."""
    found: dict[tuple[str, Cell], list[Point]] = {(alert.rule, cell_of(alert)): [] for alert in alerts}
    by_name = {rule.name: rule for rule in rules.rules}
    for now in known:
        for (name, cell), points in found.items():
            points.append(_point(now, by_name[name], cell))
    return found


def _point(now: KnownDay, rule: Rule, cell: Cell) -> Point:
    judged = judge_cells(now.history, now.day, np.array([now.history.number(cell)]), rule)
    return Point(now.day, float(judged.count[0]), float(judged.expected[0]), float(judged.limit[0]))


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
