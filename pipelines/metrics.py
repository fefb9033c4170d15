"""The names of all counters, and the clock that tells which step takes the time."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Literal

from apache_beam.metrics import Metrics

Step = Literal["Decode reports", "Link copies", "Code events", "Aggregate days", "Write days"]
NAMESPACE: Final = "wirewatch"

progress: Final = Counter[str]()
"""What this process has done, for a progress bar beside a local run: ``bytes`` read, ``reports`` with an outcome."""


class StepClock:
    """Adds up the time that one step takes, without that of the steps after it, in microseconds."""

    def __init__(self, step: Step) -> None:
        self._counter = Metrics.counter(NAMESPACE, f"{step} microseconds")

    @contextmanager
    def running(self) -> Iterator[None]:
        """Time what happens inside; nothing may be yielded from it."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self._counter.inc(round((time.perf_counter() - start) * 1e6))


def step_seconds(result: Any) -> dict[str, float]:
    """Seconds that each step of a finished pipeline took, from the clocks in its workers."""
    counters = result.metrics().query()["counters"]
    suffix = " microseconds"
    return {
        c.key.metric.name.removesuffix(suffix): c.committed / 1e6
        for c in counters
        if c.key.metric.namespace == NAMESPACE and c.key.metric.name.endswith(suffix)
    }
