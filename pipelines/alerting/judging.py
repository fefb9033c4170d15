"""Whether a count is out of the ordinary for its series: a negative-binomial upper limit (Noufaily et al. 2013).

Noufaily, Enki, Farrington, Garthwaite, Andrews, Charlett: An improved algorithm for outbreak detection in multiple
surveillance systems. Statistics in Medicine 32(7), 2013. https://doi.org/10.1002/sim.5595
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import nbinom

Figures = NDArray[np.float64]

_OUTBREAK: Final = 2.0
"""A day of the baseline with a residual above this counts less."""
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

    A quasi-Poisson model of the mean alone, reweighted once by Anscombe residuals r, as Farrington and Noufaily do, but
    for two things. They standardise r by mean and dispersion of all days; in a month an outbreak raises both so far
    that it hides itself, so r is that of a day against the others alone. They weight r**-2 above 2.58 and 1 below; here
    it is (2 / r)**2 above 2, without the step, which costs less where all days are ordinary.
    """
    n = len(exposure)
    residuals = _residuals(baseline, exposure)
    weight = (np.maximum(residuals, _OUTBREAK) / _OUTBREAK) ** -2
    weight *= (n / weight.sum(axis=1))[:, None]
    mean = np.maximum((weight * baseline).sum(axis=1) / (weight * exposure).sum(axis=1), 1 / exposure.sum())
    fitted = mean[:, None] * exposure
    dispersion = (weight * (baseline - fitted) ** 2 / fitted).sum(axis=1) / (n - 1)
    spread = np.maximum(dispersion, 1.0) * (1 + 1 / exposure.sum())
    limit = nbinom.ppf(1 - alpha, mean / (spread - 1), 1 / spread)
    # A rare thing in bursts has its quantile at 0; what fires is above its mean all the same.
    return mean, np.maximum(limit, np.floor(mean) + 1)


def _residuals(baseline: Figures, exposure: Figures) -> Figures:
    """The Anscombe residual of each day, by mean and dispersion of the other days of its series."""
    n = len(exposure)
    exposed = exposure.sum() - exposure
    told = baseline.sum(axis=1)[:, None] - baseline
    squares = baseline**2 / exposure
    mean = np.maximum(told, 1.0) / exposed
    # The sum of (y - mean e)**2 / (mean e) over the other days, multiplied out.
    squared = (squares.sum(axis=1)[:, None] - squares) / mean - 2 * told + mean * exposed
    spread = np.maximum(squared / (n - 2), 1.0) * (1 + exposure / exposed)
    fitted = mean * exposure
    residuals: Figures = 1.5 * (baseline ** (2 / 3) - fitted ** (2 / 3)) / (fitted ** (1 / 6) * np.sqrt(spread))
    return residuals
