"""One series over time: what was counted each day, and what the month before lets expect, as alerts are judged."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, TypedDict

import numpy as np

from pipelines.alerting.days import BASELINE, baseline_of
from pipelines.alerting.judging import Sensitivity, judge
from pipelines.asking.languages import Languages, daily, reports_read, told_in
from pipelines.asking.store import Asked, Rows
from pipelines.deployments.period import Period
from schemas import Series as Rowed

Kind = Literal["total", "country", "pair", "place"]
Measure = Literal["stories", "incidents", "mentions", "events"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Which series: "" is any type, and of a pair a side that nobody of a known country is on.

    ``country`` counts what has an actor or the place of it, ``place`` what happened there, ``pair`` what ``one`` did to
    ``other``. Its measure is stories where one daily row a day holds it (as alerts count it); incidents, which may be
    added, for a pair or place of any type, and of some ``languages``; events, of which a country is in several pairs,
    for a country.
    """

    kind: Kind
    one: str = ""
    other: str = ""
    type: str = ""
    languages: Languages = ()

    @property
    def measure(self) -> Measure:
        """What its counts are of."""
        if self.kind == "country":
            return "events"
        return "stories" if (self.kind == "total" or self.type) and not self.languages else "incidents"


class Day(TypedDict):
    """A day of a series; expected and limit are None where the month before has too few days that were read."""

    day: date
    count: float
    read: int
    expected: float | None
    limit: float | None
    fires: bool


_ROWS: Final = {
    "total": "series = 'total' AND type = $type",
    "pair": "series = 'pair_type' AND source = $one AND target = $other AND ($type = '' OR type = $type)",
    "place": "series = 'place_type' AND place = $one AND ($type = '' OR type = $type)",
}
_SERIES: Final[dict[Kind, Rowed]] = {"total": "total", "pair": "pair_type", "place": "place_type"}
_LONGEST: Final = 3_660
"""Days of one series; longer ones are cut to the last of them."""


def over_time(asked: Asked, series: Series, when: Period) -> list[Day]:
    """Every day of the period, from the first to the last on which anything is known."""
    known = Period(when.first - timedelta(days=max(BASELINE)) if when.first > date(1, 3, 1) else when.first, when.last)
    read = {
        row["day"]: row["read"] or 0
        for row in asked.rows(
            f'SELECT day, "read" FROM {reports_read(series.languages)}',
            first=known.first,
            last=known.last,
            languages=list(series.languages),
        )
    }
    counts = {row["day"]: float(row["count"]) for row in _counts(asked, series, known)}
    within = [day for day in (*read, *counts) if when.first <= day <= when.last]
    if not within:
        return []
    first, last = min(within), max(within)
    first = max(first, last - timedelta(days=_LONGEST - 1))
    return judged(Period(first, last).days(), counts, read)


def judged(days: list[date], counts: Mapping[date, float], read: Mapping[date, int]) -> list[Day]:
    """The days with what their baselines let expect; a day without reports read is no part of a baseline."""
    baselines = {day: [counts.get(past, 0.0) for past in baseline_of(day) if read.get(past)] for day in days}
    alike = defaultdict[int, list[date]](list)
    for day, baseline in baselines.items():
        alike[len(baseline)].append(day)
    expected: dict[date, tuple[float, float, bool]] = {}
    for together in alike.values():
        found = judge(
            np.array([baselines[day] for day in together], dtype=np.float64).reshape(len(together), -1),
            np.array([counts.get(day, 0.0) for day in together], dtype=np.float64),
            Sensitivity(),
        )
        expected |= {
            day: (float(found.expected[n]), float(found.limit[n]), bool(found.fires[n]))
            for n, day in enumerate(together)
        }
    return [_day(day, counts.get(day, 0.0), read.get(day, 0), *expected[day]) for day in days]


def _day(day: date, count: float, read: int, expected: float, limit: float, fires: bool) -> Day:
    known = limit == limit
    return {
        "day": day,
        "count": count,
        "read": read,
        "expected": expected if known else None,
        "limit": limit if known else None,
        "fires": fires,
    }


def _counts(asked: Asked, series: Series, when: Period) -> Rows:
    values = {
        "first": when.first,
        "last": when.last,
        "one": series.one,
        "other": series.other,
        "type": series.type,
        "languages": list(series.languages),
    }
    if series.kind == "country":
        return asked.rows(
            "SELECT event_date AS day, count(*) AS count FROM events AS e WHERE event_date BETWEEN $first AND $last"
            f" AND (place_country = $one OR {asked.dialect.party_countries.format(value='$ones')})"
            " AND ($type = '' OR type = $type)"
            " AND event_id IN (SELECT event_id FROM mentions AS m WHERE uncounted IS NULL AND NOT late"
            f" AND event_date BETWEEN $first AND $last{told_in(series.languages)}) GROUP BY event_date",
            ones=[series.one],
            **values,
        )
    rows = daily(asked.dialect, series.languages, _SERIES[series.kind])
    return asked.rows(
        f"SELECT day, sum({series.measure})::bigint AS count FROM {rows}"
        f" WHERE day BETWEEN $first AND $last AND {_ROWS[series.kind]} GROUP BY day",
        **values,
    )
