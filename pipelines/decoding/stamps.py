"""The grammar of press dates: what a text says of day, clock and zone, or nothing where it is not wholly understood.

Every pattern takes the whole text, so no part is ever passed over, and days that can be read in two ways are refused.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final, Literal

_LONGEST: Final = 100
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WEEKDAYS: Final = "mon tue wed thu fri sat sun".split()
_UNSEEN: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MINUS: Final = str.maketrans("\u2010\u2011\u2212", "---")

_WEEKDAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)(?:\.?, ?|\.? )"
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d\d?)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_CLOCK = (
    r"(?P<hour>\d\d?)(?:(?P<mark>[:.])(?P<minute>\d\d)(?:(?P=mark)(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?)?"
    r"(?: ?(?P<half>[ap])\.? ?m\b\.?)?"
)
_ZONE = (
    r"(?: ?\(?(?:(?:UTC|GMT|UT) ?)?(?P<offset>[+-]\d[\d:]*)\)?(?: ?\(?(?P<beside>[a-z]{2,5})\)?| ?\([^()]*\))?"
    r"(?: ?\[(?P<within>[a-z_+/0-9-]+)\])?"
    r"| ?\(?(?P<zone>[a-z]+(?:/[a-z0-9_+-]+){1,2}|[a-z]{1,5})\)?)?"
)
_BETWEEN = r"(?P<between>t|[^\w+-]{1,3}(?:(?:at|-)[^\w+-]{1,3})?)"

_DAYS_AS_NUMBERS: Final = (
    r"(?P<year>\d{4})(?P<dash>[-/.])(?P<number>\d\d?)(?P=dash)(?P<day>\d\d?)\.?",
    r"(?P<year>\d{4})(?P<number>\d\d)(?P<day>\d\d)",
    r"(?P<year>\d{4})(?P<dash>-?)W(?P<week>\d\d)(?P=dash)(?P<of_week>[1-7])",
    r"(?P<year>\d{4})-?(?P<of_year>\d{3})",
)
_DAYS_IN_WORDS: Final = (
    rf"{_MONTH} ?{_DAY}(?:, ?| ){_YEAR}",
    rf"{_DAY}\.?(?: of )?[ /-]?{_MONTH},?[ /-]?{_YEAR}",
    rf"{_YEAR}[ /-]{_MONTH}[ /-]{_DAY}",
    rf"{_DAY}[ -]{_MONTH}[ -](?P<short_year>\d\d)",
    rf"(?P<first>\d\d?)(?P<dash>[-/.])(?P<other>\d\d?)(?P=dash){_YEAR}",
)


_FORMS: Final = (
    *(rf"(?:{_WEEKDAY})?{day}(?:{_BETWEEN}{_CLOCK}{_ZONE})?" for day in (*_DAYS_AS_NUMBERS, *_DAYS_IN_WORDS)),
    r"(?P<year>\d{4})(?P<number>\d\d)(?P<day>\d\d)(?P<between>[t ]?)"
    rf"(?P<hour>\d\d)(?P<minute>\d\d)(?:(?P<second>\d\d)(?:[.,](?P<fraction>\d+))?)?{_ZONE}",
    *(rf"{_CLOCK}{_ZONE}[ ,-]{{1,3}}(?:on )?(?:{_WEEKDAY})?{day}" for day in _DAYS_IN_WORDS),
    *(rf"(?:{_WEEKDAY})?{day},? {_CLOCK}{_ZONE} {_YEAR}" for day in (rf"{_MONTH} {_DAY}", rf"{_DAY} {_MONTH}")),
)


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """Made when the forms before it did not match: most dates of feeds are of the first, and all take a while."""
    return re.compile(form, re.ASCII | re.IGNORECASE)


class StampError(ValueError):
    """A date that is understood and cannot be: the message goes on after the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A time as it is written: on its own clock, with the zone named beside it, if any."""

    local: datetime
    offset: str | None
    zones: tuple[str, ...]
    precision: Literal["day", "minute", "second"]


def read_stamp(text: str) -> Stamp | None:
    """What ``text`` says, or None where it is no date of a known form; raises StampError."""
    if len(text) > _LONGEST:
        return None
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).translate(_MINUS)
    plain = " ".join(text.split())
    for form in _FORMS:
        if found := _pattern(form).fullmatch(plain):
            return _stamp(found.groupdict())
    return None


def _stamp(parts: dict[str, str | None]) -> Stamp | None:
    day = _only_day(parts)
    if parts.get("hour") is None:
        return Stamp(local=datetime.combine(day, time()), offset=None, zones=(), precision="day")
    local = _at(day, parts)
    if local is None:
        return None
    zones = tuple(z for name in ("zone", "beside", "within") if (z := parts.get(name)))
    precision: Literal["minute", "second"] = "second" if parts["second"] else "minute"
    return Stamp(local=local, offset=parts.get("offset"), zones=zones, precision=precision)


def _only_day(parts: dict[str, str | None]) -> date:
    """The one day that the text can mean."""
    days = set(_days(parts))
    if not days:
        raise StampError("is no time: no calendar has that day")
    named = parts.get("weekday")
    if named:
        fitting = {day for day in days if day.weekday() == _WEEKDAYS.index(named[:3].lower())}
        if not fitting:
            raise StampError(f"names a day that was no {named}")
        days = fitting
    if len(days) > 1 or (parts.get("short_year") and not named):
        raise StampError("may be " + " or ".join(f"{day:%Y-%m-%d}" for day in sorted(days)))
    return days.pop()


def _days(parts: dict[str, str | None]) -> Iterator[date]:
    """The days that the numbers can mean."""
    given = {name: int(value) for name, value in parts.items() if value and value.isdigit()}
    named = parts.get("month")
    month = _MONTHS.index(named[:3].lower()) + 1 if named else given.get("number", 0)
    tried: list[tuple[int, int, int]] = []
    if "week" in given:
        try:
            yield date.fromisocalendar(given["year"], given["week"], given["of_week"])
        except ValueError:
            return
    elif "of_year" in given:
        day = date(max(given["year"], 1), 1, 1) + timedelta(days=given["of_year"] - 1)
        if given["of_year"] and day.year == given["year"]:
            yield day
    elif "first" in given:
        tried = [(given["year"], given["first"], given["other"]), (given["year"], given["other"], given["first"])]
    elif "short_year" in given:
        # 14-May-24 is day, month and year in mails; some write the year first.
        tried = [(_full(given["short_year"]), month, given["day"]), (_full(given["day"]), month, given["short_year"])]
    else:
        tried = [(given["year"], month, given["day"])]
    for numbers in tried:
        try:
            yield date(*numbers)
        except ValueError:
            continue


def _full(year: int) -> int:
    return year + (2000 if year < 50 else 1900)  # as RFC 2822 has it


def _at(day: date, parts: dict[str, str | None]) -> datetime | None:
    """``day`` at the time of ``parts``; None where the numbers are no time of day in a known form."""
    hour, minute, second = (int(parts[name] or 0) for name in ("hour", "minute", "second"))
    half = (parts.get("half") or "").lower()
    between = (parts.get("between") or "").lower()
    if parts["minute"] is None and not half and not (between == "t" and len(parts["hour"] or "") == 2):
        return None
    if between == "t" and parts.get("mark") == ".":
        return None  # a decimal part of an hour in ISO 8601
    if half:
        if hour > (12 if half == "a" else 23) or (hour == 0 and half == "p"):
            raise StampError("is no time: no clock shows it")
        hour = hour % 12 + 12 * (half == "p")
    added = timedelta(microseconds=int(f"{parts['fraction']:0<6.6}") if parts.get("fraction") else 0)
    if (hour, minute, second) == (24, 0, 0):
        hour, added = 0, added + timedelta(days=1)
    elif minute == 59 and second == 60:
        second, added = 59, added + timedelta(seconds=1)
    try:
        return datetime.combine(day, time(hour, minute, second)) + added
    except (ValueError, OverflowError) as e:
        raise StampError("is no time: no clock shows it") from e
