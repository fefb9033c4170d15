"""Press dates are read right or refused with the reason; none is read wrong."""

import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.decoding.times import AmbiguousZoneError, NoTimeError, TimeError, parse_time


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


LATE = at(2024, 5, 15, 2, 15)
READ: dict[Any, tuple[datetime, str]] = {
    "May 14, 2024 10:15 p.m. EDT": (LATE, "minute"),
    "May 14, 2024 at 10:15 p.m. ET": (LATE, "minute"),
    "10:15 PM EDT, Tue May 14, 2024": (LATE, "minute"),
    "10:15 p.m. EDT on Tuesday, May 14, 2024": (LATE, "minute"),
    "Tue, 14 May 2024 10:15 PM EDT": (LATE, "minute"),
    "Tuesday, 14 May 2024 | 22:15 (EDT)": (LATE, "minute"),
    "5/14/2024, 10:15:00\u202fPM EDT": (LATE, "second"),
    "2024-05-14 22:15:00 -0400 EDT": (LATE, "second"),
    "2024-05-14T22:15-04:00[America/New_York]": (LATE, "minute"),
    "2024-05-14 22:15 America/New_York": (LATE, "minute"),
    "Tue May 14 22:15:00 EDT 2024": (LATE, "second"),
    "Tue May 14 2024 22:15:00 GMT-0400 (Eastern Daylight Time)": (LATE, "second"),
    "Tue, 14 May 2024 22:15:00 −0400 (EDT)": (LATE, "second"),
    "Wed, 15 May 2024 04:15:00 CEST": (LATE, "second"),
    "Wed, 15 May 2024 11:15:00 JST": (LATE, "second"),
    "Wed, 15 May 2024 12:15:00 AEST": (LATE, "second"),
    "Wed, 15 May 2024 04:15:00 GMT+2": (LATE, "second"),
    "Wed, 15 May 2024 05:15:00 UTC+03:00": (LATE, "second"),
    "Wed, 15 May 2024 05:15:00 +03": (LATE, "second"),
    "Wed, 15 May 2024 05:15:00 +03:00": (LATE, "second"),
    "Wed, 15 May 2024 02:15:00 -0000": (LATE, "second"),
    "Wed, 15 May 24 02:15:00 GMT": (LATE, "second"),
    "Wednesday, 15-May-24 02:15:00 GMT": (LATE, "second"),
    "2024-05-15 02:15:00 UTC": (LATE, "second"),
    "2024-05-15 02:15:00 +0000 UTC": (LATE, "second"),
    "20240515021500": (LATE, "second"),
    20240515021500: (LATE, "second"),
    "20240515T021500Z": (LATE, "second"),
    "20240515T0215Z": (LATE, "minute"),
    "2024-W20-3T02:15Z": (LATE, "minute"),
    "2024W203T02:15:00,000Z": (LATE, "second"),
    "2024-136T02:15Z": (LATE, "minute"),
    "2024-05-14T24:00:00-02:15": (LATE, "second"),
    "1715739300": (LATE, "second"),
    1715739300: (LATE, "second"),
    1715739300.5: (LATE.replace(microsecond=500_000), "second"),
    1715739300000: (LATE, "second"),
    "1715739300000": (LATE, "second"),
    1715739300000000: (LATE, "second"),
    1715739300000000000: (LATE, "second"),
    ("2024-05-15T02:15Z",): (LATE, "minute"),
    (2024, 5, 15, 2, 15, 0, 2, 136, 0): (LATE, "second"),
    "2024-05-15T02:15:00.000123456Z": (LATE, "second"),
    "2016-12-31T23:59:60Z": (at(2017, 1, 1), "second"),
    "2024/05/14": (at(2024, 5, 14), "day"),
    "2024.05.14": (at(2024, 5, 14), "day"),
    "2024-5-4": (at(2024, 5, 4), "day"),
    "2024-W20-2": (at(2024, 5, 14), "day"),
    "2024-135": (at(2024, 5, 14), "day"),
    "May 14, 2024": (at(2024, 5, 14), "day"),
    "Sept. 3rd, 2024": (at(2024, 9, 3), "day"),
    "14 May 2024": (at(2024, 5, 14), "day"),
    "14th of May 2024": (at(2024, 5, 14), "day"),
    "14-May-2024": (at(2024, 5, 14), "day"),
    "2024 May 14": (at(2024, 5, 14), "day"),
    "14/05/2024": (at(2024, 5, 14), "day"),
    "05/14/2024": (at(2024, 5, 14), "day"),
    "04.04.2024": (at(2024, 4, 4), "day"),
    "Wed 03/04/2024": (at(2024, 4, 3), "day"),
    "\u200e5/14/2024": (at(2024, 5, 14), "day"),
}


