"""Alert: daily rows in, alerts out where a day is out of the ordinary, or is not any more.

    daily -> gather rows -> judge days -> describe alerts -> alerts

``python -m pipelines.alert --out DIR`` runs it alone over the daily rows of a folder, ``--servers`` over those of a
broker without end, each with Beam's own options.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import apache_beam as beam

from pipelines.steps.describe_alerts import DescribeAlerts, FindEvents
from pipelines.steps.gather_rows import GatherRows
from pipelines.steps.judge_days import JudgeDays, OpenWatcher


def alert(
    daily: beam.PCollection,
    open_watcher: OpenWatcher,
    *,
    find_events: FindEvents,
    clock: Callable[[], datetime],
    out: Path | None = None,
    languages: frozenset[str] = frozenset(),
    early: timedelta | None = None,
) -> beam.PCollection:
    """RowChange to lists of alerts: those that are not recorded as they stand, each with its evidence.

    Where ``daily`` ends it is every row there is, and every day is judged. Where it does not, ``early`` (whole seconds)
    is how long after something new days are judged again. ``open_watcher`` gives each worker what knows the rows and
    the alerts recorded; ``find_events`` looks up evidence; ``clock`` gives today and ``updated_at``; ``out`` is the
    folder in which more can be shown, ``languages`` those whose reports ``daily`` is made of.
    """
    batches = daily | "Gather rows" >> GatherRows(early)
    changed = batches | "Judge days" >> JudgeDays(open_watcher, today=lambda: clock().date())
    describe = DescribeAlerts(find_events, clock=clock, out=out, languages=languages)
    alerts: beam.PCollection = changed | "Describe alerts" >> describe
    return alerts
