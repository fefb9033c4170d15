"""Days that a sentence names, resolved against the day of its report.

Only days on which something can have happened are given. Left out are bounds ("since 2014", "until Friday"),
attributes that date nothing ("the 1997 borders", "Friday prayers"), and words that only look like dates ("may",
"to march"). A week or a weekend is given by its first day with precision "month", the finest of those coarser than a
day. The year of a noun ("the 1994 genocide") is given as an attribute: whose noun it is decides what it dates.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from pipelines.coding.when_where.calendar import (
    CENTURIES,
    COUNTS,
    DECADES,
    FEASTS,
    MONTHS,
    SEASONS,
    TODAY,
    WEEKDAYS,
    year_number,
)
from pipelines.coding.when_where.days import (
    DateMatch,
    feast,
    full_date,
    month,
    season,
    year,
    year_earlier,
    year_of_noun,
)
from pipelines.coding.when_where.spans import ago, apart, day_of_month, near_day, span, weekday
from pipelines.coding.wordlists import word_list

_BOUNDS = frozenset({"since", "until", "till", "by", "before", "through", "beyond"})
_NOT_DAYS = word_list("not_days")
_DONE = frozenset({"had", "was", "were"})
_REACH = 10
_LINKS = ("of", "early", "late", "the", "last", "mid", "-")

_READERS: tuple[Callable[[Sequence[str], Sequence[str], int, date], DateMatch | None], ...] = (
    full_date,
    weekday,
    feast,
    month,
    season,
    near_day,
    apart,
    span,
    ago,
    day_of_month,
    year,
    year_of_noun,
)
_BEGINNINGS = (
    frozenset(WEEKDAYS)
    | frozenset(MONTHS)
    | frozenset(SEASONS)
    | frozenset(COUNTS)
    | frozenset(DECADES)
    | frozenset(CENTURIES)
    | {name[0] for name in FEASTS}
    | TODAY
    | frozenset(
        "yesterday tomorrow last next this that within hours minutes past the previous earlier early late mid".split()
    )
    | {"decades", "generations", "centuries", "years", "half", "few", "several", "some", "many"}
)


def find_dates(words: Sequence[str], published: date) -> list[DateMatch]:
    """The dates in a tokenised sentence of a report of the day ``published``, left to right, none overlapping."""
    return [match for match, bound in _read(words, published) if not bound]


def find_bounds(words: Sequence[str], published: date) -> list[DateMatch]:
    """The dates that a sentence names as the end of a stretch of time: "since 2014", "until Friday"."""
    return [match for match, bound in _read(words, published) if bound]


def _read(words: Sequence[str], published: date) -> list[tuple[DateMatch, bool]]:
    lowers = [word.lower() for word in words]
    found: list[tuple[DateMatch, bool]] = []
    i = 0
    while i < len(words):
        match = _at(words, lowers, i, published) if _may_begin(lowers[i]) else None
        if match is None:
            i += 1
            continue
        match = _as_attribute(lowers, match)
        bound = _is_bound(lowers, match)
        if bound and match.date > published and lowers[match.start - 1] == "since":
            match = year_earlier(match) or match  # "since 17 February" is of the one that is over
        if bound or not _is_name(words, lowers, match):
            found.append((match, bound))
        i = match.end
    return found


def _may_begin(word: str) -> bool:
    return word in _BEGINNINGS or word[:1].isdigit()


def _at(words: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """The date that begins at token ``i``; the readers stand in order of how much they take."""
    for read in _READERS:
        try:
            match = read(words, lowers, i, published)
        except (ValueError, OverflowError):  # February 30, or a day before the year 1
            continue
        if match is not None:
            return match
    return None


def _is_bound(lowers: Sequence[str], match: DateMatch) -> bool:
    """Whether a date is the end of a stretch of time."""
    before = lowers[match.start - 1] if match.start else ""
    if list(lowers[max(match.start - 4, 0) : match.start]) == ["by", "the", "end", "of"]:
        return True
    if before == "by" and match.start == 1 and not _DONE.isdisjoint(lowers[match.end : match.end + _REACH]):
        return False  # "By Monday evening rebels had taken the town"
    if before in _LINKS and match.start > 1 and lowers[match.start - 2] in _BOUNDS:
        before = lowers[match.start - 2]
    return before in _BOUNDS


def _is_name(words: Sequence[str], lowers: Sequence[str], match: DateMatch) -> bool:
    """Whether the words around a date make it a name or an attribute of something that it does not date."""
    before = lowers[match.start - 1] if match.start else ""
    after = lowers[match.end] if match.end < len(lowers) else ""
    if before == "black" and words[match.start].istitle():
        return True
    if match.attribute:
        return after in ("border", "borders", "line", "lines")
    return after in _NOT_DAYS or (
        after == "-" and match.precision == "year" and match.start > 0 and match.basis == "explicit"
    )


def _as_attribute(lowers: Sequence[str], match: DateMatch) -> DateMatch:
    """A year behind "the" or "'s" and before a noun is that noun's: "during the 2019 protests"."""
    before = lowers[match.start - 1] if match.start else ""
    after = lowers[match.end] if match.end < len(lowers) else ""
    if year_number(lowers[match.start]) is not None and before in ("the", "'s", "’s"):
        return replace(match, attribute=match.attribute or after[:1].isalpha())
    return match
