"""The names of all metrics, in one place, and what counts them inside pipelines.

Beam's counters have no labels, so a counter's name is the metric's name and the label's value with a dot between them:
``reports.coded``. Runners export them under these names; ``wirewatch up`` gives them to Prometheus with labels.
docs/metrics.md explains each; a test holds the two together.
"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from apache_beam.metrics import Metrics

Step = Literal["Decode reports", "Link copies", "Code events", "Aggregate days", "Write days"]
NAMESPACE: Final = "wirewatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A metric; ``label`` tells its series apart. Counters are counted in ``unit`` and exported times ``scale``."""

    name: str
    kind: Literal["counter", "gauge"] = "counter"
    unit: str
    label: str | None = None
    help: str
    scale: float = 1.0

    @property
    def exported(self) -> str:
        """The name for Prometheus."""
        base = f"{NAMESPACE}_{self.name.replace('microseconds', 'seconds')}"
        return f"{base}_total" if self.kind == "counter" else base


READ: Final = Metric(name="read", unit="records", help="Records read from reports.raw or from files.")
REPORTS: Final = Metric(name="reports", unit="records", label="outcome", help="Records by what became of them.")
REJECTED: Final = Metric(name="rejected", unit="records", label="reason", help="Dead letters by reason.")
EVENTS: Final = Metric(name="events", unit="tellings", label="type", help="Events told by reports, copies included.")
LATE: Final = Metric(name="late", unit="tellings", help="Events told more than seven days after their day.")
LATE_DAYS: Final = Metric(
    name="late_days", unit="days", help="Days of reports that a stream came too late for and left to the backfill."
)
STEP_TIME: Final = Metric(
    name="step_microseconds", unit="microseconds", label="step", scale=1e-6, help="Time that a step took."
)
STEP_CALLS: Final = Metric(name="step_calls", unit="calls", label="step", help="How often a step was timed.")
CACHE_HITS: Final = Metric(name="cache_hits", unit="reports", label="cache", help="Reports that a cache saved coding.")
SINK_RETRIES: Final = Metric(name="sink_retries", unit="attempts", label="sink", help="Writes that were tried again.")
ROUNDS: Final = Metric(name="rounds", unit="rounds", label="result", help="Rounds of wirewatch up, done and failed.")
LAG: Final = Metric(name="lag_records", kind="gauge", unit="records", label="topic", help="Records left to read.")
WATERMARK_AGE: Final = Metric(
    name="watermark_age_seconds",
    kind="gauge",
    unit="seconds",
    help="Age of the moment up to which every record pushed is in the tables.",
)
DAYS_SECONDS: Final = Metric(
    name="days_seconds", kind="gauge", unit="seconds", help="What the last writing of touched days took."
)
FEEDS: Final = Metric(
    name="feeds", kind="gauge", unit="feeds", label="stand", help="Feeds that are followed, by how they stand."
)
FEED_REPORTS: Final = Metric(name="feed_reports", unit="reports", label="feed", help="Reports that a feed brought.")
FEED_SILENT_DAYS: Final = Metric(
    name="feed_silent_days",
    kind="gauge",
    unit="days",
    label="feed",
    help="Days from a feed's last news to when it was last read.",
)

FEED_METRICS: Final = (FEEDS, FEED_REPORTS, FEED_SILENT_DAYS)
METRICS: Final = (
    READ,
    REPORTS,
    REJECTED,
    EVENTS,
    LATE,
    LATE_DAYS,
    STEP_TIME,
    STEP_CALLS,
    CACHE_HITS,
    SINK_RETRIES,
    ROUNDS,
    LAG,
    WATERMARK_AGE,
    DAYS_SECONDS,
    *FEED_METRICS,
)

LEFT_OUT: Final = Metric(
    name="left_out", unit="records", label="kind", help="Records of web archives that are no pages, by what they are."
)
"""No metric of a deployment: archives are files, and what reads files says it itself."""

progress: Final = Counter[str]()
"""What this process has done, for a progress bar beside a local run: ``bytes`` read, ``reports`` with an outcome."""


def count(metric: Metric, label: str = "", by: int = 1) -> None:
    """Count inside a step of a pipeline; elsewhere it does nothing."""
    _counter(f"{metric.name}.{label}" if metric.label else metric.name).inc(by)


@cache
def _counter(name: str) -> Any:
    return Metrics.counter(NAMESPACE, name)


class StepClock:
    """Adds up the time that one step takes, without that of the steps after it."""

    def __init__(self, step: Step) -> None:
        self._step = step

    @contextmanager
    def running(self) -> Iterator[None]:
        """Time what happens inside; nothing may be yielded from it."""
        start = time.perf_counter()
        try:
            yield
        finally:
            count(STEP_TIME, self._step, round((time.perf_counter() - start) * 1e6))
            count(STEP_CALLS, self._step)


def counted(result: Any) -> dict[str, int]:
    """The counters of a finished pipeline by their names."""
    counters = result.metrics().query()["counters"]
    return {c.key.metric.name: c.committed for c in counters if c.key.metric.namespace == NAMESPACE}


def of_label(counts: Mapping[str, int], metric: Metric) -> dict[str, int]:
    """The counts of one metric by its label's values."""
    prefix = f"{metric.name}."
    return {name.removeprefix(prefix): n for name, n in counts.items() if name.startswith(prefix)}


def left_out(result: Any) -> dict[str, int]:
    """How many records of web archives a finished pipeline passed over, by what they are."""
    return of_label(counted(result), LEFT_OUT)


def step_seconds(result: Any) -> dict[str, float]:
    """Seconds that each step of a finished pipeline took, from the clocks in its workers."""
    return {step: micros / 1e6 for step, micros in of_label(counted(result), STEP_TIME).items()}
