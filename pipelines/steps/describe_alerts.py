"""Describe alerts: what happened, the sentences behind it, when it was recorded."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

import apache_beam as beam

from pipelines.alerting.describing import describe
from schemas import Alert, Event

FindEvents = Callable[[Collection[Alert]], Mapping[str, Event]]
"""The events that are evidence of some alerts, by id; those that cannot be found are left out."""


class DescribeAlerts(beam.PTransform):
    """Lists of alerts to lists of them with all that a reader needs; events are looked up once for each list."""

    def __init__(
        self,
        find_events: FindEvents,
        *,
        clock: Callable[[], datetime],
        out: Path | None,
        languages: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__()
        self._find_events, self._clock = find_events, clock
        self._describe = partial(describe, out=out, languages=languages)

    def expand(self, changed: beam.PCollection) -> beam.PCollection:
        return changed | beam.Map(_described, self._find_events, self._clock, self._describe)


def _described(
    alerts: list[Alert], find_events: FindEvents, clock: Callable[[], datetime], describe_one: Callable[..., Alert]
) -> list[Alert]:
    events, now = find_events(alerts), clock()
    return [describe_one(alert, events, now=now) for alert in alerts]
