"""Daily rows made by hand: a quiet month of one country pair, and a day that is not quiet."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from schemas import DailyRow

DAY: Final = date(2022, 2, 24)
NOW: Final = datetime(2022, 2, 24, 15, tzinfo=UTC)
_TIME: Final = datetime(2022, 1, 1, tzinfo=UTC)


def pair(
    day: date, stories: int, *, source: str = "XAA", target: str = "XAB", evidence: Sequence[str] = ()
) -> DailyRow:
    """The row of a country pair and material conflict."""
    return DailyRow(
        day=day,
        series="pair_quad",
        source=source,
        target=target,
        quad_class=4,
        incidents=stories,
        stories=stories,
        mentions=stories,
        reports=stories,
        publishers=1,
        evidence=tuple(evidence),
        revision=f"000001|{stories:015d}|000000001",
        updated_at=_TIME,
    )


def read(day: date, reports: int = 100) -> DailyRow:
    """The row that says how many reports were read."""
    return DailyRow(
        day=day,
        series="total",
        incidents=0,
        stories=0,
        mentions=0,
        reports=0,
        publishers=0,
        read=reports,
        revision="000001|000000000000001|000000001",
        updated_at=_TIME,
    )


def quiet_month(last: date = DAY, *, source: str = "XAA", target: str = "XAB") -> list[DailyRow]:
    """The 31 days up to ``last``: on every day a hundred reports read, on every second one story."""
    days = [last - timedelta(days=n) for n in range(31)]
    return [read(day) for day in days] + [pair(day, 1, source=source, target=target) for day in days[2::2]]
