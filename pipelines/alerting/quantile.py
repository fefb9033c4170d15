"""The upper quantile of negative-binomial counts, for many series at once."""

from statistics import NormalDist

import numpy as np

from pipelines.alerting.incomplete_beta import Figures, fraction, log_inverse_beta


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
    """The chance of more than ``count``, which is not below the mean: there the fraction converges fast."""
    a, b = count + 1, mean / (spread - 1)
    x = 1 - 1 / spread
    front = np.exp(log_inverse_beta(a, b) + a * np.log(x) - b * np.log(spread)) / a
    return np.asarray(front * fraction(x, a, b), dtype=np.float64)


def _guessed(mean: Figures, spread: Figures, alpha: float) -> Figures:
    """By a gamma distribution of the same mean and variance (Wilson and Hilferty)."""
    shape = mean / spread
    cube = 1 - 1 / (9 * shape) - NormalDist().inv_cdf(alpha) / (3 * np.sqrt(shape))
    return np.asarray(np.ceil(mean * np.maximum(cube, 0) ** 3), dtype=np.float64)
