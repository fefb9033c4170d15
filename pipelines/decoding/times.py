"""Publication times as scrapers and the press write them: read right, or refused with the reason.

What is ambiguous is refused: 03/04/2024, a weekday that the day was not, a zone that may be several, a number that may
be seconds or a calendar's digits.
"""

import json
import re
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from pipelines.decoding.stamps import Stamp, StampError, read_stamp
from pipelines.decoding.zones import ZoneError, agrees, offset_of, zone_of
from schemas.records import PublishedPrecision

FIRST_YEAR, LAST_YEAR = 1900, 2100
_SHOWN: Final = 60
_NUMBER: Final = re.compile(r"-?\d{9,19}(?:\.\d+)?", re.ASCII)
# Seconds, milliseconds, microseconds, nanoseconds: from 1973 on their digits are so many that none is another.
_UNITS: Final = ((1e17, 10**9), (1e14, 10**6), (1e11, 10**3), (1e8, 1))
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_STRUCT: Final = 9
_WORDS_FOR_NONE: Final = frozenset(
    "none null nil nan nat n/a na unknown undefined undated false - -- ? 0 0.0 -1".split()
) | {"", "invalid date", "no date", "not available"}
_ZERO_DAYS: Final = re.compile(r"\W?(?:0000-00-00|0000/00/00|-0001-11-30|0001-01-01)", re.ASCII)
_ZEROS: Final = (datetime(1970, 1, 1), datetime(1900, 1, 1))


class TimeError(ValueError):
    """A time that cannot be read, or that no report has; the message begins after the field's name."""

    reason: str = "bad_date"


class AmbiguousZoneError(TimeError):
    """A time of day whose zone may be several."""

    reason = "ambiguous_zone"


class NoTimeError(TimeError):
    """What stands for no date at all: the word None, the start of the epoch, day 0 of some system."""


def parse_time(
    value: object, zone: tzinfo, countries: AbstractSet[str] = frozenset()
) -> tuple[datetime, PublishedPrecision]:
    """The time in ``value`` as UTC to the millisecond, and how exact it is; a time without a zone is in ``zone``.

    Takes ISO 8601, RFC 2822, English press dates, time structs, and seconds to nanoseconds since 1970. ``countries`` of
    the report tell abbreviated zones apart. Raises TimeError.
    """
    if isinstance(value, list | tuple) and len(value) == 1:
        value = value[0]
    if value is None or value is False:
        raise NoTimeError(f"{_shown(value)} stands for no date")
    if isinstance(value, bool) or not isinstance(value, str | int | float | list | tuple):
        raise TimeError(f"is of type {type(value).__name__}: give an ISO 8601 time")
    if _is_zero(value):
        raise NoTimeError(f"{_shown(value)} stands for no date")
    try:
        moment, precision = _moment(value, zone, countries)
    except ZoneError as e:
        raise (AmbiguousZoneError if e.ambiguous else TimeError)(f"{_shown(value)}: {e}") from e
    except StampError as e:
        raise TimeError(f"{_shown(value)} {e}") from e
    except _UnreadableError as e:
        raise TimeError(f"{_shown(value)} is no time: give ISO 8601, as in 2022-01-24T08:30:00Z") from e
    if moment.year == 1:
        raise NoTimeError(f"{_shown(value)} stands for no date")
    if moment.year < FIRST_YEAR:
        raise TimeError(f"{_shown(value)} is before {FIRST_YEAR}")
    if moment.year > LAST_YEAR:
        raise TimeError(f"{_shown(value)} is after {LAST_YEAR}")
    utc = moment.astimezone(UTC)
    if utc.replace(tzinfo=None) in _ZEROS or moment.replace(tzinfo=None) in _ZEROS:
        raise NoTimeError(f"{_shown(value)} stands for no date")
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000), precision


def parse_day(text: str) -> date:
    """The day written as 2022-01-24; raises TimeError, also where no report can have it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise TimeError(f"{text!r} is not a day as 2022-01-24, from {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _shown(value: object) -> str:
    return json.dumps(value[:_SHOWN] if isinstance(value, str) else value, ensure_ascii=False)[: _SHOWN + 2]


class _UnreadableError(ValueError):
    """No form that is known."""


def _is_zero(value: str | float | list[object] | tuple[object, ...]) -> bool:
    if isinstance(value, str):
        value = value.strip()
        return value.lower() in _WORDS_FOR_NONE or _ZERO_DAYS.match(value) is not None
    return value in (0, -1) or (isinstance(value, list | tuple) and not value)


def _moment(
    value: str | float | list[object] | tuple[object, ...], zone: tzinfo, countries: AbstractSet[str]
) -> tuple[datetime, PublishedPrecision]:
    if isinstance(value, list | tuple):
        return _from_struct(list(value), zone), "second"
    if isinstance(value, int):
        value = str(value) if abs(value) < 10**_SHOWN else ""
    if isinstance(value, float):
        return _from_number(value), "second"
    digits = value.strip()
    number = _NUMBER.fullmatch(digits) is not None
    try:
        stamp = read_stamp(digits)
    except StampError:
        if not number:
            raise
        stamp = None
    if stamp is None and number:
        return _from_number(float(digits), digits), "second"
    if stamp is None:
        raise _UnreadableError
    return _in_zone(stamp, zone, countries), stamp.precision


def _in_zone(stamp: Stamp, zone: tzinfo, countries: AbstractSet[str]) -> datetime:
    if stamp.offset is None:
        for name in stamp.zones:
            zone = zone_of(name, stamp.local, zone, countries)
        return stamp.local.replace(tzinfo=zone)
    offset = offset_of(stamp.offset)
    for name in stamp.zones:
        if not agrees(offset, name, stamp.local):
            raise StampError(f"names {name} and an offset that {name} does not have")
    return stamp.local.replace(tzinfo=offset)


def _from_number(value: float, digits: str = "") -> datetime:
    for least, unit in _UNITS:
        if abs(value) >= least:
            try:
                moment = _EPOCH + timedelta(seconds=value / unit)
            except (OverflowError, ValueError) as e:
                raise _UnreadableError from e
            if len(digits) == 10 and _hour_of(digits) is not None:
                raise StampError("may be seconds since 1970 or an hour of a day")
            return moment
    raise _UnreadableError


def _hour_of(digits: str) -> datetime | None:
    try:
        hour = datetime.strptime(digits, "%Y%m%d%H")
    except ValueError:
        return None
    return hour if FIRST_YEAR <= hour.year <= LAST_YEAR else None


def _from_struct(values: list[object], zone: tzinfo) -> datetime:
    """A ``time.struct_time`` as JSON has it: nine numbers, in UTC where summer time is 0, as feedparser gives it."""
    if len(values) != _STRUCT or not all(isinstance(v, int) and not isinstance(v, bool) for v in values):
        raise StampError(f"is a list of {len(values)}: give one time")
    numbers = [v for v in values if isinstance(v, int)]
    try:
        moment = datetime(*numbers[:6])  # type: ignore[arg-type]
    except (ValueError, OverflowError) as e:
        raise StampError("names a time that no calendar has") from e
    if moment.weekday() != numbers[6] or moment.timetuple().tm_yday != numbers[7] or numbers[8] > 0:
        raise StampError("is no time struct in UTC: its weekday, day of the year or summer time does not fit")
    return moment.replace(tzinfo=UTC if numbers[8] == 0 else zone)
