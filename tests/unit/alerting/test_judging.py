"""The limit of a day: against a reading of the formula in plain Python, and what moves it."""

from math import exp, lgamma, log

import numpy as np
import pytest

from pipelines.alerting.judging import Sensitivity, judge

ORDINARY = Sensitivity()


def judged(baseline, count, sensitivity=ORDINARY):
    """One series: (expected, limit, score, fires)."""
    found = judge(np.array([baseline], dtype=float), np.array([count], dtype=float), sensitivity)
    return found.expected[0], found.limit[0], found.score[0], found.fires[0]


def plain_limit(baseline, alpha):
    """DESIGN section 5 for a baseline without outbreaks, the quantile by adding up probabilities."""
    n = len(baseline)
    mean = max(sum(baseline) / n, 1 / n)
    variance = sum((y - mean) ** 2 for y in baseline) / (n - 1)
    phi = max(1.0, variance / mean) * (1 + 1 / n)
    size = mean / (phi - 1)
    total, k = 0.0, -1
    while total < 1 - alpha:
        k += 1
        log_ways = lgamma(k + size) - lgamma(size) - lgamma(k + 1)
        total += exp(log_ways + size * log(1 / phi) + k * log(1 - 1 / phi))
    return mean, k


@pytest.mark.parametrize(
    "baseline", [[0] * 28, [5] * 28, [3, 5, 4, 6] * 7, [20, 31, 17, 25, 40, 22, 28] * 4, [2, 3] * 5]
)
@pytest.mark.parametrize("alpha", [0.0005, 0.01])
def test_the_limit_is_that_of_the_formula(baseline, alpha):
    mean, limit = plain_limit(baseline, alpha)
    expected, found, score, _ = judged(baseline, limit, Sensitivity(alpha=alpha))
    assert (expected, found) == (pytest.approx(mean), limit)
    assert score == pytest.approx(1)


def test_fires_above_the_limit_and_not_at_it():
    _, limit = plain_limit([5] * 28, ORDINARY.alpha)
    assert not judged([5] * 28, limit)[3]
    assert judged([5] * 28, limit + 1)[3]


def test_few_of_a_thing_never_fire():
    assert judged([0] * 28, 4)[1] < 3
    assert not judged([0] * 28, 4)[3]  # four in all: fewer than least_total
    assert judged([0] * 28, 5)[3]
    assert judged([0] * 26 + [1, 1], 3)[3]
    assert not judged([0] * 26 + [2, 2], 2, Sensitivity(alpha=0.1))[3]  # two on the day: fewer than least_count


def test_too_short_a_history_is_no_judgement():
    expected, limit, score, fires = judged([0] * 6, 100)
    assert np.isnan([expected, limit, score]).all()
    assert not fires
    assert judged([0] * 7, 100)[3]
    assert judged([0] * 6, 100, Sensitivity(least_days=5))[3]


@pytest.mark.parametrize(
    ("outbreak", "at_most"), [([60], 8), ([2000], 8), ([30, 45, 25], 8), ([30, 45, 25, 40, 35], 12)]
)
def test_a_past_outbreak_does_not_hide_the_next_one(outbreak, at_most):
    calm = [2, 3, 1, 2] * 7
    past = calm[: -len(outbreak)] + outbreak
    _, calm_limit, _, _ = judged(calm, 0)
    _, plain = plain_limit(past, ORDINARY.alpha)
    _, limit, _, _ = judged(past, 0)
    assert calm_limit <= limit < plain
    assert limit <= at_most


def test_a_surge_in_silence_does_not_hide_the_next_one():
    for surge in (4, 40, 4000):
        _, limit, _, fires = judged([0] * 27 + [surge], 5)
        assert (limit <= 3, fires) == (True, True)


def test_what_goes_on_for_a_week_is_expected():
    assert judged([2, 3, 1] * 7 + [30] * 7, 0)[1] > 60


def test_the_limit_is_above_the_mean_even_of_bursts():
    expected, limit, score, fires = judged([0] * 27 + [4000], 4, Sensitivity(alpha=0.1))
    assert limit > expected
    assert (score > 0, fires) == (True, limit < 4)


def test_exposure_scales_what_is_expected():
    half = judge(np.full((1, 28), 4.0), np.array([8.0]), ORDINARY, np.full(28, 0.5))
    assert half.expected[0] == pytest.approx(8)
    uneven = np.array([1.0, 4.0] * 14)
    found = judge(uneven[None] * 2, np.array([2.0]), ORDINARY, uneven)
    assert found.expected[0] == pytest.approx(2)
    assert found.limit[0] < judged(list(uneven * 2), 0)[1]


def test_many_series_are_judged_as_one_alone():
    random = np.random.default_rng(7)
    baseline = random.negative_binomial(2, 0.3, (20_000, 28)).astype(float)
    counts = random.poisson(8, 20_000).astype(float)
    together = judge(baseline, counts, ORDINARY)
    assert 0 < together.fires.sum() < 2_000
    for place in (0, 8_191, 8_192, 19_999):
        alone = judge(baseline[[place]], counts[[place]], ORDINARY)
        assert (alone.expected[0], alone.limit[0]) == (together.expected[place], together.limit[place])
