"""Days that a sentence names, resolved against the day of its report.

Only days on which something can have happened are given. Left out are bounds ("since 2014", "until Friday"),
attributes ("the 1997 borders", "Friday prayers"), and words that only look like dates ("may", "to march").
A week or a weekend is given by its first day with precision "month", the finest of those coarser than a day.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.records import DateBasis, DatePrecision


@dataclass(frozen=True, slots=True)
class DateMatch:
    """Tokens ``start`` up to ``end`` name ``date``: the day, or the first day of the month or year."""

    start: int
    end: int
    date: date
    precision: DatePrecision
    basis: DateBasis


def _numbered(names: str) -> dict[str, int]:
    return {name: i for i, group in enumerate(names.split()) for name in group.split("|")}


_WEEKDAYS = _numbered(
    "monday|mon. tuesday|tues.|tue. wednesday|wed. thursday|thurs.|thu. friday|fri. saturday|sat. sunday|sun."
)
_MONTHS = {
    name: i + 1
    for name, i in _numbered(
        "january|jan.|jan february|feb.|feb march|mar. april|apr.|apr may june|jun. july|jul. august|aug.|aug "
        "september|sept.|sep.|sept|sep october|oct.|oct november|nov.|nov december|dec.|dec"
    ).items()
}
_SMALL = _numbered("zero one|a|an two three four five six seven eight nine ten eleven twelve")
_COUNTS = _SMALL | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_ORDINALS = {f"{n}{'th' if 10 < n < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}": n for n in range(1, 32)}
_TODAY = frozenset({"today", "tonight", "overnight"})
_PARTS = frozenset({"morning", "afternoon", "evening", "night", "midday", "noon"})
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_BOUNDS = frozenset({"since", "until", "till", "by", "before", "through", "beyond"})
_NOT_DAYS = frozenset(
    "prayers prayer times sermon sermons league telegraph mirror mail agreement accord accords revolution massacre "
    "uprising movement borders war school".split()
)
_AHEAD = frozenset(
    "will would 'll ’ll shall scheduled due planned plans plan planning expected set upcoming slated intends "
    "intend hopes "
    "ahead".split()
)
_REPORTING = frozenset(
    "said says told announced reported added declared stated warned was were had did has have killed met "
    "attacked arrested "
    "rejected accused condemned confirmed signed began".split()
)
_DECADES = {"fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}
_YEAR_LEADERS = frozenset("in during of since until by the early late from and after before ( mid -".split())
_REACH = 14


def find_dates(words: Sequence[str], published: date) -> list[DateMatch]:
    """The dates in a tokenised sentence of a report of the day ``published``, left to right, none overlapping."""
    lowers = [word.lower() for word in words]
    found: list[DateMatch] = []
    i = 0
    while i < len(words):
        match = _at(words, lowers, i, published) if _may_begin(lowers[i]) else None
        if match is None:
            i += 1
            continue
        if not _left_out(words, lowers, match):
            found.append(match)
        i = match.end
    return found


def _may_begin(word: str) -> bool:
    return word in _BEGINNINGS or word[0].isdigit()


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


def _left_out(words: Sequence[str], lowers: Sequence[str], match: DateMatch) -> bool:
    """Whether the words around a date make it a bound, a name or an attribute."""
    before = lowers[match.start - 1] if match.start else ""
    if before in ("of", "early", "late", "the", "last", "mid", "-") and match.start > 1:
        before = lowers[match.start - 2] if lowers[match.start - 2] in _BOUNDS else before
    if before in _BOUNDS or (before == "black" and words[match.start].istitle()):
        return True
    after = lowers[match.end] if match.end < len(lowers) else ""
    if match.precision == "year" and match.basis == "explicit" and before in ("the", "'s", "’s"):
        return after not in ("", ",", ".", ";", ":")
    return after in _NOT_DAYS or (after == "-" and match.precision == "year")


# Readers: each takes (words, lowers, i, published) and gives the date beginning at token i, or None.


def _full_date(words: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "January 24, 2022", "Jan. 24", "24 January 2022", "the 24th of January", "2022-01-24"."""
    iso = _iso(words, lowers, i)
    if iso is not None:
        return DateMatch(i, i + iso[1], iso[0], "day", "explicit")
    j = i + 1 if lowers[i] == "the" else i
    if j >= len(words):
        return None
    if _is_month(words, j):
        day = _day_number(lowers, j + 1)
        month, end = _MONTHS[lowers[j]], j + 2
    else:
        day = _day_number(lowers, j)
        k = j + 2 if j + 1 < len(words) and lowers[j + 1] == "of" else j + 1
        if day is None or k >= len(words) or not _is_month(words, k):
            return None
        month, end = _MONTHS[lowers[k]], k + 1
    if day is None:
        return None
    year, end = _year_behind(lowers, end)
    if year is None:
        return DateMatch(i, end, _nearest(month, day, published), "day", "explicit")
    return DateMatch(i, end, date(year, month, day), "day", "explicit")


