"""Publication times as scrapers deliver them."""

import json
import re
from datetime import UTC, date, datetime, tzinfo
from email.utils import parsedate_to_datetime

from schemas.records import PublishedPrecision

FIRST_YEAR, LAST_YEAR = 1900, 2100
_SHOWN = 60
_LONGEST = 100
_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}")
_SECONDS = re.compile(r"T?\d{1,2}:\d{2}:\d{2}|\d{9,}")


class TimeError(ValueError):
    """A time that cannot be read, or that no report has; the message begins after the field's name."""


def parse_time(value: object, zone: tzinfo) -> tuple[datetime, PublishedPrecision]:
    """The time in ``value`` as UTC to the millisecond, and how exact it is; a time without a zone is in ``zone``.

    Accepts ISO 8601, RFC 2822 (feeds), ``YYYYMMDD``, also as a number, and seconds or milliseconds since 1970; raises
    TimeError.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TimeError(f"is of type {type(value).__name__}: give an ISO 8601 time")
    if isinstance(value, int) and _DAY.fullmatch(str(value)):
        value = str(value)
    shown = json.dumps(value[:_SHOWN] if isinstance(value, str) else value, ensure_ascii=False)[: _SHOWN + 2]
    moment = _from_number(value) if isinstance(value, int | float) else _from_text(value.strip())
    if moment is None:
        raise TimeError(f"{shown} is no time: give ISO 8601, as in 2022-01-24T08:30:00Z")
    if moment.year < FIRST_YEAR:
        raise TimeError(f"{shown} is before {FIRST_YEAR}")
    if moment.year > LAST_YEAR:
        raise TimeError(f"{shown} is after {LAST_YEAR}")
    aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    utc = aware.astimezone(UTC)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000), _precision(value)


def parse_day(text: str) -> date:
    """The day written as 2022-01-24; raises TimeError, also where no report can have it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise TimeError(f"{text!r} is not a day as 2022-01-24, from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _precision(value: object) -> PublishedPrecision:
    if isinstance(value, str):
        if _DAY.fullmatch(value.strip()):
            return "day"
        if not _SECONDS.search(value):
            return "minute"
    return "second"


def _from_text(text: str) -> datetime | None:
    if len(text) > _LONGEST:
        return None
    if re.fullmatch(r"\d{9,13}(\.\d+)?", text):
        return _from_number(float(text))
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _from_number(value: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(value / 1000 if abs(value) >= 1e11 else value, UTC)
    except (ValueError, OverflowError, OSError):
        return None
