"""The cells of a day that stand out most against what their month lets expect, as alerts are judged."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from pipelines.alerting.days import BASELINE, baseline_of
from pipelines.alerting.judging import Sensitivity, judge
from pipelines.asking.store import Asked
from pipelines.deployments.period import Period

_MOST: Final = 400
"""Cells that are judged: those with most stories on the day; what stands out is among them."""

Key = tuple[str, str, str, str, str, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """A cell and its day; expected, limit and score are None where the month before is too little known."""

    series: str
    source: str
    target: str
    place: str
    type: str
    quad_class: int
    count: int
    expected: float | None
    limit: float | None
    score: float | None
    fires: bool
    days: tuple[int, ...]
    """Its stories on the days up to this one, the oldest first."""


def outstanding(asked: Asked, day: date, shown: int) -> dict[str, list[Standing]]:
    """The pairs by quad class and the places by type that stand out most, so many of each."""
    if day < date(1, 3, 1):
        return {"pair_quad": [], "place_type": []}
    when = Period(day - timedelta(days=max(BASELINE)), day)
    read = {
        row["day"]
        for row in asked.rows(
            "SELECT day FROM daily WHERE series = 'total' AND type = '' AND \"read\" > 0"
            " AND day BETWEEN $first AND $last",
            first=when.first,
            last=when.last,
        )
    }
    rows = asked.rows(
        "SELECT d.day, d.series, d.source, d.target, d.place, d.type, d.quad_class, d.stories FROM daily AS d"
        " JOIN (SELECT series, source, target, place, type, quad_class FROM daily WHERE day = $last AND stories > 0"
        " AND (series = 'pair_quad' AND source <> '' AND target <> '' OR series = 'place_type' AND place <> '')"
        f" ORDER BY stories DESC, mentions DESC, series, source, target, place, type, quad_class LIMIT {_MOST})"
        " AS busiest USING (series, source, target, place, type, quad_class)"
        " WHERE d.day BETWEEN $first AND $last AND d.series IN ('pair_quad', 'place_type')",
        first=when.first,
        last=when.last,
    )
    counts: dict[Key, dict[date, int]] = defaultdict(dict)
    for row in rows:
        key = (row["series"], row["source"], row["target"], row["place"], row["type"], row["quad_class"])
        counts[key][row["day"]] = row["stories"]
    found = _judged(day, when, read, counts)
    found.sort(
        key=lambda cell: (
            -(cell.score if cell.score is not None else -1),
            -cell.count,
            cell.source,
            cell.target,
            cell.place,
            cell.type,
        )
    )
    return {name: [cell for cell in found if cell.series == name][:shown] for name in ("pair_quad", "place_type")}


def _judged(day: date, when: Period, read: set[date], counts: dict[Key, dict[date, int]]) -> list[Standing]:
    baseline = [past for past in baseline_of(day) if past in read]
    days = when.days()
    keys = list(counts)
    before = np.array([[counts[key].get(past, 0) for past in baseline] for key in keys], dtype=np.float64)
    today = np.array([counts[key].get(day, 0) for key in keys], dtype=np.float64)
    judged = judge(before.reshape(len(keys), len(baseline)), today, Sensitivity())
    return [
        Standing(
            *key,
            count=counts[key].get(day, 0),
            expected=_known(judged.expected[n]),
            limit=_known(judged.limit[n]),
            score=_known(judged.score[n]),
            fires=bool(judged.fires[n]),
            days=tuple(counts[key].get(past, 0) for past in days),
        )
        for n, key in enumerate(keys)
    ]


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
