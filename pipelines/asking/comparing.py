"""What changed between two periods: the ratio of two counts for as many reports read, with its interval.

Counts of news are more spread than Poisson's: what happens comes in bursts. So the days of both periods say how much
more (the dispersion of a quasi-Poisson model with the reports read as exposure, at least 1), both counts are divided by
it (and by what Student's t is wider than the normal distribution, since few days tell it roughly), and of what is left
the exact interval of the ratio of two Poisson counts is taken (Clopper and Pearson's, of the share that the second has
of both). It holds at its level or more, also where a count is 0 and the periods differ in length or in how much was
read.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final, Literal, TypedDict

import numpy as np

from pipelines.alerting.judging import Figures
from pipelines.asking.beta import beta_quantile, t_quantile
from pipelines.asking.languages import Languages, daily, reports_read
from pipelines.asking.series import Series, over_time
from pipelines.asking.store import Asked, Record, Rows
from pipelines.deployments.period import Period
from schemas import Series as Rowed

LEVEL: Final = 0.95
LEAST: Final = 5
"""A cell with fewer incidents in both periods together says nothing."""
Kind = Literal["totals", "pairs", "places"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Counts, one for each cell, and the reports read for them on so many days.

    ``squares`` is the sum of count squared by reports read over the days.
    """

    count: Figures
    squares: Figures
    read: float
    days: int


class Ratio(TypedDict):
    """``ratio`` of the rates, after by before; None where nothing was before, as ``high`` where it has no bound.

    ``clear``: the interval does not hold 1.
    """

    before: float
    after: float
    ratio: float | None
    low: float
    high: float | None
    dispersion: float
    clear: bool


class Change(Ratio):
    """The change of a cell; "" is any type, and a side that nobody of a known country is on."""

    kind: Kind
    source: str
    target: str
    place: str
    type: str


class Comparison(TypedDict):
    """``read`` and ``days``: reports read and days on which some were, before and after; of ``compared`` cells."""

    read: tuple[int, int]
    days: tuple[int, int]
    compared: int
    changes: list[Change]


class PeriodError(ValueError):
    """A period that cannot be compared; the message says why."""


def ratios(before: Side, after: Side, level: float = LEVEL) -> list[Ratio]:
    """The ratio of two rates of each cell, and its interval; both sides were read for."""
    outside = (1 - level) / 2
    dispersion, free = _dispersion(before, after)
    wider = (t_quantile(outside, np.maximum(free, 1)) / NormalDist().inv_cdf(1 - outside)) ** 2
    scale = dispersion * np.where(dispersion > 1, wider, 1)
    few, many = before.count / scale, after.count / scale
    odds = before.read / after.read
    with np.errstate(divide="ignore", invalid="ignore"):
        # The share p of the second count in both is r E2 / (E1 + r E2): what bounds p bounds r.
        low = np.where(many > 0, beta_quantile(outside, np.where(many > 0, many, 1), few + 1), 0)
        high = np.where(few > 0, beta_quantile(1 - outside, many + 1, np.where(few > 0, few, 1)), 1)
        lows, highs = low / (1 - low) * odds, high / (1 - high) * odds
        rates = after.count / before.count * odds
    return [
        {
            "before": float(before.count[n]),
            "after": float(after.count[n]),
            "ratio": float(rates[n]) if before.count[n] else None,
            "low": float(lows[n]),
            "high": float(highs[n]) if math.isfinite(highs[n]) else None,
            "dispersion": float(dispersion[n]),
            "clear": bool(lows[n] > 1 or highs[n] < 1),
        }
        for n in range(len(few))
    ]


def _dispersion(*sides: Side) -> tuple[Figures, Figures]:
    """Pearson's, of the days of both sides around their own rates, and its degrees of freedom."""
    free, squares = np.zeros(len(sides[0].count)), np.zeros(len(sides[0].count))
    for side in sides:
        told = side.count > 0
        free += np.where(told, side.days - 1, 0)
        squares += np.where(told, side.squares * side.read / np.where(told, side.count, 1) - side.count, 0)
    return np.maximum(1.0, squares / np.maximum(free, 1)), free


