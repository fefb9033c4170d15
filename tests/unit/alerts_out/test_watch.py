"""What changes of the alerts when rows do."""

from dataclasses import replace
from datetime import timedelta
from itertools import chain
from random import Random

import pytest
from made_alerts import ALERT
from rows import DAY, NOW, pair, quiet_month, read

from pipelines.aggregation.cells import Cell
from pipelines.alerting.days import judge_day
from pipelines.alerting.history import History
from pipelines.alerting.row_changes import RowChange
from pipelines.alerting.rules import DEFAULT_RULES
from pipelines.deployments.watching.watch import Watch

CELL = Cell("pair_quad", "XAA", "XAB", "", "", 4)


class Judged:
    """A watch, and the log in which what it says is recorded."""

    def __init__(self, recorded=()):
        self.log = list(recorded)
        self.watch = Watch(DEFAULT_RULES, lambda: self.log)

    def take(self, changes):
        self.watch.take(changes)

    def judge(self, today):
        found = self.watch.judge(today)
        self.log += found
        return found


def watch(rows, recorded=()):
    made = Judged(recorded)
    made.take(map(RowChange.of, rows))
    return made


def changes(*rows):
    return [RowChange.of(row) for row in rows]


def test_surge_fires_once_and_grows():
    made = watch(quiet_month())
    assert made.judge(DAY) == []
    made.take(changes(pair(DAY, 9)))
    (fired,) = made.judge(DAY)
    assert (fired.state, fired.source, fired.target, fired.count) == ("firing", "XAA", "XAB", 9)
    assert made.judge(DAY) == []
    made.take(changes(pair(DAY, 9)))
    assert made.judge(DAY) == []
    made.take(changes(pair(DAY, 12)))
    (grown,) = made.judge(DAY)
    assert (grown.alert_id, grown.state, grown.count, grown.limit) == (fired.alert_id, "firing", 12, fired.limit)


def test_correction_resolves():
    made = watch([*quiet_month(), pair(DAY, 9)])
    (fired,) = made.judge(DAY)
    made.take(changes(pair(DAY, 1)))
    (resolved,) = made.judge(DAY)
    assert (resolved.alert_id, resolved.state, resolved.count) == (fired.alert_id, "resolved", 1)
    made.take(changes(pair(DAY, 10)))
    assert [alert.state for alert in made.judge(DAY)] == ["firing"]


def test_row_that_vanishes_resolves_and_is_no_older_revision():
    made = watch([*quiet_month(), pair(DAY, 9)])
    (fired,) = made.judge(DAY)
    made.take([RowChange(DAY, CELL, None)])
    (resolved,) = made.judge(DAY)
    assert (resolved.alert_id, resolved.state, resolved.count) == (fired.alert_id, "resolved", 0)
    assert resolved.revision == fired.revision != ""
    assert made.judge(DAY) == []


def test_what_is_taken_back_before_it_is_judged_never_fires():
    later = [RowChange.of(pair(DAY, 1), (2.0, 0))]
    made = Watch(DEFAULT_RULES, list, lambda: later)
    made.take([*changes(*quiet_month()), RowChange.of(pair(DAY, 9), (1.0, 0))])
    assert made.judge(DAY) == []
    later[:] = [RowChange.of(pair(DAY, 1), (4.0, 0))]
    made.take([RowChange.of(pair(DAY, 9), (3.0, 0))])
    assert made.judge(DAY) == []


def test_what_is_recorded_is_not_said_again():
    rows = [*quiet_month(), pair(DAY, 9)]
    (fired,) = watch(rows).judge(DAY)
    recorded = replace(fired, summary="said", updated_at=NOW)
    assert watch(rows, [recorded]).judge(DAY) == []
    assert watch(reversed(rows), [recorded]).judge(DAY) == []
    (resolved,) = watch(quiet_month(), [recorded]).judge(DAY)
    assert resolved.state == "resolved"


def test_alert_of_a_day_that_nothing_is_known_of_any_more_is_resolved():
    (resolved,) = watch([], [replace(ALERT, rule="pairs")]).judge(DAY)
    assert (resolved.alert_id, resolved.state) == (ALERT.alert_id, "resolved")


def test_old_data_is_judged_at_the_start_and_left_alone_later():
    old = DAY - timedelta(days=300)
    made = watch([*quiet_month(old), pair(old, 9)])
    (fired,) = made.judge(DAY)
    assert (fired.day, fired.state) == (old, "firing")
    made.take(changes(pair(old, 1)))
    assert made.judge(DAY) == []


@pytest.mark.slow
def test_years_are_judged_as_if_all_were_known_with_a_month_in_memory(monkeypatch):
    rng = Random(9)
    days = [DAY - timedelta(days=n) for n in range(400)]
    rows = [read(day) for day in days]
    for day in days:
        rows += [pair(day, rng.choice([0, 1, 1, 2, 9]), source=source) for source in ("XAA", "XAC", "XAD")]
    everything = History(rows)
    alone = [alert for day in reversed(days) for alert in judge_day(everything, day, DEFAULT_RULES)]
    held = []

    def noting(history, *args):
        held.append(len(history.days))
        return judge_day(history, *args)

    monkeypatch.setattr("pipelines.deployments.watching.watch.judge_day", noting)
    rng.shuffle(rows)
    found = watch([*rows, pair(days[200], 90)] + [row for row in rows if row.day == days[200]]).judge(DAY)
    assert [(a.day, a.alert_id, a.count) for a in sorted(found, key=by_day)] == [
        (a.day, a.alert_id, a.count) for a in sorted(alone, key=by_day)
    ]
    assert len(found) > 20
    assert max(held) <= 40


def by_day(alert):
    return alert.day, alert.alert_id


def test_later_value_of_a_row_counts_whatever_comes_first():
    rows = [RowChange.of(pair(DAY, 9), (2.0, 1)), RowChange.of(pair(DAY, 1), (1.0, 7)), *changes(*quiet_month())]
    made = Judged()
    made.take(rows)
    assert [alert.count for alert in made.judge(DAY)] == [9]


@pytest.mark.slow
def test_figures_are_the_same_whoever_else_is_judged():
    rng = Random(3)
    days = [DAY - timedelta(days=n) for n in range(31)]
    pairs = [("X" + a + b, "XZZ") for a in "ABCDEFGH" for b in "ABCDE"]
    month = {
        pair_: [pair(day, rng.choice([1, 1, 2, 3, 20]), source=pair_[0], target=pair_[1]) for day in days[2:]]
        for pair_ in pairs
    }
    surge = [pair(DAY, 90, source=source, target=target) for source, target in pairs]
    reads = [read(day) for day in days]
    together = watch([*reads, *surge, *chain(*month.values())]).judge(DAY)
    alone = [
        alert for key, row in zip(pairs, surge, strict=True) for alert in watch([*reads, *month[key], row]).judge(DAY)
    ]
    today = [alert for alert in alone if alert.day == DAY]
    assert len(today) == len(pairs)
    assert sorted(today, key=by_id) == sorted((alert for alert in together if alert.day == DAY), key=by_id)


def by_id(alert):
    return alert.alert_id
