"""Days made anew from the log, and those days only.

A day's rows are a function of all reports that tell of it, so a backfill reads the whole log and refuses a day that the
log does not cover. The log covers a day when nothing was ever removed from it, and when the day is not before the first
nor after the last on which one of its reports was published.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from connectors.kafka.plan import plan_read
from connectors.kafka.settings import KafkaSettings
from connectors.sinks import DaySink
from pipelines.aggregation.days import Share, day_tables, shares
from pipelines.aggregation.versions import Standing
from pipelines.deployments.local import Done, Folder
from pipelines.deployments.period import Period
from pipelines.deployments.pruning import kept_from
from pipelines.options import MIN_CONFIDENCE
from schemas import CodedReport


class NotCoveredError(Exception):
    """Days that the log does not cover; the message says which and why."""


def backfill(
    records: Iterable[CodedReport],
    period: Period,
    sinks: Sequence[DaySink],
    *,
    now: datetime,
    min_confidence: float = MIN_CONFIDENCE,
) -> Done:
    """Replace the days of ``period`` in every sink, in one call (and so one transaction) each.

    ``records`` is the whole log; the newest record of every report is held in memory. Raises NotCoveredError before
    anything is written.
    """
    start = time.perf_counter()
    held: dict[str, Standing] = {}
    for record in records:
        before = held.get(record.report_id)
        held[record.report_id] = before.joined(record) if before else Standing(record)
    _check_published((standing.report for standing in held.values()), period)
    wanted: dict[date, list[Share]] = defaultdict(list)
    for standing in held.values():
        for day, share in shares(standing):
            if period.first <= day <= period.last:
                wanted[day].append(share)
    tables = [day_tables(day, wanted[day], now, min_confidence) for day in period.days()]
    for sink in sinks:
        sink.replace_days(tables)
    return Done(read=len(held), outcomes={}, seconds=time.perf_counter() - start, step_seconds={})


def _check_published(records: Iterable[CodedReport], period: Period) -> None:
    days = {record.published_day for record in records}
    if not days:
        raise NotCoveredError(f"the log holds no report, so nothing is known of {period}")
    if period.first < min(days) or period.last > max(days):
        raise NotCoveredError(
            f"the log covers {min(days)}..{max(days)}, the days on which its reports were published, and not all of"
            f" {period}; choose days within"
        )


def check_folder_whole(folder: Folder) -> None:
    """Raise NotCoveredError when a file of the folder's log was removed: they are numbered from 1."""
    found = {int(part.stem) for part in folder.coded.parts()}
    gone = set(range(1, max(found, default=0) + 1)) - found
    if gone:
        raise NotCoveredError(
            f"{folder.root}/coded: {min(gone):06d}.avro is gone, and what it told with it; put it back"
        )


def check_topic_whole(settings: KafkaSettings, topic: str) -> None:
    """Raise NotCoveredError when a partition has lost its beginning, as by retention; compaction leaves it."""
    for part in plan_read(settings, topic, start="earliest", drain=True).ranges:
        if part.begin > 0:
            raise NotCoveredError(
                f"{topic}[{part.partition}] begins at offset {part.begin}, what was before is removed;"
                " it must have cleanup.policy=compact (`wirewatch topics check`)"
            )


def check_not_pruned(folder: Folder, period: Period) -> None:
    """Raise NotCoveredError when the folder's store was told to do without some of these days."""
    limit = kept_from(folder.store)
    if limit and period.first < limit:
        raise NotCoveredError(
            f"{folder.store} was pruned and keeps {limit} and later; choose such days, or remove"
            f" {folder.store}.kept_from to have the others again"
        )
