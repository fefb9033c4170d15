"""The upper quantile of negative-binomial counts, for many series at once.

One function of scipy's would do, for 113 MB on disk and most of a second at each start.
"""

import math
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

Figures = NDArray[np.float64]

_PRECISE: Final = 1e-14
_TINY: Final = 1e-300
_TERMS: Final = 10_000


def upper_limit(mean: Figures, spread: Figures, alpha: float) -> Figures:
    """The least whole number above each ``mean`` that a count exceeds with a chance of at most ``alpha``.

    ``spread``: variance by mean, above 1.
    """
    least = np.floor(mean) + 1
    guess = np.maximum(_guessed(mean, spread, alpha), least)
    exceeded = chance_above(guess, mean, spread) > alpha
    low, high = np.where(exceeded, guess, least - 1), np.where(exceeded, np.inf, guess)
    step = np.ones_like(mean)
    while (wide := np.flatnonzero(high - low > 1)).size:
        up, down = np.isinf(high[wide]), low[wide] == least[wide] - 1
        far = np.where(up, low[wide] + step[wide], high[wide] - step[wide])
        middle = np.floor((low[wide] + high[wide]) / 2)
        tried = np.where(up | (down & (far > low[wide])), far, middle)
        exceeded = chance_above(tried, mean[wide], spread[wide]) > alpha
        low[wide], high[wide] = np.where(exceeded, tried, low[wide]), np.where(exceeded, high[wide], tried)
        step[wide] *= 2
    return high


def chance_above(count: Figures, mean: Figures, spread: Figures) -> Figures:
    """The chance of more than ``count``, which is not below the mean: the incomplete beta function's fraction.

    Its continued fraction by Lentz, as in Numerical Recipes, 6.4; above the mean it converges fast.
    """
    a, b = count + 1, mean / (spread - 1)
    x = 1 - 1 / spread
    log = _log_gamma(a + b) - _log_gamma(a) - _log_gamma(b)
    front = np.exp(log + a * np.log(x) - b * np.log(spread)) / a
    c = np.ones_like(a)
    d = 1 / _not_zero(1 - (a + b) * x / (a + 1))
    fraction = d.copy()
    for m in range(1, _TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _not_zero(1 + term * d)
            c = _not_zero(1 + term / c)
            fraction *= c * d
        if np.all(np.abs(c * d - 1) < _PRECISE):
            break
    return np.asarray(front * fraction, dtype=np.float64)


def _log_gamma(values: Figures) -> Figures:
    return np.array([math.lgamma(value) for value in values.tolist()])


def _not_zero(value: Figures) -> Figures:
    return np.where(np.abs(value) < _TINY, _TINY, value)


def _guessed(mean: Figures, spread: Figures, alpha: float) -> Figures:
    """By a gamma distribution of the same mean and variance (Wilson and Hilferty)."""
    shape = mean / spread
    cube = 1 - 1 / (9 * shape) - NormalDist().inv_cdf(alpha) / (3 * np.sqrt(shape))
    return np.asarray(np.ceil(mean * np.maximum(cube, 0) ** 3), dtype=np.float64)
