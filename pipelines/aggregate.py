"""Aggregate: coded records in, the tables of each day out.

    coded -> keep newest -> window days -> aggregate days -> sinks

``python -m pipelines.aggregate --out DIR`` runs it alone over the coded records of a folder, with Beam's own options.
"""

import sys
from collections.abc import Iterable
from datetime import date, datetime

import apache_beam as beam

from pipelines.steps.aggregate_days import AggregateDays
from pipelines.steps.keep_newest import KeepNewest
from pipelines.steps.window_days import WindowDays


def aggregate(coded: beam.PCollection, *, now: datetime, held_days: Iterable[date]) -> beam.PCollection:
    """All CodedReport records to DayTables, one for each day told of, read or held (decision D9: a drain recomputes).

    ``coded`` must be every record there is: a day's rows are a function of all reports that tell of it. ``now`` becomes
    ``updated_at`` of rows that change; ``held_days`` are the days that the sinks hold, so that what nobody tells any
    more disappears.
    """
    newest = coded | "Keep newest" >> KeepNewest()
    shares = newest | "Window days" >> WindowDays()
    days: beam.PCollection = shares | "Aggregate days" >> AggregateDays(now, held_days)
    return days


if __name__ == "__main__":
    from pipelines.mains import aggregate_main

    sys.exit(aggregate_main(sys.argv[1:]))
