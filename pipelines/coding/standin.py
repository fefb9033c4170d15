"""Stand-ins until the modules for dates, places and numbers exist."""

from collections.abc import Sequence
from datetime import date, timedelta

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def event_day(words: Sequence[str], published: date) -> tuple[date, str]:
    """The day that the first weekday name tells, else the report's own."""
    for word in words:
        if word.lower() in _WEEKDAYS:
            back = (published.weekday() - _WEEKDAYS.index(word.lower())) % 7
            return published - timedelta(days=back), "relative"
    return published, "report"