@pytest.mark.parametrize("value", READ, ids=str)
def test_press_dates_are_read(value: Any) -> None:
    assert parse_time(list(value) if isinstance(value, tuple) else value, UTC) == READ[value]


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("03/04/2024", "may be 2024-03-04 or 2024-04-03"),
        ("03.04.2024 10:15", "may be"),
        ("14-May-24", "may be 2014-05-24 or 2024-05-14"),
        ("Mon, 14 May 2024 22:15:00 GMT", "names a day that was no Mon"),
        ("2024-05-14T22:15:00+03:00[America/New_York]", "an offset that America/New_York does not have"),
        ("Tue, 14 May 2024 22:15:00 +0200 (EST)", "an offset that EST does not have"),
        ("14. Mai 2024", "is no time"),
        ("14 mars 2024", "is no time"),
        ("May 2024", "is no time"),
        ("2024-05", "is no time"),
        ("2024-W20", "is no time"),
        ("14 May", "is no time"),
        ("10:15", "is no time"),
        ("2024", "is no time"),
        (2024, "is no time"),
        (45426, "is no time"),
        ("Updated May 14, 2024", "is no time"),
        ("2 hours ago", "is no time"),
        ("30 Feb 2024", "no calendar has that day"),
        ("2023-366", "no calendar has that day"),
        ("2021-W53-1", "no calendar has that day"),
        ("2024-05-14 25:00", "no clock shows it"),
        ("May 14, 2024 13:15 a.m.", "no clock shows it"),
        ("May 14, 2024 0:15 p.m.", "no clock shows it"),
        ("2024-05-14T10.25Z", "is no time"),
        ("2024-05-14 10:15 +25:00", "no offset that a place has"),
        ("2024-05-14 10:15 XQT", "'XQT' is no known zone"),
        ("2024-05-14 10:15 Europe/Nowhere", "'Europe/Nowhere' is no known zone"),
        ("2024-05-14 10:15 - 11:00", "is no time"),
        ("2024051410", "seconds since 1970 or an hour"),
        (2024051410, "seconds since 1970 or an hour"),
        (["2024-05-14", "2024-05-15"], "is a list of 2"),
        ([2024, 5, 15, 2, 15, 0, 1, 136, 0], "no time struct in UTC"),
        ([2024, 5, 15, 2, 15, 0, 2, 136, 1], "no time struct in UTC"),
        ("9999-12-31T23:59:59Z", "is after 2100"),
    ],
    ids=str,
)
def test_what_is_no_one_time_is_refused(value: Any, says: str) -> None:
    with pytest.raises(TimeError, match=says.replace("[", r"\[")) as refused:
        parse_time(value, UTC)
    assert not isinstance(refused.value, NoTimeError)
    assert refused.value.reason == "bad_date"


@pytest.mark.parametrize(
    "value",
    [
        *"None null NaT N/A unknown - 0 0000-00-00 1970-01-01 1900-01-01T00:00:00Z 0001-01-01T00:00:00".split(),
        *("1969-12-31T19:00-05:00", "-0001-11-30T00:00:00+00:00", "0000-00-00 00:00:00", "Invalid Date", ""),
        *("Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 +0000"),
        *(0, 0.0, -1, False, [0], ["None"], []),
    ],
    ids=str,
)
def test_what_stands_for_no_date_is_none(value: Any) -> None:
    with pytest.raises(NoTimeError):
        parse_time(value, UTC)
    if value == "1970-01-01":
        with pytest.raises(NoTimeError):
            parse_time(value, ZoneInfo("Asia/Tokyo"))


