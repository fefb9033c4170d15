"""Alert: daily rows in, alerts out where a day is out of the ordinary, or is not any more.

    daily -> gather rows -> judge days -> describe alerts -> alerts

``python -m pipelines.alert --out DIR`` runs it alone over the daily rows of a folder, with Beam's own options.
"""

import sys
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

import apache_beam as beam

from pipelines.alerting.rules import AlertRules
from pipelines.steps.describe_alerts import DescribeAlerts, FindEvents
from pipelines.steps.gather_rows import GatherRows
from pipelines.steps.judge_days import JudgeDays
from pipelines.watch import RowChange
from schemas import Alert


def alert(
    daily: beam.PCollection,
    rules: AlertRules,
    *,
    recorded: Callable[[], Iterable[Alert]],
    find_events: FindEvents,
    clock: Callable[[], datetime],
    out: Path | None = None,
    early: timedelta | None = None,
    rows_before: Callable[[], Iterable[RowChange]] = tuple,
) -> beam.PCollection:
    """RowChange to Alert: those that are not ``recorded`` as they stand, each with its evidence.

    Where ``daily`` ends it is every row there is, and every day is judged. Where it does not, ``early`` is how long
    after something new days are judged again, and ``rows_before`` gives the rows that there are when a worker starts,
    so that nothing is judged before what was there was read. ``find_events`` looks up evidence; ``clock`` gives today
    and ``updated_at``; ``out`` is the folder in which more can be shown.
    """
    batches = daily | "Gather rows" >> GatherRows(early)
    changed = batches | "Judge days" >> JudgeDays(
        rules, rows_before=rows_before, recorded=recorded, today=lambda: clock().date()
    )
    alerts: beam.PCollection = changed | "Describe alerts" >> DescribeAlerts(find_events, clock=clock, out=out)
    return alerts


if __name__ == "__main__":
    from pipelines.alert_main import alert_main

    sys.exit(alert_main(sys.argv[1:]))
