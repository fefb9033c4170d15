"""The watch of ``wirewatch up``: it ends a process that hangs or does not stop, and no other."""

import logging
import queue
import time

import pytest

from pipelines.deployments.up.pace import Pace
from pipelines.deployments.up.watch import Watch


def test_process_without_progress_is_ended(caplog: pytest.LogCaptureFixture) -> None:
    codes: queue.Queue[int] = queue.Queue()
    with Watch(Pace(hang=0.5), codes.put) as watch:
        watch.waiting(7)
        assert codes.get(timeout=5) == 1
    assert "7 records wait" in caplog.text


def test_process_with_progress_goes_on() -> None:
    codes: queue.Queue[int] = queue.Queue()
    with Watch(Pace(hang=0.8), codes.put) as watch:
        for _ in range(8):
            time.sleep(0.2)
            watch.progress()
    assert codes.empty()


def test_stop_that_takes_too_long_is_cut_off(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    codes: queue.Queue[int] = queue.Queue()
    with Watch(Pace(stop=0.3), codes.put) as watch:
        assert not watch.stopping
        watch.stop()
        assert watch.stopping
        watch.pause(60)  # ends at once
        assert codes.get(timeout=5) == 0
    assert "the next start makes it good" in caplog.text
