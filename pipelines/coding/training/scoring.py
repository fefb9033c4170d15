"""How well numbers tell right from wrong, and how far they are from how often it is right."""

import math
from collections.abc import Sequence


def area(scores: Sequence[float], right: Sequence[bool]) -> float:
    """The area under the curve: how often a right event is surer than a wrong one."""
    good = [s for s, r in zip(scores, right, strict=True) if r]
    bad = [s for s, r in zip(scores, right, strict=True) if not r]
    wins = sum((g > b) + (g == b) / 2 for g in good for b in bad)
    return wins / (len(good) * len(bad)) if good and bad else math.nan


def calibration_error(scores: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error over bins of equal width."""
    total = 0.0
    for low in range(bins):
        inside = [(s, r) for s, r in zip(scores, right, strict=True) if low <= s * bins < low + 1 + (low == bins - 1)]
        total += abs(sum(s for s, _ in inside) - sum(r for _, r in inside))
    return total / max(len(scores), 1)
