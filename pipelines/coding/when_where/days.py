"""Readers of dates that the calendar fixes: days, months, years, centuries.

Each takes (words, lowers, i, published) and gives the date that begins at token i, or None.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipelines.coding.when_where.calendar import (
    DECADES,
    FEASTS,
    MONTHS,
    SEASONS,
    before_may,
    century,
    day_number,
    is_month,
    looks_ahead,
    nearest,
    year_behind,
    year_number,
)
from pipelines.coding.wordlists import word_list
from schemas.records import DateBasis, DatePrecision


@dataclass(frozen=True, slots=True)
class DateMatch:
    """Tokens ``start`` up to ``end`` name ``date``: the day, or the first day of the month or year.

    ``attribute``: it tells of which year the noun behind it is ("the 1994 genocide"). ``apart``: it is told as so many
    days from another day, which is the report's own unless one was named before ("the following day").
    """

    start: int
    end: int
    date: date
    precision: DatePrecision
    basis: DateBasis
    attribute: bool = False
    apart: int | None = None


_FEASTS = frozenset(name[0] for name in FEASTS)
_YEAR_LEADERS = frozenset("in during of since until by the early late from and after before between ( mid -".split())
_TURNS = frozenset({"last", "next", "this", "early", "late", "mid"})
_DETERMINERS = frozenset("the a an this that its his her their our 's ’s".split())
_COUNTED = word_list("counted_nouns")
_LINKS = frozenset("and or in on at of by from for with when after before but as".split())
_NO_NOUNS = _COUNTED | word_list("counted") | _LINKS


def full_date(words: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "January 24, 2022", "Jan. 24", "24 January 2022", "the 24th of January", "2022-01-24", "24.01.2022"."""
    figures = _iso(words, lowers, i) or _figures(lowers, i, published)
    if figures is not None:
        return DateMatch(i, i + figures[1], figures[0], "day", "explicit")
    j = i + 1 if lowers[i] == "the" else i
    if j >= len(words):
        return None
    if is_month(words, j):
        day = day_number(lowers, j + 1)
        month, end = MONTHS[lowers[j]], j + 2
    else:
        day = day_number(lowers, j)
        k = j + 2 if j + 1 < len(words) and lowers[j + 1] == "of" else j + 1
        if day is None or k >= len(words) or not is_month(words, k):
            return None
        month, end = MONTHS[lowers[k]], k + 1
    if day is None:
        return None
    year, end = year_behind(lowers, end, published)
    if year is None:
        return DateMatch(i, end, nearest(month, day, published, looks_ahead(lowers, i)), "day", "explicit")
    return DateMatch(i, end, date(year, month, day), "day", "explicit")


