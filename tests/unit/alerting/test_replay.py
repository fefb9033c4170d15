"""History replayed: each day with what was known at its end, and no more."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from claims.coder import PlainCoder
from claims.memory import ingest

from pipelines.aggregation.cells import Cell
from pipelines.alerting.replay import bands, known_days, replay
from pipelines.alerting.rules import DEFAULT_RULES
from schemas import Report

FIRST, LAST = date(2022, 1, 1), date(2022, 2, 10)
SURGE = date(2022, 2, 5)
PAIR = Cell("pair_quad", "RUR", "GRA", quad_class=4)


def report(day, number, text, *, fetched=None, name=None):
    """A report of its own story, published at noon."""
    return Report(
        report_id=name or f"{day}-{number}",
        source="echo.example",
        text=text,
        published_at=datetime.combine(day, time(12), UTC),
        published_precision="minute",
        fetched_at=datetime.combine(fetched or day, time(13), UTC),
        language="en",
    )


def attack(day, number, *, fetched=None, name=None):
    return report(day, number, f"Ruritania attacked Graustark near mill {number}.", fetched=fetched, name=name)


def calm():
    """A report read every day, and an attack every fourth."""
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    found = [report(day, 0, f"It rained on the {day:%j}th day.") for day in days]
    return found + [attack(day, 1) for day in days[::4]]


def coded(*reports):
    return ingest([*calm(), *reports], PlainCoder(), UTC)


def fired(records, first=date(2022, 2, 1), known_by="fetched"):
    found = replay(known_days(records, first, LAST, known_by), DEFAULT_RULES, first)
    return [f for f in found if f.alert.rule == "pairs"]


def test_a_surge_fires_on_its_day():
    (one,) = fired(coded(*(attack(SURGE, n) for n in range(2, 9))))
    assert (one.alert.day, one.fired_on, one.resolved_on) == (SURGE, SURGE, None)
    assert (one.alert.source, one.alert.target, one.alert.quad_class, one.alert.count) == ("RUR", "GRA", 4, 7)
    assert len(one.alert.evidence) == 3


def test_what_was_fetched_later_fires_later():
    late = SURGE + timedelta(days=2)
    (one,) = fired(coded(*(attack(SURGE, n, fetched=late) for n in range(2, 9))))
    assert (one.alert.day, one.fired_on) == (SURGE, late)


def test_an_archive_is_known_by_what_was_published():
    records = coded(*(attack(SURGE, n, fetched=LAST + timedelta(days=300)) for n in range(2, 9)))
    assert fired(records) == []
    assert [f.fired_on for f in fired(records, known_by="published")] == [SURGE]


def test_updates_take_it_back_when_they_came():
    updated = SURGE + timedelta(days=1)
    corrected = [report(SURGE, n, f"It hailed {n} times.", fetched=updated, name=f"{SURGE}-{n}") for n in range(3, 9)]
    (one,) = fired(coded(*(attack(SURGE, n) for n in range(2, 9)), *corrected))
    assert (one.fired_on, one.resolved_on, one.alert.state, one.alert.count) == (SURGE, updated, "resolved", 1)


def test_of_a_language_only_its_reports_are_known():
    surge = [attack(SURGE, n) for n in range(2, 9)]
    ids = {report.report_id for report in surge[:6]}
    records = [
        replace(record, language="es" if record.report_id in ids or record.report_id.endswith("-0") else "en")
        for record in coded(*surge)
    ]
    known = partial(known_days, records, FIRST, LAST, "fetched", 0.0)
    judged = {code: replay(known(frozenset({code})), DEFAULT_RULES, SURGE) for code in ("es", "en", "fr")}
    pairs = {code: [f.alert for f in found if f.alert.rule == "pairs"] for code, found in judged.items()}
    assert [(alert.day, alert.count) for alert in pairs["es"]] == [(SURGE, 6)]
    assert pairs["en"] == [], "days of which nothing was read in it are gaps"
    assert judged["fr"] == []


def test_it_matters_not_on_which_day_the_replay_begins():
    records = coded(*(attack(SURGE, n) for n in range(2, 9)))
    assert fired(records, first=SURGE) == fired(records, first=date(2022, 1, 20)) == fired(records)


def test_a_band_is_what_the_day_was_judged_by():
    records = coded(*(attack(SURGE, n) for n in range(2, 9)))
    (one,) = fired(records, first=FIRST)
    (points,) = bands(known_days(records, FIRST, LAST, "fetched"), DEFAULT_RULES, [one.alert]).values()
    assert [point.day for point in points] == [FIRST + timedelta(days=n) for n in range(len(points))]
    by_day = {point.day: point for point in points}
    assert (by_day[SURGE].count, by_day[SURGE].limit) == (one.alert.count, one.alert.limit)
    assert by_day[SURGE].expected == one.alert.expected
    assert str(by_day[FIRST].limit) == "nan"
