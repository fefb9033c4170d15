"""What is kept up is what would be counted anew."""

from collections import Counter
from math import fsum

from hypothesis import given
from hypothesis import strategies as st

from pipelines.aggregation.running import MostTold, RunningMean

VALUES = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300)


@given(st.lists(st.none() | VALUES, max_size=20), st.lists(VALUES, max_size=10))
def test_mean_is_that_of_what_is_left_to_the_last_bit(left: list[float | None], gone: list[float]) -> None:
    mean = RunningMean()
    for value in (*gone, *left):
        mean.add(value)
    for value in gone:
        mean.remove(value)
    known = [value for value in left if value is not None]
    assert mean.value() == (fsum(known) / len(known) if known else None)


@given(st.lists(st.tuples(st.sampled_from("abcdefghijklmnop"), st.booleans()), max_size=90), st.integers(1, 12))
def test_most_told_first(steps: list[tuple[str, bool]], most: int) -> None:
    ranking, counts = MostTold(), Counter[str]()
    for name, more in steps:
        if more:
            ranking.add(name)
            counts[name] += 1
        elif counts[name]:
            ranking.remove(name)
            counts[name] -= 1
        wanted = sorted((n for n in counts if counts[n]), key=lambda n: (-counts[n], n))
        assert ranking.first(most) == tuple(wanted[:most])