@pytest.mark.parametrize(
    ("name", "country", "here", "offset"),
    [
        ("IST", "IN", "UTC", 5.5),
        ("IST", "IE", "UTC", 1),
        ("IST", "IL", "UTC", 2),
        ("IST", "US", "UTC", None),
        ("IST", "", "UTC", None),
        ("IST", "", "Asia/Kolkata", 5.5),
        ("IST", "IL", "Asia/Kolkata", 2),
        ("BST", "GB", "UTC", 1),
        ("BST", "BD", "UTC", 6),
        ("BST", "", "Europe/London", 1),
        ("BST", "", "UTC", None),
        ("CST", "CN", "UTC", 8),
        ("CST", "US", "UTC", -6),
        ("CST", "", "Asia/Shanghai", 8),
        ("CST", "", "America/Chicago", None),  # in July they have CDT
        ("CST", "", "UTC", None),
        ("EST", "", "UTC", -5),
        ("EST", "AU", "UTC", 10),
        ("PST", "", "UTC", -8),
        ("PST", "PH", "UTC", 8),
        ("PST", "", "Asia/Manila", 8),
        ("cest", "", "UTC", 2),
    ],
)
def test_zones_of_several_meanings_are_told_apart_by_country_and_deployment(
    name: str, country: str, here: str, offset: float | None
) -> None:
    text, zone = f"3 July 2024 22:15 {name}", ZoneInfo(here)
    if offset is None:
        with pytest.raises(AmbiguousZoneError):
            parse_time(text, zone, {country})
    else:
        assert parse_time(text, zone, {country})[0] == at(2024, 7, 3, 22, 15) - timedelta(hours=offset)


def test_an_hour_that_a_clock_shows_twice_is_refused_where_its_region_is_named() -> None:
    for text in ("Nov. 3, 2024 1:30 a.m. ET", "2024-03-10 02:30 America/New_York"):
        with pytest.raises(AmbiguousZoneError, match="twice or never"):
            parse_time(text, UTC)
    assert parse_time("2024-11-03T01:30-04:00[America/New_York]", UTC)[0] == at(2024, 11, 3, 5, 30)


def test_no_text_takes_long() -> None:
    start = time.process_time()
    for unit in ("1", "1 ", "May ", "10:15 ", "+0", "(", " ,", "Tue, ", "00:00:00.", "a/b/", "\u200b", "ﷺ"):
        for length in (90, 100, 10_000):
            text = (unit * length)[:length]
            for value in (text, f"2024-05-14 {text}", f"May 14, 2024 10:15 {text}"):
                with pytest.raises(TimeError):
                    parse_time(value + "!", UTC)
    assert time.process_time() - start < 2


MONTHS = "January February March April May June July August September October November December".split()
AP = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def month(d: datetime) -> str:
    return MONTHS[d.month - 1]


def mon(d: datetime) -> str:
    return month(d)[:3]


def day(d: datetime) -> str:
    return DAYS[d.weekday()]


def half(d: datetime, am: str = "AM", pm: str = "PM") -> str:
    return f"{d.hour % 12 or 12}:{d.minute:02} {am if d.hour < 12 else pm}"


def clock(d: datetime) -> str:
    return f"{d.hour:02}:{d.minute:02}:{d.second:02}"


def ordinal(n: int) -> str:
    return f"{n}{'th' if 10 < n < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


