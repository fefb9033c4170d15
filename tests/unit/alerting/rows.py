"""Daily rows and histories by hand."""

from datetime import UTC, date, datetime, timedelta

from pipelines.aggregation.cells import TOTAL, Cell
from pipelines.alerting.history import History
from schemas import DailyRow

DAY = date(2022, 2, 24)
PAIR = Cell("pair_quad", "XAA", "XAB", quad_class=4)
ATTACK = Cell("pair_type", "XAA", "XAB", type="ASSAULT", quad_class=4)


def row(day, cell, stories=0, *, read=None, revision="r", evidence=(), mentions=None, incidents=1):
    """A row with the figures that are judged."""
    return DailyRow(
        day=day,
        **cell._asdict(),
        stories=stories,
        mentions=stories if mentions is None else mentions,
        incidents=incidents,
        reports=stories,
        publishers=1,
        read=read,
        evidence=evidence,
        revision=revision,
        updated_at=datetime(2022, 3, 1, tzinfo=UTC),
    )


def back(days):
    """The day that many days before the one judged."""
    return DAY - timedelta(days=days)


def history(cell=PAIR, past=(), today=0, *, read=20, read_today=20):
    """Reports read on each of the last 40 days, and ``past`` stories on the days up to three before the judged one."""
    rows = [row(back(n), TOTAL, read=read) for n in range(1, 41)]
    rows.append(row(DAY, TOTAL, read=read_today))
    rows += [row(back(n + 3), cell, stories) for n, stories in enumerate(past) if stories]
    if today:
        rows.append(row(DAY, cell, today, revision="today", evidence=("e1", "e2")))
    return History(rows)
