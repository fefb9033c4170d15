"""What ``make bench`` says of a figure against what was recorded."""

import pytest

from benchmarks.bench import said, worse
from benchmarks.short import Figure


def figure(value: float, *, timed: bool = False, less: bool = True) -> Figure:
    return Figure("run, short reports", value, "ms a report", less_is_better=less, timed=timed)


@pytest.mark.parametrize(
    ("now", "recorded", "rulers", "change"),
    [
        (figure(11), 10, (1, 1), 0.1),
        (figure(9), 10, (1, 1), -0.1),
        (figure(0.8, less=False), 1.0, (1, 1), 0.25),
        (figure(20, timed=True), 10, (2, 1), 0.0),
        (figure(24, timed=True), 10, (2, 1), 0.2),
        (figure(20), 10, (2, 1), 1.0),
    ],
)
def test_what_is_timed_counts_by_the_yardstick(
    now: Figure, recorded: float, rulers: tuple[float, float], change: float
) -> None:
    assert worse(now, {"value": recorded}, rulers) == pytest.approx(change)


@pytest.mark.parametrize(
    ("value", "words", "fallen"),
    [(11.6, "FELL: 16% worse", True), (11.4, "14% worse", False), (9.0, "10% better", False)],
)
def test_a_fall_of_fifteen_in_a_hundred_is_said_aloud(value: float, words: str, *, fallen: bool) -> None:
    line, fell = said(figure(value), {"value": 10.0}, (1, 1))
    assert (words in line, "FELL" in line, fell) == (True, fallen, fallen)


def test_a_figure_that_was_never_recorded_is_said_to_be_so() -> None:
    line, fell = said(figure(3.0), None, (1, 1))
    assert line.endswith("not recorded")
    assert not fell
