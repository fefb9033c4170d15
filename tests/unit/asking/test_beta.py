"""The quantiles are those of scipy."""

import numpy as np
import pytest

from pipelines.asking.beta import beta_below, beta_quantile, t_quantile

pytestmark = pytest.mark.slow  # as importing scipy is


@pytest.mark.parametrize("share", [0.0005, 0.025, 0.5, 0.975, 0.9995])
@pytest.mark.parametrize("most", [3, 300, 1e4])
def test_beta_quantiles(share: float, most: float) -> None:
    from scipy.stats import beta

    dice = np.random.default_rng(5)
    a, b = np.exp(dice.uniform(np.log(0.2), np.log(most), (2, 300)))
    expected = beta.ppf(share, a, b)
    seen = (expected > 1e-12) & (expected < 1 - 1e-12)
    assert seen.sum() > 150
    assert beta_quantile(share, a, b)[seen] == pytest.approx(expected[seen], rel=1e-8)
    assert beta_below(expected[seen], a[seen], b[seen]) == pytest.approx(share, rel=1e-6)


@pytest.mark.parametrize("above", [0.0005, 0.025, 0.2])
def test_t_quantiles(above: float) -> None:
    from scipy.stats import t

    free = np.array([1, 2, 5, 12, 60, 700.0])
    assert t_quantile(above, free) == pytest.approx(t.isf(above, free), rel=1e-7)