def _month(words: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "in January", "March 2014", "last May", "next June"."""
    j = i + 1 if lowers[i] in ("last", "next", "this", "early", "late", "mid") else i
    if j >= len(words) or not _is_month(words, j):
        return None
    month = _MONTHS[lowers[j]]
    year, end = _year_behind(lowers, j + 1)
    if year is not None:
        return DateMatch(i, end, date(year, month, 1), "month", "explicit")
    if lowers[j] == words[j] or (words[j] == "May" and not _before_month(lowers, j)):
        return None
    ahead = lowers[i] == "next" or (lowers[i] != "last" and _looks_ahead(lowers, i))
    this_year = date(published.year, month, 1)
    if ahead:
        first = this_year if this_year > published else date(published.year + 1, month, 1)
    else:
        first = this_year if this_year <= published else date(published.year - 1, month, 1)
    return DateMatch(i, j + 1, first, "month", "relative")


def _year(_: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "in 2014", "during 1997", "the 1990s", "the early nineties"."""
    word = lowers[i]
    if word in _DECADES and i and lowers[i - 1] in ("the", "early", "late", "-"):
        return DateMatch(i, i + 1, date(_DECADES[word], 1, 1), "year", "explicit")
    decade = word[:4] if len(word) == 5 and word.endswith("0s") else ""
    if decade.isdigit() and 1800 <= int(decade) <= published.year:
        return DateMatch(i, i + 1, date(int(decade), 1, 1), "year", "explicit")
    before = lowers[i - 1] if i else ""
    if before not in _YEAR_LEADERS:
        return None
    year = _year_number(word)
    if year is None or (before in ("and", "the", "of", "from", "-", "by") and not 1900 <= year <= published.year + 20):
        return None
    return DateMatch(i, i + 1, date(year, 1, 1), "year", "explicit")


def _weekday(words: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "Friday", "last Friday", "next Monday night", "Tuesday, Jan. 24"."""
    turn = lowers[i] if lowers[i] in ("last", "next", "this", "past") else ""
    j = i + 1 if turn else i
    if j >= len(words) or lowers[j] not in _WEEKDAYS or not words[j][0].isupper():
        return None
    end = j + 1
    behind = end + 1 if end < len(words) and words[end] == "," else end
    if behind < len(words):
        full = _full_date(words, lowers, behind, published)
        if full is not None:
            return DateMatch(i, full.end, full.date, "day", "explicit")
    if end < len(words) and lowers[end] in _PARTS:
        end += 1
    back = (published.weekday() - _WEEKDAYS[lowers[j]]) % 7
    if turn == "next" or (turn in ("", "this") and _looks_ahead(lowers, i)):
        day = published + timedelta(days=7 - back if back or turn == "next" else 0)
    elif turn in ("last", "past"):
        day = published - timedelta(days=back or 7)
    else:
        day = published - timedelta(days=back)
    return DateMatch(i, end, day, "day", "relative")


def _near_day(_: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "today", "yesterday", "last night", "this morning", "tomorrow"."""
    word, then = lowers[i], lowers[i + 1] if i + 1 < len(lowers) else ""
    offset: int | None = None
    end = i + 1
    if word in _TODAY:
        offset = 0
    elif word in ("yesterday", "tomorrow"):
        offset = -1 if word == "yesterday" else 1
    elif (word == "this" and then in _PARTS) or (word == "last" and then == "night"):
        offset, end = 0 if word == "this" else -1, i + 2
    elif word == "earlier" and then == "today":
        offset, end = 0, i + 2
    if offset is None:
        return None
    if end < len(lowers) and lowers[end] in _PARTS:
        end += 1
    return DateMatch(i, end, published + timedelta(days=offset), "day", "relative")


def _span(_: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "last week", "this month", "next year", "earlier this week", "the weekend", "last summer"."""
    turn = lowers[i]
    if turn not in ("last", "this", "next", "past", "the", "previous") or i + 1 >= len(lowers):
        return None
    unit, step = lowers[i + 1], {"last": -1, "past": -1, "previous": -1, "next": 1}.get(turn, 0)
    if unit == "weekend":
        saturday = published - timedelta(days=(published.weekday() - 5) % 7)
        ahead = turn == "next" or (published.weekday() < 5 and _looks_ahead(lowers, i))
        return DateMatch(i, i + 2, saturday + timedelta(days=7 * ahead), "month", "relative")
    if turn == "the":
        return None
    monday = published - timedelta(days=published.weekday())
    if unit == "week":
        return DateMatch(i, i + 2, monday + timedelta(days=7 * step), "month", "relative")
    if unit == "month":
        return DateMatch(i, i + 2, _shift_months(published, step), "month", "relative")
    if unit == "year":
        return DateMatch(i, i + 2, date(published.year + step, 1, 1), "year", "relative")
    if unit in _SEASONS:
        first = date(published.year, _SEASONS[unit], 1)
        year = published.year + (step if step > 0 or first > published else 0)
        return DateMatch(i, i + 2, date(year, _SEASONS[unit], 1), "month", "relative")
    return None


def _ago(_: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "two days ago", "a week earlier", "20 years ago", "two decades before,"."""
    number = int(lowers[i]) if lowers[i].isdecimal() else _COUNTS.get(lowers[i])
    if number is None or number > 2000 or i + 2 >= len(lowers) or lowers[i + 2] not in ("ago", "earlier", "before"):
        return None
    unit = lowers[i + 1].removesuffix("s")
    if lowers[i + 2] == "before" and (unit not in ("year", "decade") or lowers[i + 3 : i + 4] not in ([","], ["."])):
        return None
    if unit in ("hour", "minute"):
        return DateMatch(i, i + 3, published, "day", "relative") if number < 12 else None
    if unit in ("day", "week"):
        day = published - timedelta(days=number * (7 if unit == "week" else 1))
        return DateMatch(i, i + 3, day, "day" if unit == "day" else "month", "relative")
    if unit == "month":
        return DateMatch(i, i + 3, _shift_months(published, -number), "month", "relative")
    if unit in ("year", "decade"):
        year = published.year - number * (10 if unit == "decade" else 1)
        return DateMatch(i, i + 3, date(year, 1, 1), "year", "relative") if year > 0 else None
    return None


def _day_of_month(_: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "on the 24th"."""
    if lowers[i] != "the" or not i or lowers[i - 1] != "on" or i + 1 >= len(lowers):
        return None
    day = _ORDINALS.get(lowers[i + 1])
    follower = lowers[i + 2] if i + 2 < len(lowers) else "."
    if day is None or (
        follower.isalpha() and follower not in ("and", "in", "at", "by", "after", "when", "with", "that")
    ):
        return None
    first = published if day <= published.day else _shift_months(published, -1)
    return DateMatch(i, i + 2, date(first.year, first.month, day), "day", "relative")


_READERS: tuple[Callable[[Sequence[str], Sequence[str], int, date], DateMatch | None], ...] = (
    _full_date,
    _weekday,
    _month,
    _near_day,
    _span,
    _ago,
    _day_of_month,
    _year,
)
_BEGINNINGS = (
    frozenset(_WEEKDAYS)
    | frozenset(_MONTHS)
    | frozenset(_COUNTS)
    | frozenset(_DECADES)
    | _TODAY
    | {"yesterday", "tomorrow", "last", "next", "this", "past", "the", "previous", "earlier", "early", "late", "mid"}
)


def _is_month(words: Sequence[str], i: int) -> bool:
    return i < len(words) and words[i].lower() in _MONTHS and (words[i][0].isupper())


def _before_month(lowers: Sequence[str], i: int) -> bool:
    """Whether the word before "May" makes it the month and no verb or name."""
    return i > 0 and lowers[i - 1] in (
        "in",
        "last",
        "since",
        "until",
        "by",
        "early",
        "late",
        "of",
        "next",
        "this",
        "during",
    )


def _day_number(lowers: Sequence[str], i: int) -> int | None:
    if i >= len(lowers):
        return None
    word = lowers[i]
    number = int(word) if word.isdecimal() and len(word) <= 2 else _ORDINALS.get(word, 0)
    return number if 1 <= number <= 31 else None


def _year_number(word: str) -> int | None:
    return int(word) if len(word) == 4 and word.isdecimal() and word.isascii() and 1500 <= int(word) <= 2100 else None


def _year_behind(lowers: Sequence[str], i: int) -> tuple[int | None, int]:
    """The year at ``i``, a comma or "of" before it allowed, and where it ends; (None, i) where there is none."""
    for j in (i, i + 1) if i < len(lowers) and lowers[i] in (",", "of") else (i,):
        year = _year_number(lowers[j]) if j < len(lowers) else None
        if year is not None:
            return year, j + 1
    return None, i


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


def _nearest(month: int, day: int, published: date) -> date:
    """The day of that name that lies nearest to ``published``. Raises ValueError where there is none."""
    days = []
    for year in (published.year - 1, published.year, published.year + 1):
        with suppress(ValueError):
            days.append(date(year, month, day))
    return min(days, key=lambda d: abs((d - published).days))


def _shift_months(day: date, months: int) -> date:
    """The first day of the month that many months on."""
    count = max(day.year * 12 + day.month - 1 + months, 12)
    return date(count // 12, count % 12 + 1, 1)


def _looks_ahead(lowers: Sequence[str], i: int) -> bool:
    """Whether the nearest verb form before ``i`` that decides it speaks of the future: "will meet on Friday"."""
    for word in reversed(lowers[max(i - _REACH, 0) : i]):
        if word in _AHEAD:
            return True
        if word in _REPORTING:
            return False
    return False
