"""The interval of a change covers at its level, whatever the counts, the lengths and what was read."""

import numpy as np
import pytest

from pipelines.asking.comparing import LEVEL, Ratio, Side, ratios

RUNS = 500


def drawn(random: np.random.Generator, rate: float, days: int, dispersion: float, read: float) -> Side:
    """Days of ``rate`` events by report, in as many runs."""
    reports = np.array(random.poisson(read, days) + 1.0)
    mean = np.broadcast_to(rate * reports, (RUNS, days))
    spread = 1 / dispersion
    counts = random.poisson(mean) if dispersion == 1 else random.negative_binomial(mean / (dispersion - 1), spread)
    squares = (counts**2 / reports).sum(axis=1)
    return Side(count=counts.sum(axis=1).astype(float), read=float(reports.sum()), days=days, squares=squares)


@pytest.mark.slow
@pytest.mark.parametrize("dispersion", [1, 1.5, 3, 8])
@pytest.mark.parametrize("rate", [0.001, 0.005, 0.02, 0.2])
@pytest.mark.parametrize(("days", "true"), [((7, 7), 1), ((31, 28), 2), ((7, 30), 0.5), ((90, 30), 1)])
def test_the_interval_covers(dispersion: float, rate: float, days: tuple[int, int], true: float) -> None:
    random = np.random.default_rng(11)
    sides = drawn(random, rate, days[0], dispersion, 100), drawn(random, rate * true, days[1], dispersion, 150)
    held = [one["low"] <= true and (one["high"] is None or one["high"] >= true) for one in ratios(*sides)]
    assert np.mean(held) >= LEVEL - 0.025
    if rate == 0.2 and sum(days) > 50:  # and it is no wider than it must be
        assert np.mean(held) <= 0.99


def side(count: float, read: float = 1000, days: int = 10, squares: float | None = None) -> Side:
    """The same every day, where nothing else is said."""
    return Side(count=np.array([float(count)]), read=read, days=days, squares=np.array([squares or count**2 / read]))


def ratio(one: Side, other: Side) -> Ratio:
    (found,) = ratios(one, other)
    return found


def test_twice_as_many_of_twice_as_many_reports_is_no_change() -> None:
    found = ratio(side(40), side(80, read=2000, days=20))
    assert found["ratio"] == pytest.approx(1)
    assert not found["clear"]
    assert ratio(side(40), side(80))["clear"]


def test_a_zero_has_a_bound_on_one_side() -> None:
    new = ratio(side(0), side(12))
    assert (new["ratio"], new["high"], new["clear"]) == (None, None, True)
    assert new["low"] > 1
    gone = ratio(side(12), side(0))
    assert (gone["ratio"], gone["low"], gone["clear"]) == (0, 0, True)
    assert gone["high"] is not None
    assert gone["high"] < 1
    assert ratio(side(0), side(0))["clear"] is False


def test_exchanged_it_is_the_reciprocal() -> None:
    one, other = side(40), side(90, read=1500)
    there, back = ratio(one, other), ratio(other, one)
    assert there["high"] is not None
    assert back["low"] == pytest.approx(1 / there["high"])


def test_one_burst_makes_no_clear_change() -> None:
    calm = side(20, 3000, 30, 20 / 100)
    burst = side(40, 3000, 30, (20 + 20**2) / 100)
    assert not ratio(calm, burst)["clear"]
    assert ratio(calm, side(60, 3000, 30, 30 * 4 / 100))["clear"]
