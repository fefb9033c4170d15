"""The beginning of a drain."""

import pytest

from connectors.kafka.plan import PartitionRange, ReadPlan


@pytest.mark.parametrize(
    ("waiting", "most", "taken"),
    [
        ((5, 5), 4, [2, 2]),
        ((5, 5), 10, [5, 5]),
        ((5, 5), 100, [5, 5]),
        ((1, 9, 0), 8, [1, 7, 0]),
        ((9, 1, 4, 0), 9, [4, 1, 4, 0]),
        ((3, 3, 3), 1, [1, 1, 1]),
        ((0, 0), 5, [0, 0]),
    ],
)
def test_a_beginning_is_as_large_as_it_may_be_and_even(waiting: tuple[int, ...], most: int, taken: list[int]) -> None:
    ranges = tuple(PartitionRange(partition=n, begin=10, end=10 + size) for n, size in enumerate(waiting))
    found = ReadPlan(topic="reports.raw", topic_id="an-id", ranges=ranges).at_most(most)
    assert [(part.end or 0) - part.begin for part in found.ranges] == taken
    assert found.of == ReadPlan(topic="reports.raw", topic_id="an-id", ranges=ranges).of
