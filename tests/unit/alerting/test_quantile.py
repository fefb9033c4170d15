"""The quantile of negative-binomial counts is that of scipy, from rare things in bursts to a hundred thousand a day."""

import numpy as np
import pytest

from pipelines.alerting.quantile import chance_above, upper_limit


def drawn(most, spread):
    dice = np.random.default_rng(20220124)
    mean = np.exp(dice.uniform(np.log(1 / 60), np.log(most), 400))
    return mean, 1 + np.exp(dice.uniform(np.log(1e-3), np.log(spread), 400))


@pytest.mark.slow  # as importing scipy is
@pytest.mark.parametrize("alpha", [1e-9, 0.0005, 0.01, 0.3])
@pytest.mark.parametrize(("most", "spread"), [(5, 5), (1e5, 300)])
def test_limit_is_the_quantile_of_scipy(alpha, most, spread):
    from scipy.stats import nbinom

    mean, spread = drawn(most, spread)
    quantile = nbinom.ppf(1 - alpha, mean / (spread - 1), 1 / spread)
    assert np.array_equal(upper_limit(mean, spread, alpha), np.maximum(quantile, np.floor(mean) + 1))


@pytest.mark.slow
def test_chance_is_that_of_scipy():
    from scipy.stats import nbinom

    mean, spread = drawn(1e4, 50)
    counts = np.floor(mean * 1.5) + 1
    found = chance_above(counts, mean, spread)
    assert found == pytest.approx(nbinom.sf(counts, mean / (spread - 1), 1 / spread), rel=1e-7, abs=1e-290)


def test_no_series_have_no_limit():
    assert upper_limit(np.array([]), np.array([]), 0.0005).shape == (0,)
