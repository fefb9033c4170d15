"""How the desk says things: names of countries, types and reasons, text from outside, numbers, addresses."""

import re
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from connectors.plain import one_line
from pipelines.asking.regions import region_name
from pipelines.coding.datafiles import DATA, read_rows

Record = dict[str, Any]
NOBODY: Final = "-"
QUADS: Final = ("", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
REASONS: Final = {
    "denied": "denied",
    "planned": "planned",
    "historical": "of the past",
    "coarse": "dated coarser than a day",
    "open": "nothing says when",
    "ahead": "later than its report",
    "unsure": "below the least confidence",
    "late": "came too late for its day",
    "yes": "counted",
}
BASES: Final = {
    "explicit": "by a date in the text",
    "relative": "by words as “on Monday”",
    "report": "the day of the report",
    "open": "nothing says when: the day of the report",
}
_LINES: Final = re.compile(r"\r\n|[\r\n\u2028\u2029]")


def text(value: object) -> str:
    """Text from outside on one line: nothing in it can be unseen or turn the direction of reading."""
    return one_line(str(value or "")).strip()


def lines(value: object) -> str:
    """As ``text``, with its line breaks, and no character more or less: offsets into it stay true."""
    return "".join(_one_for_one(c) for c in _LINES.sub(lambda m: "\n" * len(m[0]), str(value or "")))


def _one_for_one(character: str) -> str:
    if character == "\n" or character.isprintable() or character in "\u200c\u200d":
        return character
    return " " if character.isspace() else "\ufffd"


@cache
def countries() -> dict[str, str]:
    """The usual name of each country by its code."""
    rows = read_rows(DATA / "actors" / "countries.tsv", 5, 5)
    return {row.cells[0]: row.cells[1].partition("|")[0] for row in rows}


@cache
def middles() -> dict[str, tuple[float, float]]:
    """Longitude and latitude of the middle of each country."""
    rows = read_rows(DATA / "places" / "countries.tsv", 4, 4)
    return {row.cells[0]: (float(row.cells[3]), float(row.cells[2])) for row in rows}


@cache
def types() -> dict[str, int]:
    """Each type with its quad class, in the order of the ontology."""
    rows = read_rows(DATA / "ontology" / "types.tsv", 5, 5)
    return {row.cells[0]: int(row.cells[2]) for row in rows if row.cells[1] == "-"}


def country(code: str | None) -> str:
    """Its name, or the code itself; nothing is nobody of a known country."""
    return countries().get(code or "", text(code) or "nobody named")


def quad(number: int) -> str:
    """The name of a quad class."""
    return QUADS[number] if 0 < number < len(QUADS) else ""


def reason(word: str | None) -> str:
    """Why a mention is not counted, in words."""
    return REASONS.get(word or "", text(word))


def basis(word: str) -> str:
    """What a date rests on, in words."""
    return BASES.get(word, text(word))


def long_day(day: date) -> str:
    """As Thursday 20 January 2022, without the words of the machine's language."""
    week = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return f"{week[day.weekday()]} {day.day} {month(day)} {day.year}"


def month(day: date) -> str:
    """The name of its month."""
    names = "January February March April May June July August September October November December"
    return names.split()[day.month - 1]


def moment(time: datetime | None) -> str:
    """A time to the minute, in UTC."""
    return "" if time is None else f"{time:%Y-%m-%d %H:%M}"


def region(code: str, country: str) -> str:
    """What a first-level region is called, or its code."""
    return region_name(country, code) or text(code)


def second(time: float) -> str:
    """A time in seconds since 1970 to the second, in UTC."""
    return f"{datetime.fromtimestamp(time, UTC):%Y-%m-%d %H:%M:%S}"


def number(value: float | None, places: int = 0) -> str:
    """With thousands set off; nothing where there is none."""
    return "–" if value is None else f"{value:,.{places}f}"


def outside(url: str | None) -> str | None:
    """The address of a report where a browser may follow it: of the web, and of no other kind."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def address(root: str, path: str, given: dict[str, object]) -> str:
    """A path of the desk with what is asked for; what is empty is left out, so that one view has one address."""
    asked = [(name, value) for name, value in given.items() if value not in (None, "", (), [])]
    told = urlencode(asked, doseq=True)
    return f"{root}{quote(path)}{'?' + told if told else ''}"
