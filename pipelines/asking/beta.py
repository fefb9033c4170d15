"""Quantiles of the beta distribution and Student's t, for many at once (without scipy: see ``alerting.quantile``)."""

import math
from typing import Final

import numpy as np

from pipelines.alerting.judging import Figures

_PRECISE: Final = 1e-13
_TINY: Final = 1e-300
_TERMS: Final = 20_000
_ROUNDS: Final = 200


def beta_quantile(share: float, a: Figures, b: Figures) -> Figures:
    """Where the beta distribution with positive ``a`` and ``b`` has ``share`` below it: Newton's steps in a bracket."""
    low, high = np.zeros_like(a), np.ones_like(a)
    x = a / (a + b)
    front = _log_gamma(a + b) - _log_gamma(a) - _log_gamma(b)
    for _ in range(_ROUNDS):
        over = beta_below(x, a, b) - share
        low, high = np.where(over < 0, x, low), np.where(over < 0, high, x)
        with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
            density = np.exp(front + (a - 1) * np.log(x) + (b - 1) * np.log1p(-x))
            step = x - over / density
        after = np.where((step > low) & (step < high), step, (low + high) / 2)
        if np.all(np.abs(after - x) <= 1e-10 * after):
            return after
        x = after
    return x


def t_quantile(above: float, free: Figures) -> Figures:
    """What Student's t with so many degrees of freedom exceeds with the chance ``above``, below one half."""
    x = beta_quantile(2 * above, free / 2, np.full_like(free, 0.5))
    return np.asarray(np.sqrt(free * (1 - x) / x), dtype=np.float64)


def beta_below(x: Figures, a: Figures, b: Figures) -> Figures:
    """The share of the beta distribution below ``x``, between 0 and 1: the regularised incomplete beta function."""
    turned = x > (a + 1) / (a + b + 2)
    one, other = np.where(turned, b, a), np.where(turned, a, b)
    at = np.where(turned, 1 - x, x)
    with np.errstate(divide="ignore"):
        log = _log_gamma(a + b) - _log_gamma(a) - _log_gamma(b) + one * np.log(at) + other * np.log1p(-at)
    found = np.exp(log) * _fraction(at, one, other) / one
    return np.asarray(np.where(turned, 1 - found, found), dtype=np.float64)


def _fraction(x: Figures, a: Figures, b: Figures) -> Figures:
    """The continued fraction of the incomplete beta function by Lentz, as in Numerical Recipes, 6.4."""
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
    return np.asarray(fraction, dtype=np.float64)


def _log_gamma(values: Figures) -> Figures:
    return np.array([math.lgamma(value) for value in values.tolist()])


def _not_zero(value: Figures) -> Figures:
    return np.where(np.abs(value) < _TINY, _TINY, value)
