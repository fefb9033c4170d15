"""The alerts of a day: what fires, what is taken back, and that nothing but the rows known decides it."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.alerting.rows import ATTACK, DAY, PAIR, back, history, row

from pipelines.aggregation.cells import TOTAL, Cell
from pipelines.alerting.days import alert_id, days_to_judge, is_sent, judge_cells, judge_day
from pipelines.alerting.history import History
from pipelines.alerting.rules import AlertRules, Mute, Rule, Selection

PAIRS = Rule(name="pairs", selection=Selection(series=frozenset({"pair_quad"})))
SHARES = Rule(name="shares", selection=Selection(series=frozenset({"pair_quad"})), measure="share")
ANY_ATTACK = Rule(
    name="attack",
    selection=Selection(series=frozenset({"pair_type"}), types=frozenset({"ASSAULT"})),
    threshold=1,
)


def rules(*given, mutes=()):
    return AlertRules(rules=given, mutes=tuple(mutes))


def limit_of(known, rule=PAIRS, cell=PAIR):
    return judge_cells(known, DAY, np.array([known.number(cell)]), rule).limit[0]


def test_an_alert_says_what_and_why():
    (alert,) = judge_day(history(past=[1, 2] * 14, today=12), DAY, rules(PAIRS))
    assert (alert.state, alert.rule, alert.day, alert.series) == ("firing", "pairs", DAY, "pair_quad")
    assert (alert.source, alert.target, alert.quad_class) == ("XAA", "XAB", 4)
    assert (alert.measure, alert.count, alert.expected) == ("stories", 12, pytest.approx(1.5))
    assert 1.5 < alert.limit < 12
    assert alert.score == pytest.approx((12 - 1.5) / (alert.limit - 1.5))
    assert (alert.evidence, alert.revision) == (("e1", "e2"), "today")


def test_the_id_is_of_rule_series_and_day():
    assert alert_id("pairs", PAIR, DAY) == "a24cc1751b200389c44f32b74d861d33"
    others = {alert_id("pair", PAIR, DAY), alert_id("pairs", ATTACK, DAY), alert_id("pairs", PAIR, back(1))}
    assert len(others | {alert_id("pairs", PAIR, DAY)}) == 4


def test_a_growing_day_passes_one_fixed_limit():
    known = history(past=[1, 2] * 14)
    limit = limit_of(known)
    seen = {}
    for stories in range(1, 15):
        known.put(row(DAY, PAIR, stories))
        assert limit_of(known) == limit
        seen[stories] = judge_day(known, DAY, rules(PAIRS))
    assert [s for s, alerts in seen.items() if alerts] == [s for s in seen if s > limit]
    assert {a.alert_id for alerts in seen.values() for a in alerts} == {alert_id("pairs", PAIR, DAY)}


def test_taken_back_and_fired_again():
    known = history(past=[1] * 28, today=12)
    fired = judge_day(known, DAY, rules(PAIRS))
    known.put(row(DAY, PAIR, 2, revision="corrected"))
    (resolved,) = judge_day(known, DAY, rules(PAIRS), fired)
    assert (resolved.state, resolved.count, resolved.revision) == ("resolved", 2, "corrected")
    assert resolved.alert_id == fired[0].alert_id
    known.put(row(DAY, PAIR, 1))
    assert judge_day(known, DAY, rules(PAIRS), [resolved]) == [resolved]  # no second record of the same state
    known.put(row(DAY, PAIR, 13))
    assert [a.state for a in judge_day(known, DAY, rules(PAIRS), [resolved])] == ["firing"]


def test_a_row_that_vanished_takes_its_alert_back():
    known = history(past=[1] * 28, today=12)
    fired = judge_day(known, DAY, rules(PAIRS))
    known.remove(DAY, PAIR)
    (resolved,) = judge_day(known, DAY, rules(PAIRS), fired)
    assert (resolved.state, resolved.count, resolved.evidence, resolved.revision) == ("resolved", 0, (), "")


def test_alerts_of_a_rule_that_is_gone_are_resolved():
    known = history(past=[1] * 28, today=12)
    fired = judge_day(known, DAY, rules(PAIRS))
    (resolved,) = judge_day(known, DAY, rules(ANY_ATTACK), fired)
    assert (resolved.state, resolved.count) == ("resolved", 12)


def test_the_days_just_before_are_no_baseline():
    known = history(past=[1] * 28, today=12)
    for n in (1, 2, 31):
        known.put(row(back(n), PAIR, 3))
    assert judge_day(known, DAY, rules(PAIRS))[0].expected == 1
    for n in (3, 30):
        known.put(row(back(n), PAIR, 3))
        assert judge_day(known, DAY, rules(PAIRS))[0].expected > 1
        known.put(row(back(n), PAIR, 1))


def test_days_without_rows_are_zero_and_days_without_reading_are_gaps():
    calm = judge_cells(history(today=1), DAY, np.array([0]), PAIRS)
    assert calm.expected[0] == pytest.approx(1 / 28)
    half = history(past=[4] * 14)
    number = np.array([half.number(PAIR)])
    assert judge_cells(half, DAY, number, PAIRS).expected[0] == pytest.approx(2)
    for n in range(17, 31):
        half.put(row(back(n), TOTAL, read=0))
    assert judge_cells(half, DAY, number, PAIRS).expected[0] == pytest.approx(4)


def test_without_history_only_plain_thresholds_fire():
    known = History([row(DAY, TOTAL, read=20), row(DAY, PAIR, 50), row(DAY, ATTACK, 1)])
    fired = judge_day(known, DAY, rules(PAIRS, ANY_ATTACK))
    assert [(a.rule, a.count, a.limit, a.score) for a in fired] == [("attack", 1, 1, 1)]


def test_threshold_is_reached_not_passed():
    known = history(ATTACK, today=3)
    twice, four_times = (Rule(name="n", selection=ANY_ATTACK.selection, threshold=n) for n in (3, 4))
    assert len(judge_day(known, DAY, rules(twice))) == 1
    assert judge_day(known, DAY, rules(four_times)) == []


def test_the_measure_is_chosen():
    known = history(past=[1] * 28)
    known.put(row(DAY, PAIR, 2, mentions=30, incidents=1))
    mentions = Rule(name="mentions", selection=PAIRS.selection, measure="mentions")
    assert judge_day(known, DAY, rules(PAIRS)) == []
    assert [a.count for a in judge_day(known, DAY, rules(mentions))] == [30]


def test_ten_new_feeds_fire_no_share():
    grown = history(past=[1, 2] * 14, today=15, read=20, read_today=200)
    assert [a.rule for a in judge_day(grown, DAY, rules(PAIRS, SHARES))] == ["pairs"]
    told = history(past=[1, 2] * 14, today=15, read=20, read_today=20)
    (share,) = judge_day(told, DAY, rules(SHARES))
    assert (share.count, share.expected) == (pytest.approx(15 / 20), pytest.approx(1.5 / 20))


def test_the_first_reports_of_the_morning_are_no_share():
    morning = history(past=[1, 2] * 14, today=3, read=20, read_today=3)
    assert judge_day(morning, DAY, rules(SHARES)) == []


def test_a_share_of_uneven_days_is_set_against_what_was_read():
    known = history(past=[1, 2] * 14, today=15, read_today=20)
    for n in range(3, 31, 2):  # every second day has ten times the reports, and of this series as well
        known.put(row(back(n), TOTAL, read=200))
        known.put(row(back(n), PAIR, 15))
    known.put(row(DAY, TOTAL, read=200))
    assert judge_day(known, DAY, rules(SHARES)) == []


def test_mutes_hold_on_their_days():
    known = history(past=[1] * 28, today=12)
    assert judge_day(known, DAY, rules(PAIRS, mutes=[Mute(selection=Selection(), first=back(1), last=DAY)])) == []
    assert len(judge_day(known, DAY, rules(PAIRS, mutes=[Mute(selection=Selection(), last=back(1))]))) == 1
    assert len(judge_day(known, DAY, rules(PAIRS, mutes=[Mute(selection=Selection(sources=frozenset({"XAB"})))]))) == 1


def test_selections():
    unknown = Cell("pair_quad", "", "XAB", quad_class=4)
    place = Cell("place_type", place="XAC", type="PROTEST", quad_class=4)
    everything = Selection()
    assert [everything.takes(c) for c in (PAIR, place, TOTAL, unknown)] == [True, True, True, False]
    assert Selection(unknown_countries=True).takes(unknown)
    watched = Selection(countries=frozenset({"XAB", "XAC"}))
    assert [watched.takes(c) for c in (PAIR, place, TOTAL)] == [True, True, False]
    assert not Selection(targets=frozenset({"XAA"})).takes(PAIR)
    assert not Selection(quad_classes=frozenset({1, 2})).takes(PAIR)
    assert not Selection(types=frozenset({"AID"})).takes(place)
    assert not Selection(places=frozenset({"XAA"})).takes(place)


def test_days_are_judged_again_for_a_week():
    today = DAY
    assert days_to_judge([DAY], today) == [DAY]
    assert days_to_judge([back(7)], today) == [back(7), *(back(n) for n in (4, 3, 2, 1, 0, -1))]
    assert days_to_judge([back(8)], today) == [back(n) for n in (5, 4, 3, 2, 1, 0, -1)]
    assert days_to_judge([back(31)], today) == [back(n) for n in (7, 6, 5, 4, 3, 2, 1)]
    assert days_to_judge([back(38)], today) == []
    assert days_to_judge([DAY + timedelta(days=2)], today) == []
    assert days_to_judge([DAY + timedelta(days=1)], today) == [DAY + timedelta(days=1)]


def test_a_corrected_baseline_takes_back_what_it_raised():
    known = history(past=[1] * 28, today=8)
    fired = judge_day(known, DAY, rules(PAIRS))
    for n in range(3, 31):
        known.put(row(back(n), PAIR, 6))
    assert DAY in days_to_judge([back(3)], DAY)
    assert [a.state for a in judge_day(known, DAY, rules(PAIRS), fired)] == ["resolved"]


def test_old_alerts_are_not_sent():
    (alert,) = judge_day(history(past=[1] * 28, today=12), DAY, rules(PAIRS))
    assert [is_sent(alert, DAY + timedelta(days=n)) for n in range(4)] == [True, True, True, False]


def test_days_that_nothing_is_judged_by_can_be_dropped():
    known = history(past=[1] * 28, today=12)
    before = judge_day(known, DAY, rules(PAIRS))
    known.drop_before(back(30))
    assert known.days[0] == back(30)
    assert judge_day(known, DAY, rules(PAIRS)) == before
    known.drop_before(back(5))
    assert judge_day(known, DAY, rules(PAIRS)) == []  # two days are no history


CELLS = [PAIR, ATTACK, TOTAL, Cell("pair_quad", "XAB", "XAA", quad_class=4)]


@pytest.mark.slow
@settings(deadline=None, max_examples=settings().max_examples // 4)
@given(
    st.lists(st.tuples(st.integers(0, 31), st.sampled_from(CELLS), st.integers(0, 12)), min_size=10, max_size=60),
    st.randoms(use_true_random=False),
)
def test_only_the_rows_known_decide(drawn, random):
    """The last row of each key in whatever order, older ones before it, through any alerts recorded on the way."""
    last = {(n, cell): row(back(n), cell, stories, read=20, revision=str(stories)) for n, cell, stories in drawn}
    last |= {(n, TOTAL): row(back(n), TOTAL, 1, read=20) for n in range(3, 31)}
    judged_by = rules(PAIRS, ANY_ATTACK, SHARES)
    at_once = judge_day(History(last.values()), DAY, judged_by)
    known, recorded = History(), []
    older = [row(back(n), cell, stories + 9, read=3) for n, cell, stories in drawn]
    newer = list(last.values())
    random.shuffle(older)
    random.shuffle(newer)
    for each in [*older, *newer]:
        known.put(each)
        recorded = judge_day(known, DAY, judged_by, recorded)
    known = {a.alert_id: a for a in recorded if a.state == "firing"}
    assert known == {a.alert_id: a for a in at_once}