def compare(
    asked: Asked,
    before: Period,
    after: Period,
    *,
    country: str = "",
    pair: tuple[str, str] | None = None,
    type: str = "",  # noqa: A002
    languages: Languages = (),
) -> Comparison:
    """Every cell of totals, pairs and places, those that changed clearly first, the strongest evidence on top.

    Of one country, one pair (both directions), one type or some languages where they are given. Days on which no report
    was read are no days of a period; raises PeriodError where there is no other.
    """
    read = [_read(asked, period, languages) for period in (before, after)]
    for period, row in zip((before, after), read, strict=True):
        if not row["days"]:
            raise PeriodError(f"{period}: no report was read on these days")
    cells: dict[tuple[Kind, str, str, str, str], list[Record | None]] = {}
    for place, period in enumerate((before, after)):
        for row in _cells(asked, period, country, pair, type, languages):
            key = (row["kind"], row["source"], row["target"], row["place"], row["type"])
            cells.setdefault(key, [None, None])[place] = row
    enough = {key: held for key, held in cells.items() if sum(row["count"] for row in held if row) >= LEAST}
    sides = [_side([held[place] for held in enough.values()], read[place]) for place in (0, 1)]
    changes: list[Change] = [
        {"kind": kind, "source": source, "target": target, "place": where, "type": what, **found}
        for (kind, source, target, where, what), found in zip(enough, ratios(sides[0], sides[1]), strict=True)
    ]
    changes.sort(key=lambda change: (-_evidence(change), change["kind"], change["source"], change["target"]))
    return {
        "read": (read[0]["read"], read[1]["read"]),
        "days": (read[0]["days"], read[1]["days"]),
        "compared": len(changes),
        "changes": changes,
    }


def compare_series(asked: Asked, one: tuple[Series, Period], other: tuple[Series, Period]) -> Ratio:
    """The ratio of two series, as of two countries or periods: ``other`` by ``one``; raises PeriodError."""
    sides = []
    for series, period in (one, other):
        days = [day for day in over_time(asked, series, period) if day["read"]]
        if not days:
            raise PeriodError(f"{period}: no report was read on these days")
        counts = np.array([day["count"] for day in days])
        read = np.array([day["read"] for day in days], dtype=np.float64)
        sides.append(
            Side(
                count=counts.sum(keepdims=True),
                squares=(counts**2 / read).sum(keepdims=True),
                read=float(read.sum()),
                days=len(days),
            )
        )
    (found,) = ratios(sides[0], sides[1])
    return found


def _evidence(change: Change) -> float:
    """How far the nearer end of the interval is from no change, as a factor; below 1 it holds no change."""
    down = 0.0 if change["high"] is None else 1 / change["high"] if change["high"] else float("inf")
    return max(change["low"], down)


def _side(rows: Sequence[Record | None], read: Record) -> Side:
    return Side(
        count=np.array([row["count"] if row else 0 for row in rows], dtype=np.float64),
        squares=np.array([row["squares"] if row else 0 for row in rows], dtype=np.float64),
        read=read["read"],
        days=read["days"],
    )


def _read(asked: Asked, period: Period, languages: Languages) -> Record:
    days = _DAYS.format(read=reports_read(languages))
    (row,) = asked.rows(
        f"SELECT coalesce(sum({_REPORTS}), 0)::bigint AS {_REPORTS}, count(*) AS days FROM ({days}) AS days",
        first=period.first,
        last=period.last,
        languages=list(languages),
    )
    return row


_REPORTS: Final = '"read"'
_DAYS: Final = f"SELECT day, {_REPORTS} FROM {{read}} WHERE {_REPORTS} > 0"
_KINDS: Final[Sequence[tuple[Kind, Rowed]]] = (("totals", "total"), ("pairs", "pair_type"), ("places", "place_type"))


def _cells(
    asked: Asked, period: Period, country: str, pair: tuple[str, str] | None, kind: str, languages: Languages
) -> Rows:
    """The cells of a period: of each type, and of all types together (incidents of different types may be added)."""
    chosen = ["day BETWEEN $first AND $last"]
    one, other = pair or ("", "")
    if pair:
        chosen += [
            "series = 'pair_type'",
            "(source = $one AND target = $other OR source = $other AND target = $one)",
        ]
    if country:
        chosen.append("(source = $country OR target = $country OR place = $country)")
    if kind:
        chosen.append("type = $type")
    named = "CASE series " + " ".join(f"WHEN '{series}' THEN '{name}'" for name, series in _KINDS) + " END"
    rows = daily(asked.dialect, languages, *(series for _, series in _KINDS))
    days = _DAYS.format(read=reports_read(languages))
    return asked.rows(
        f"WITH days AS ({days}), cell AS ("
        f" SELECT day, series, source, target, place, type, incidents FROM {rows}"
        f" WHERE series IN ('total', 'pair_type', 'place_type') AND {' AND '.join(chosen)}"
        "), any_type AS (SELECT * FROM cell UNION ALL SELECT day, series, source, target, place, '', incidents"
        " FROM cell WHERE series <> 'total' AND $type = ''), by_day AS ("
        " SELECT day, series, source, target, place, type, sum(incidents) AS counted FROM any_type"
        " GROUP BY day, series, source, target, place, type"
        f") SELECT {named} AS kind, source, target, place, type, sum(counted)::bigint AS count,"
        f" sum(counted * counted * 1.0 / {_REPORTS})::double precision AS squares"
        " FROM by_day JOIN days USING (day) GROUP BY series, source, target, place, type",
        first=period.first,
        last=period.last,
        one=one,
        other=other,
        country=country,
        type=kind,
        languages=list(languages),
    )
