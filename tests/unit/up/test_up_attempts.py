"""How long ``wirewatch up`` goes on trying."""

import time

import pytest

from pipelines.deployments.up.attempts import Attempts
from pipelines.deployments.up.pace import Pace
from pipelines.deployments.up.watch import Watch


def test_failures_without_end_end_it() -> None:
    attempts = Attempts(Watch(Pace()), Pace(patience=0.5))
    attempts.failed(OSError("first"))
    with pytest.raises(OSError, match="second"):
        attempts.failed(OSError("second"))


@pytest.mark.slow
def test_success_in_between_begins_the_count_anew() -> None:
    attempts = Attempts(Watch(Pace()), Pace(patience=0.5))
    for _ in range(2):
        began = time.monotonic()
        attempts.failed(OSError("away"))
        assert 0.9 < time.monotonic() - began < 1.9, "the first wait is a second"
        attempts.succeeded()


def test_stop_ends_the_wait() -> None:
    watch = Watch(Pace())
    attempts = Attempts(watch, Pace())
    watch.stop()
    began = time.monotonic()
    for _ in range(5):
        attempts.failed(OSError("away"))
    assert time.monotonic() - began < 0.9
