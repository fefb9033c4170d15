"""The alerts of a day, as a pure function of the daily rows known and of the alerts recorded for it.

    changed days -> days_to_judge -> judge_day -> alerts as they stand -> record what differs -> is_sent

The limit of a day comes from the days t-30 to t-3, so nothing that the day itself brings moves it: a growing count
passes it once, at the same figure in whatever order the reports come. What is known anew of the baseline moves it, as
long as the day is judged at all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipelines.aggregation.cells import Cell
from pipelines.alerting.history import History, cell_of
from pipelines.alerting.judging import Figures, Judgement, judge
from pipelines.alerting.rules import AlertRules, Rule
from pipelines.identity import digest
from schemas import Alert

BASELINE: Final = range(3, 31)
"""How many days before the day that is judged its baseline lies."""
JUDGED_AGAIN: Final = timedelta(days=7)
"""How long after its day an alert may still change: as long as rows do (D7)."""
NEWS: Final = timedelta(days=2)
"""Alerts for older days are recorded, but nobody is told."""
SENT: Final = NEWS + timedelta(days=1)
"""How long after the beginning of its day receivers are told of an alert."""
_AHEAD: Final = timedelta(days=1)  # a deployment east of UTC begins its day earlier

Numbers = NDArray[np.intp]


def alert_id(rule: str, cell: Cell, day: date) -> str:
    """The identity of an alert: by its rule's name, the cell and the day."""
    return digest("alert", rule, *map(str, cell), day.isoformat())


def days_to_judge(changed: Iterable[date], today: date) -> list[date]:
    """The days that must be judged when rows of the days ``changed`` did, in order.

    Those days, and those whose baseline they are in, from seven days before ``today`` to one after it. When nothing was
    recorded yet, judge all days of the history instead.
    """
    known = set(changed)
    span = (JUDGED_AGAIN + _AHEAD).days
    days = (today - JUDGED_AGAIN + timedelta(days=n) for n in range(span + 1))
    return [day for day in days if day in known or not known.isdisjoint(baseline_of(day))]


def is_sent(alert: Alert, today: date) -> bool:
    """Whether receivers are told of an alert: its day is ``today`` or at most two days before."""
    return alert.day >= today - NEWS


def judge_day(history: History, day: date, rules: AlertRules, recorded: Iterable[Alert] = ()) -> list[Alert]:
    """The alerts of ``day`` as they stand, by id: those that fire, and those recorded that do not any more.

    ``recorded`` are the alerts known of that day. One that does not fire is resolved, with the figures of now where its
    rule still judges its cell; one that was resolved already stays as it is, so that nothing is recorded twice.
    Call it only when the history holds all that there is to read.
    """
    known = {alert.alert_id: alert for alert in recorded if alert.day == day}
    standing = {key: replace(alert, state="resolved") for key, alert in known.items()}
    for rule in rules.rules:
        for alert in _alerts(history, day, rules, rule, known.values()):
            before = known.get(alert.alert_id)
            if alert.state == "firing" or (before is not None and before.state == "firing"):
                standing[alert.alert_id] = alert
    return [standing[key] for key in sorted(standing)]


def judge_cells(history: History, day: date, numbers: Numbers, rule: Rule) -> Judgement:
    """Judge some cells of ``day``, by number, in the unit of the rule's measure.

    A share is judged as stories, each day of the baseline having as much exposure as reports were read. A day on which
    fewer were read than the baseline's mean, as in the morning, is taken as if that many had been: a few first reports
    are no share of anything.
    """
    counts = history.figures(day, _figure(rule))[numbers].astype(np.float64)
    days = [past for past in baseline_of(day) if history.read(past)]
    read = np.array([history.read(past) for past in days], dtype=np.float64)
    unit = max(read.mean() if days else 1.0, history.read(day)) if rule.measure == "share" else 1.0
    if rule.threshold is not None:
        return _against_threshold(counts / unit, rule.threshold)
    baseline = np.array([history.figures(past, _figure(rule))[numbers] for past in days], dtype=np.float64)
    exposure = read / unit if rule.measure == "share" else None
    found = judge(baseline.reshape(len(days), len(numbers)).T, counts, rule.sensitivity, exposure)
    return replace(found, count=found.count / unit, expected=found.expected / unit, limit=found.limit / unit)


def _figure(rule: Rule) -> str:
    return "stories" if rule.measure == "share" else rule.measure


def _against_threshold(counts: Figures, threshold: float) -> Judgement:
    limit = np.full_like(counts, threshold)
    return Judgement(counts, np.zeros_like(counts), limit, counts / limit, counts >= limit)


def _alerts(history: History, day: date, rules: AlertRules, rule: Rule, known: Iterable[Alert]) -> Iterator[Alert]:
    """What a rule says of the cells that might fire, and of those that it has an alert recorded for."""
    cells = history.cells
    numbers = _may_fire(history, day, rule)
    numbers |= {history.number(cell_of(alert)) for alert in known if alert.rule == rule.name}
    judged = sorted(
        number
        for number in numbers
        if rule.selection.takes(cells[number]) and not any(mute.takes(cells[number], day) for mute in rules.mutes)
    )
    found = judge_cells(history, day, np.array(judged, dtype=np.intp), rule)
    for place, number in enumerate(judged):
        if np.isnan(found.limit[place]):
            continue
        revision, evidence = history.origin(day, number)
        yield Alert(
            alert_id=alert_id(rule.name, cells[number], day),
            state="firing" if found.fires[place] else "resolved",
            rule=rule.name,
            day=day,
            **cells[number]._asdict(),
            measure=rule.measure,
            count=float(found.count[place]),
            expected=float(found.expected[place]),
            limit=float(found.limit[place]),
            score=float(found.score[place]),
            evidence=evidence,
            revision=revision,
        )


def _may_fire(history: History, day: date, rule: Rule) -> set[int]:
    """The cells with enough on that day, whatever their limit: most have nothing and need no judging."""
    least = rule.sensitivity.least_count if rule.threshold is None else 1
    return set(np.flatnonzero(history.figures(day, _figure(rule)) >= least).tolist())


def baseline_of(day: date) -> list[date]:
    """The days that a day is judged by, whether or not reports were read on them."""
    return [day - timedelta(days=n) for n in BASELINE]