Format = Callable[[datetime, str], str]
FORMATS: dict[str, Format] = {
    "iso": lambda d, z: f"{d:%Y-%m-%dT%H:%M:%S}{z}",
    "iso with a space": lambda d, z: f"{d:%Y-%m-%d %H:%M:%S} {z}",
    "iso minutes": lambda d, z: f"{d:%Y-%m-%dT%H:%M}{z}",
    "iso comma": lambda d, z: f"{d:%Y-%m-%dT%H:%M:%S},{d.microsecond:06}{z}",
    "iso fraction": lambda d, z: f"{d:%Y-%m-%dT%H:%M:%S}.{d.microsecond // 1000:03}{z}",
    "iso basic": lambda d, z: f"{d:%Y%m%dT%H%M%S}{z}",
    "digits": lambda d, z: f"{d:%Y%m%d%H%M%S} {z}",
    "digits minutes": lambda d, z: f"{d:%Y%m%d%H%M} {z}",
    "iso week": lambda d, z: "{}-W{:02}-{}T".format(*d.isocalendar()) + clock(d) + z,
    "ordinal date": lambda d, z: f"{d:%Y-%jT%H:%M:%S}{z}",
    "slashes, year first": lambda d, z: f"{d:%Y/%m/%d %H:%M:%S} {z}",
    "dots, year first": lambda d, z: f"{d:%Y.%m.%d} {clock(d)} {z}",
    "iso half day": lambda d, z: f"{d:%Y-%m-%d} {half(d)} {z}",
    "rfc 2822": lambda d, z: f"{day(d)[:3]}, {d.day:02} {mon(d)} {d.year} {clock(d)} {z}",
    "rfc 2822 without a weekday": lambda d, z: f"{d.day} {mon(d)} {d.year} {clock(d)} {z}",
    "rfc 850": lambda d, z: f"{day(d)}, {d.day:02}-{mon(d)}-{d.year % 100:02} {clock(d)} {z}",
    "rfc 822": lambda d, z: f"{day(d)[:3]}, {d.day:02} {mon(d)} {d.year % 100:02} {clock(d)} {z}",
    "unix date": lambda d, z: f"{day(d)[:3]} {mon(d)} {d.day:2} {clock(d)} {z} {d.year}",
    "unix date of today": lambda d, z: f"{day(d)[:3]} {d.day:2} {mon(d)} {clock(d)} {z} {d.year}",
    "javascript": lambda d, z: (
        f"{day(d)[:3]} {mon(d)} {d.day:02} {d.year} {clock(d)} {z}" + " (Some Time)" * (z[-1:].isdigit())
    ),
    "mysql in press": lambda d, z: f"{d.year}-{d.month}-{d.day} {clock(d)} {z}",
    "american": lambda d, z: f"{month(d)} {d.day}, {d.year} {half(d)} {z}",
    "american at": lambda d, z: f"{month(d)} {d.day}, {d.year} at {half(d, 'a.m.', 'p.m.')} {z}",
    "ap": lambda d, z: f"{AP[d.month - 1]} {d.day}, {d.year}, {half(d, 'a.m.', 'p.m.')} {z}",
    "cnn": lambda d, z: f"{half(d)} {z}, {day(d)[:3]} {month(d)} {d.day}, {d.year}",
    "time first": lambda d, z: f"{half(d, 'am', 'pm').replace(' ', '')} {z} on {day(d)}, {d.day} {month(d)} {d.year}",
    "british": lambda d, z: f"{day(d)} {d.day} {month(d)} {d.year} {d:%H.%M} {z}",
    "guardian": lambda d, z: f"{day(d)[:3]} {d.day} {mon(d)} {d.year} {d:%H.%M} {z}",
    "ordinal": lambda d, z: f"{day(d)}, {ordinal(d.day)} {month(d)}, {d.year} – {d:%H:%M} {z}",
    "ordinal of": lambda d, z: f"{ordinal(d.day)} of {month(d)} {d.year}, {d:%H:%M} {z}",
    "indian": lambda d, z: f"{mon(d)} {d.day:02}, {d.year} | {half(d)} {z}",
    "indian bracketed": lambda d, z: f"{d.day} {mon(d)} {d.year}, {half(d)} ({z})",
    "upper case": lambda d, z: f"{d.day} {month(d).upper()} {d.year} {half(d)} {z}",
    "dashes": lambda d, z: f"{d.day:02}-{mon(d)}-{d.year} {clock(d)} {z}",
    "year, month in words": lambda d, z: f"{d.year} {month(d)} {d.day} {clock(d)} {z}",
    "day first numbers": lambda d, z: f"{d:%d/%m/%Y %H:%M} {z}",
    "month first numbers": lambda d, z: f"{d.month}/{d.day}/{d.year}, {half(d)} {z}",
    "german dots": lambda d, z: f"{d.day}.{d.month}.{d.year} {d:%H:%M} {z}",
    "day first with a weekday": lambda d, z: f"{day(d)[:3]} {d:%d/%m/%Y} {d:%H:%M} {z}",
    "compact": lambda d, z: f"{d.day:02}{mon(d).upper()}{d.year} {d:%H:%M} {z}",
}
MAY_BE_REFUSED = {"rfc 850", "rfc 822", "day first numbers", "month first numbers", "german dots"} | {
    "day first with a weekday"
}
# What stands beside the time, in hours: written here by hand.
ZONES: dict[str, float] = (
    {"Z": 0, "UTC": 0, "GMT": 0, "+0000": 0, "-0000": 0, "+00:00": 0, "+03": 3, "-05": -5, "+0530": 5.5, "-03:30": -3.5}
    | {"GMT+2": 2, "GMT-0400": -4, "UTC+03:00": 3, "UTC-11": -11, "+14:00": 14, "+0545": 5.75, "GMT+5:30": 5.5}
    | {"EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKDT": -8, "HST": -10, "NST": -3.5}
    | {"CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "WEST": 1, "MSK": 3, "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "PKT": 5}
    | {"AEST": 10, "AEDT": 11, "ACST": 9.5, "AWST": 8, "NZDT": 13, "NPT": 5.75, "SAST": 2, "WAT": 1, "EAT": 3, "WIB": 7}
)
AMBIGUOUS = ("IST", "BST", "CST", "AST", "GST", "SST", "WST", "AMT")
INSTANTS = st.datetimes(datetime(1990, 1, 1, 0, 0, 1), datetime(2049, 12, 31))


