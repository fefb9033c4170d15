"""Whether a count is out of the ordinary for its series: a negative-binomial upper limit (Noufaily et al. 2013).

Noufaily, Enki, Farrington, Garthwaite, Andrews, Charlett: An improved algorithm for outbreak detection in multiple
surveillance systems. Statistics in Medicine 32(7), 2013. https://doi.org/10.1002/sim.5595
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipelines.alerting.quantile import upper_limit

Figures = NDArray[np.float64]

_OUTBREAK: Final = 2.2
"""A day of the baseline with a residual above this counts less,"""
_DECLINE: Final = 3.0
"""by this power of how many times as large it is: below 3 a day's share of the dispersion grows with its count."""
_ROUNDS: Final = 5
_AT_ONCE: Final = 8192
"""Series judged in one go: bounds the memory, costs nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """How much out of the ordinary a day must be.

    ``alpha``: the share of ordinary days above the limit. A day fires only with at least ``least_count`` itself and
    ``least_total`` with its baseline, and only where the baseline has at least ``least_days`` days.
    """

    alpha: float = 0.0005
    least_count: float = 3
    least_total: float = 5
    least_days: int = 7


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one day looks like against its baseline; an array of each, one entry for each series.

    ``score`` is (count - expected) / (limit - expected): 1 at the limit.
    """

    count: Figures
    expected: Figures
    limit: Figures
    score: Figures
    fires: NDArray[np.bool_]


def judge(baseline: Figures, counts: Figures, sensitivity: Sensitivity, exposure: Figures | None = None) -> Judgement:
    """Judge the ``counts`` of one day, one for each series, by their ``baseline`` (series x days).

    The baseline holds only days on which reports were read. ``exposure``: how much was looked at on each of them, 1
    being as much as on the day judged; by default all are alike. Where the days are too few to judge by, expected,
    limit and score are nan and nothing fires.
    """
    days = baseline.shape[1]
    exposure = np.ones(days) if exposure is None else exposure
    expected, limit = np.full_like(counts, np.nan), np.full_like(counts, np.nan)
    if days >= sensitivity.least_days:
        for start in range(0, len(counts), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            expected[part], limit[part] = _limit(baseline[part], exposure, sensitivity.alpha)
    enough = (counts >= sensitivity.least_count) & (baseline.sum(axis=1) + counts >= sensitivity.least_total)
    return Judgement(counts, expected, limit, (counts - expected) / (limit - expected), enough & (counts > limit))


def _limit(baseline: Figures, exposure: Figures, alpha: float) -> tuple[Figures, Figures]:
    """Mean and upper limit of each series on the day judged, past outbreaks weighted down.

    A quasi-Poisson model of the mean alone, reweighted by Anscombe residuals r as Farrington and Noufaily do, but for
    three things. They take r from a fit to all days, which an outbreak within a month raises so far that it hides
    itself: here the first fit is to the days with the highest quarter cut down to the rest. They reweight once: here it
    is done until it has about settled, since days of one outbreak hide each other. And they weight r**-2 above 2.58 and
    1 below: here it is (2.2 / r)**3 above 2.2, without the step, which costs less where all days are ordinary.
    """
    rates = baseline / exposure
    highest = len(exposure) // 4
    most = np.partition(rates, -1 - highest, axis=1)[:, -1 - highest]
    mean, dispersion = _fitted(np.minimum(rates, most[:, None]) * exposure, np.ones_like(baseline), exposure)
    for _ in range(_ROUNDS):
        residuals = _residuals(baseline, exposure, mean, dispersion)
        weight = (np.maximum(residuals, _OUTBREAK) / _OUTBREAK) ** -_DECLINE
        mean, dispersion = _fitted(baseline, weight, exposure)
    spread = dispersion * (1 + 1 / exposure.sum())
    # A rare thing in bursts has its quantile at 0; what fires is above its mean all the same.
    return mean, upper_limit(mean, spread, alpha)


def _fitted(baseline: Figures, weight: Figures, exposure: Figures) -> tuple[Figures, Figures]:
    """Mean for an exposure of 1 and dispersion of each series, by weighted days."""
    n = len(exposure)
    weight = weight * (n / weight.sum(axis=1))[:, None]
    mean = np.maximum((weight * baseline).sum(axis=1) / (weight * exposure).sum(axis=1), 1 / exposure.sum())
    fitted = mean[:, None] * exposure
    dispersion = (weight * (baseline - fitted) ** 2 / fitted).sum(axis=1) / (n - 1)
    return mean, np.maximum(dispersion, 1.0)


def _residuals(baseline: Figures, exposure: Figures, mean: Figures, dispersion: Figures) -> Figures:
    """The Anscombe residual of each day, standardised as if the day were a new one."""
    fitted = mean[:, None] * exposure
    spread = dispersion[:, None] * (1 + exposure / exposure.sum())
    residuals: Figures = 1.5 * (baseline ** (2 / 3) - fitted ** (2 / 3)) / (fitted ** (1 / 6) * np.sqrt(spread))
    return residuals
