"""Quantiles of the beta distribution and Student's t, for many at once (without scipy: see ``incomplete_beta``)."""

from typing import Final

import numpy as np

from pipelines.alerting.incomplete_beta import Figures, fraction, log_inverse_beta

_ROUNDS: Final = 200


def beta_quantile(share: float, a: Figures, b: Figures) -> Figures:
    """Where the beta distribution with positive ``a`` and ``b`` has ``share`` below it: Newton's steps in a bracket."""
    low, high = np.zeros_like(a), np.ones_like(a)
    x = a / (a + b)
    front = log_inverse_beta(a, b)
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
        log = log_inverse_beta(a, b) + one * np.log(at) + other * np.log1p(-at)
    found = np.exp(log) * fraction(at, one, other) / one
    return np.asarray(np.where(turned, 1 - found, found), dtype=np.float64)