def outcome(form: str, local: datetime, zone: str) -> str:
    """Right, refused or wrong."""
    text = FORMATS[form](local, zone)
    try:
        moment, precision = parse_time(text, UTC)
    except TimeError as e:
        return f"refused: {text}: {e}"
    shown = local.replace(microsecond=local.microsecond // 1000 * 1000)
    if not form.startswith(("iso comma", "iso fraction")):
        shown = shown.replace(microsecond=0)
    if precision == "minute":
        shown = shown.replace(second=0)
    if zone in ZONES and moment == shown.replace(tzinfo=timezone(timedelta(hours=ZONES[zone]))):
        return "right"
    return f"WRONG: {text}: {moment}"


def test_the_formats_are_forty() -> None:
    assert len(FORMATS) == 40


@given(st.sampled_from(sorted(FORMATS)), INSTANTS, st.sampled_from([*ZONES, *AMBIGUOUS]))
def test_forty_press_formats_are_right_or_refused(form: str, local: datetime, zone: str) -> None:
    seen = outcome(form, local, zone)
    assert not seen.startswith("WRONG"), seen
    if zone in ZONES and form not in MAY_BE_REFUSED:
        assert seen == "right"


@pytest.mark.faults
def test_a_hundred_thousand_press_dates_are_right_or_refused() -> None:
    drawn, begin = random.Random(14), datetime(1990, 1, 1)
    seen = Counter[str]()
    wrong = []
    for _ in range(100_000):
        local = begin + timedelta(microseconds=drawn.randrange(60 * 365 * 86_400 * 10**6))
        form, zone = drawn.choice(sorted(FORMATS)), drawn.choice([*ZONES, *AMBIGUOUS])
        told = outcome(form, local, zone)
        seen[told.partition(":")[0]] += 1
        if told.startswith("WRONG"):
            wrong.append(told)
    assert not wrong, wrong[:20]
    assert seen["right"] > 75_000


@given(st.text(st.sampled_from("0123456789 -:/.,TZ+WMayun()[]apEDT"), max_size=40))
def test_no_text_breaks_the_reading(text: str) -> None:
    try:
        moment, _ = parse_time(text, UTC)
    except TimeError:
        return
    assert 1900 <= moment.year <= 2101