def feast(_: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "Christmas Eve", "New Year's Day 2016"."""
    if lowers[i] not in _FEASTS:
        return None
    for name, (month, day) in FEASTS.items():
        if tuple(lowers[i : i + len(name)]) == name:
            year, end = year_behind(lowers, i + len(name), published)
            if year is None:
                return DateMatch(i, end, nearest(month, day, published, looks_ahead(lowers, i)), "day", "explicit")
            return DateMatch(i, end, date(year, month, day), "day", "explicit")
    return None


def month(words: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "in January", "March 2014", "last May", "next June"."""
    j = i + 1 if lowers[i] in _TURNS else i
    if j >= len(words) or not is_month(words, j) or (j > i and day_number(lowers, j + 1) is not None):
        return None
    number = MONTHS[lowers[j]]
    year, end = year_behind(lowers, j + 1, published)
    if year is not None:
        return DateMatch(i, end, date(year, number, 1), "month", "explicit")
    if words[j] == "May" and not before_may(lowers, j):
        return None
    ahead = lowers[i] == "next" or (lowers[i] != "last" and looks_ahead(lowers, i))
    this_year = date(published.year, number, 1)
    if ahead:
        first = this_year if this_year > published else date(published.year + 1, number, 1)
    elif lowers[i] == "last" and number >= published.month:
        first = date(published.year - 1, number, 1)  # "last July" in July is the one a year ago
    else:
        first = this_year if this_year <= published else date(published.year - 1, number, 1)
    return DateMatch(i, j + 1, first, "month", "relative")


def season(_: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "spring 2011", "the winter of 1941"."""
    if lowers[i] not in SEASONS:
        return None
    year, end = year_behind(lowers, i + 1, published)
    return None if year is None else DateMatch(i, end, date(year, SEASONS[lowers[i]], 1), "month", "explicit")


def year(_: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "in 2014", "during 1997", "the 1990s", "the early nineties", "the 19th century"."""
    word = lowers[i]
    if word in DECADES and i and lowers[i - 1] in ("the", "early", "late", "-"):
        return DateMatch(i, i + 1, date(DECADES[word], 1, 1), "year", "explicit")
    decade = word[:4] if len(word) == 5 and word.endswith("0s") else ""
    if decade.isdigit() and 1800 <= int(decade) <= published.year:
        return DateMatch(i, i + 1, date(int(decade), 1, 1), "year", "explicit")
    first = century(word) if lowers[i + 1 : i + 2] in (["century"], ["centuries"]) else None
    if first is not None and first + 99 < published.year:
        return DateMatch(i, i + 2, date(first, 1, 1), "year", "explicit")
    before = lowers[i - 1] if i else ""
    if i and before not in _YEAR_LEADERS:
        return None
    number = year_number(word)
    if number is not None and lowers[i + 1 : i + 2] in (["-"], ["–"]) and before not in ("the", "'s", "’s"):
        last = lowers[i + 2] if i + 2 < len(lowers) else ""
        if last in (str(number + 1), f"{(number + 1) % 100:02}"):
            return DateMatch(i, i + 3, date(number, 1, 1), "year", "explicit")  # "in 2022-23"
    if number is None or (not i and lowers[1:2] not in ([":"], ["-"], ["–"], ["—"])):
        return None
    if before == "the" and i + 1 < len(lowers) and lowers[i + 1] in _COUNTED:
        return None  # "the 2000 troops"
    if before in ("and", "the", "of", "from", "-", "by") and not 1900 <= number <= published.year + 20:
        return None
    return DateMatch(i, i + 1, date(number, 1, 1), "year", "explicit")


def year_earlier(match: DateMatch) -> DateMatch | None:
    """A day a year earlier; None for a February 29."""
    try:
        return replace(match, date=match.date.replace(year=match.date.year - 1))
    except ValueError:
        return None


def year_of_noun(words: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """The past year that says which thing is meant: "the 1994 genocide", "a 2015 attack", "his 1998 murder"."""
    number = year_number(lowers[i])
    if number is None or not i or i + 1 >= len(words) or number >= published.year:
        return None
    if not (lowers[i - 1] in _DETERMINERS or lowers[max(i - 2, 0)] in _DETERMINERS):
        return None
    noun = lowers[i + 1]
    counted = number < 1900 and (number < 1700 or noun.endswith("s"))  # "the 1600 soldiers"
    if counted or not words[i + 1][0].isalpha() or noun in _NO_NOUNS:
        return None
    return DateMatch(i, i + 1, date(number, 1, 1), "year", "explicit", attribute=True)


def _iso(words: Sequence[str], lowers: Sequence[str], i: int) -> tuple[date, int] | None:
    """The ISO date at ``i`` and how many tokens it takes (tokenisers may split it)."""
    for length in (1, 5):
        text = "".join(lowers[i : i + length])
        if len(text) == 10 and text[4] == text[7] == "-" and len(words) >= i + length:
            try:
                return date.fromisoformat(text), length
            except ValueError:
                return None
    return None


def _figures(lowers: Sequence[str], i: int, published: date) -> tuple[date, int] | None:
    """The date in figures at ``i`` and how many tokens it takes, where it can be read in one way only.

    Points stand between day and month in that order; of strokes and hyphens the order is known by a number above 12.
    Raises ValueError for a day that there is not.
    """
    for length in (1, 5):
        text = "".join(lowers[i : i + length])
        for mark in "./-" if length == 1 else "-":
            parts = text.split(mark)
            if len(parts) != 3 or not all(part.isdecimal() and part.isascii() for part in parts):
                continue
            if len(parts[0]) == 4 and mark == "/":
                return date(*(int(part) for part in parts)), length
            year = _year_of_figures(parts[2], published)
            if year is None or len(parts[0]) > 2 or len(parts[1]) > 2:
                continue
            first, second = int(parts[0]), int(parts[1])
            if mark == "." or first > 12 or first == second:
                return date(year, second, first), length
            return (date(year, first, second), length) if second > 12 else None
    return None


def _year_of_figures(part: str, published: date) -> int | None:
    """The year of a date in figures; of two digits only one near the report's is taken for it."""
    if len(part) == 2:
        year = published.year // 100 * 100 + int(part)
        return year if abs(year - published.year) <= 1 else None
    return year_number(part)
