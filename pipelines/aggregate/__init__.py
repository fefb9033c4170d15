"""Aggregate: coded records in, the tables of each day out.

All of the log at once, whole days out:

    coded -> keep newest -> window days -> aggregate days -> sinks

The log as it grows, single rows, events and reports out, as often as they change:

    coded -> recall versions -> window days -> fold days -> join changes -> sinks
                   |                                             |
                   |-> reports ----------------------------------|
                   |-> late

``python -m pipelines.aggregate --out DIR`` runs it alone over the coded records of a folder, with Beam's own options.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

import apache_beam as beam

from pipelines.options import MIN_CONFIDENCE
from pipelines.steps.aggregate_days import AggregateDays
from pipelines.steps.fold_days import FoldDays
from pipelines.steps.keep_newest import KeepNewest
from pipelines.steps.recall_versions import RecallVersions
from pipelines.steps.window_days import WindowDays, WindowLiveDays


def aggregate(
    coded: beam.PCollection, *, now: datetime, held_days: Iterable[date], min_confidence: float = MIN_CONFIDENCE
) -> beam.PCollection:
    """All CodedReport records to DayTables, one for each day told of, read or held (decision D9: a drain recomputes).

    ``coded`` must be every record there is: a day's rows are a function of all reports that tell of it. ``now`` becomes
    ``updated_at`` of rows that change; ``held_days`` are the days that the sinks hold, so that what nobody tells any
    more disappears. Events of a confidence below ``min_confidence`` count in no row.
    """
    newest = coded | "Keep newest" >> KeepNewest()
    shares = newest | "Window days" >> WindowDays()
    days: beam.PCollection = shares | "Aggregate days" >> AggregateDays(now, held_days, min_confidence)
    return days


class Live(NamedTuple):
    """The outputs of a live aggregate; each must be written or looked at by the caller."""

    changes: beam.PCollection
    """Changes: absolute values, guarded by revision and version, for sinks that take changes of single keys."""
    late: beam.PCollection
    """Late: days that a record came too late for, for the backfill."""


def aggregate_live(
    coded: beam.PCollection,
    *,
    early: timedelta | None,
    clock: Callable[[], datetime],
    min_confidence: float = MIN_CONFIDENCE,
) -> Live:
    """CodedReport records without end, each stamped with its append time, to changes of the tables.

    What comes last for each key is what ``aggregate`` makes of the same records, in whatever order they came, for all
    days but those in ``late`` (decision D7). ``early``: how long after something new a row is given again; None: at
    once, and the only way on FnApiRunner, which has no processing time. ``clock`` gives ``updated_at`` and what
    ``early`` is counted from.
    """
    recalled = coded | "Recall versions" >> RecallVersions(min_confidence)
    days = recalled.days | "Window days" >> WindowLiveDays() | "Fold days" >> FoldDays(early, clock, min_confidence)
    changes = (days, recalled.reports) | "Join changes" >> beam.Flatten()
    return Live(changes, recalled.late)
