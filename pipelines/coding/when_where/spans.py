"""Readers of dates that are told from the report's own day: weekdays, "yesterday", "last year", "two days ago".

Each takes (words, lowers, i, published) and gives the date that begins at token i, or None.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from pipelines.coding.when_where.calendar import (
    ORDINALS,
    PARTS,
    SEASONS,
    TODAY,
    WEEKDAYS,
    leads_ahead,
    looks_ahead,
    number_of,
    shift_months,
)
from pipelines.coding.when_where.days import DateMatch, full_date
from schemas.records import DatePrecision

_FEW = 10
_SUNDAY = 6
_BEHIND = frozenset({",", ".", ";", "in", "at", "near", "by", "and", "but"})
_AGO = frozenset({"ago", "earlier", "before"})
_LONG_UNITS = {"decade": 10, "generation": 30, "century": 100, "centurie": 100}
_DAYS_OF = {"day": 1, "week": 7, "fortnight": 14}
_SOME = frozenset({"few", "several", "some", "many"})
_EVES = frozenset({"day", "night", "evening", "morning", "afternoon"})
_ENDS = (["before"], ["before", "."], ["before", ","], ["before", ";"])
_NEXT = {"following": 1, "next": 1, "previous": -1, "preceding": -1, "same": 0}
_AT_ONCE = (["within", "hours"], ["within", "minutes"], ["hours", "later"], ["minutes", "later"])
_LATER = frozenset({"later", "afterwards", "afterward"})
_SAYS_WHICH = frozenset({"in", "of", "when", "that", "on"})  # "that day in May"
_VAGUE = frozenset("decades generations centuries years".split())
_BEHIND_THE_24TH = frozenset("and in at by after when with that".split())
_BEFORE_SHORT = frozenset("on last next this early late since until till by from".split())


def weekday(words: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "Friday", "last Friday", "next Monday night", "Tuesday, Jan. 24", "Mon."."""
    turn = lowers[i] if lowers[i] in ("last", "next", "this", "past") else ""
    j = i + 1 if turn else i
    if j >= len(words) or lowers[j] not in WEEKDAYS or not words[j][0].isupper() or not _is_day(words, lowers, j):
        return None
    end = j + 1
    behind = end + 1 if end < len(words) and words[end] == "," else end
    if behind < len(words):
        full = full_date(words, lowers, behind, published)
        if full is not None:
            return DateMatch(i, full.end, full.date, "day", "explicit")
    if end < len(words) and lowers[end] in PARTS:
        end += 1
    back = (published.weekday() - WEEKDAYS[lowers[j]]) % 7
    ahead = looks_ahead(lowers, i) or (i <= 1 and leads_ahead(lowers, end))
    if turn == "next" or (turn in ("", "this") and ahead):
        day = published + timedelta(days=7 - back if back or turn == "next" else 0)
    elif turn in ("last", "past"):
        day = published - timedelta(days=back or 7)
    else:
        day = published - timedelta(days=back)
    return DateMatch(i, end, day, "day", "relative")


def _is_day(words: Sequence[str], lowers: Sequence[str], j: int) -> bool:
    """Whether a short form without its dot stands for a day: "on Mon", not "Mon State"."""
    if lowers[j].endswith((".", "day")):
        return True
    ends = j + 1 == len(words) or words[j + 1] in (".", ",")
    if ends and j > 1 and words[j - 1][0].isupper() and lowers[j - 1] != "the":
        return True  # "in Tunis Tues."
    return j > 0 and lowers[j - 1] in _BEFORE_SHORT and (ends or not words[j + 1][0].isupper())


def near_day(_: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "today", "yesterday", "last night", "this morning", "tomorrow", "the day before yesterday"."""
    word, then = lowers[i], lowers[i + 1] if i + 1 < len(lowers) else ""
    offset: int | None = None
    end = i + 1
    if word in TODAY:
        offset = 0
    elif word in ("yesterday", "tomorrow"):
        offset = -1 if word == "yesterday" else 1
    elif (word == "this" and then in PARTS) or (word == "last" and then == "night"):
        offset, end = 0 if word == "this" else -1, i + 2
    elif word == "earlier" and then == "today":
        offset, end = 0, i + 2
    elif list(lowers[i : i + 4]) in (["the", "day", "before", "yesterday"], ["the", "day", "after", "tomorrow"]):
        offset, end = -2 if lowers[i + 2] == "before" else 2, i + 4
    elif list(lowers[i : i + 4]) == ["the", "night", "before", "last"]:
        offset, end = -2, i + 4
    elif word == "the" and then in _EVES and list(lowers[i + 2 : i + 4]) in _ENDS:
        return DateMatch(i, i + 3, published - timedelta(days=1), "day", "relative", apart=-1)
    if offset is None:
        return None
    if end < len(lowers) and lowers[end] in PARTS:
        end += 1
    return DateMatch(i, end, published + timedelta(days=offset), "day", "relative")


def apart(_: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "the following day", "two days later", "that night", "within the hour": told from a day named before."""
    found = _from_the(lowers, i) or _so_many_days(lowers, i)
    if found is None:
        return None
    end, days = found
    if days > 0 and looks_ahead(lowers, i):
        return None  # "will meet the next day": of a day that may be told anywhere
    return DateMatch(i, end, published + timedelta(days=days), "day", "relative", apart=days)


def _from_the(lowers: Sequence[str], i: int) -> tuple[int, int] | None:
    """Where a phrase like "the previous night" ends, and how many days on it is."""
    word, then, third = (lowers[j] if j < len(lowers) else "" for j in (i, i + 1, i + 2))
    following = lowers[i + 3] if i + 3 < len(lowers) else "."
    if word == "the" and then in _NEXT and third in _EVES and following not in _SAYS_WHICH:
        return i + 3, _NEXT[then]
    if word == "the" and then == "day" and third == "after" and following in (",", ".", ";"):
        return i + 3, 1
    if word == "that" and then in _EVES and third not in _SAYS_WHICH and i:
        return i + 2, 0
    if [word, then] in _AT_ONCE and (third in (",", ".", ";", "")):
        return i + 2, 0
    if [word, then, third] == ["within", "the", "hour"]:
        return i + 3, 0
    return None


def _so_many_days(lowers: Sequence[str], i: int) -> tuple[int, int] | None:
    """Where "two days later" or "a day before" ends, and how many days on that is."""
    number = number_of(lowers[i])
    if number is None or number > _FEW or i + 2 >= len(lowers) or lowers[i + 1] not in ("day", "days"):
        return None
    if lowers[i + 2] in _LATER:
        return i + 3, number
    ends = i + 3 == len(lowers) or lowers[i + 3] in _BEHIND
    return (i + 3, -number) if lowers[i + 2] == "before" and ends else None


def span(_: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "last week", "this month", "next year", "earlier this week", "the weekend", "last summer"."""
    turn = lowers[i]
    if turn not in ("last", "this", "next", "past", "the", "previous") or i + 1 >= len(lowers):
        return None
    if turn == "this" and i and lowers[i - 1] == "later":
        return None  # "later this year": on a day that nobody names
    unit, step = lowers[i + 1], {"last": -1, "past": -1, "previous": -1, "next": 1}.get(turn, 0)
    attribute = turn in ("last", "this") and lowers[i + 2 : i + 3] == ["'s"]
    if unit == "weekend":
        saturday = published - timedelta(days=(published.weekday() - 5) % 7)
        ahead = turn == "next" or (published.weekday() < 5 and looks_ahead(lowers, i))
        return DateMatch(i, i + 2, saturday + timedelta(days=7 * ahead), "month", "relative")
    if turn == "the":
        return None
    monday = published - timedelta(days=published.weekday())
    if unit == "week":
        step += step == -1 and turn == "last" and published.weekday() == _SUNDAY  # it ended yesterday
        return DateMatch(i, i + 2, monday + timedelta(days=7 * step), "month", "relative", attribute)
    if unit == "month":
        return DateMatch(i, i + 2, shift_months(published, step), "month", "relative", attribute)
    if unit == "year":
        return DateMatch(i, i + 2, date(published.year + step, 1, 1), "year", "relative", attribute)
    if unit in SEASONS:
        first = date(published.year, SEASONS[unit], 1)
        year = published.year + (step if step > 0 or first > published else 0)
        return DateMatch(i, i + 2, date(year, SEASONS[unit], 1), "month", "relative", attribute)
    return None


def ago(_: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "two days ago", "48 hours ago", "a week earlier", "20 years ago", "two decades before,", "decades ago"."""
    if lowers[i] in _VAGUE and lowers[i + 1 : i + 2] == ["ago"]:
        unit = "decade" if lowers[i] == "years" else lowers[i].removesuffix("s")
        return _years_back(i, i + 2, _LONG_UNITS[unit] // (10 if lowers[i] == "years" else 1), published)
    if list(lowers[i : i + 2]) in (["half", "a"], ["half", "century"]) and "ago" in lowers[i + 2 : i + 4]:
        unit = lowers[i + 2] if lowers[i + 1] == "a" else lowers[i + 1]
        return _years_back(i, i + 4, _LONG_UNITS[unit] // 2, published) if unit in _LONG_UNITS else None
    if list(lowers[i : i + 5]) in (["a", "couple", "of", "days", "ago"], ["couple", "of", "days", "ago"]):
        end = i + lowers[i : i + 5].index("ago") + 1
        return DateMatch(i, end, published - timedelta(days=2), "day", "relative")
    if lowers[i] in _SOME and lowers[i + 2 : i + 3] == ["ago"]:
        return _some_ago(lowers, i, published)
    number = number_of(lowers[i])
    if number is None or number > 2000 or i + 2 >= len(lowers) or lowers[i + 2] not in _AGO:
        return None
    unit = lowers[i + 1].removesuffix("s")
    if lowers[i + 2] == "before" and (unit not in ("year", "decade") or lowers[i + 3 : i + 4] not in ([","], ["."])):
        return None
    if unit in ("hour", "minute"):
        hours = number if unit == "hour" else 0
        if hours >= 12 and hours % 24:
            return None  # the hour of the report decides between two days
        return DateMatch(i, i + 3, published - timedelta(days=hours // 24), "day", "relative")
    if unit in _DAYS_OF:
        back = number * _DAYS_OF[unit]
        counted = -back if unit == "day" and lowers[i + 2] == "earlier" else None
        precision: DatePrecision = "day" if unit == "day" else "month"
        return DateMatch(i, i + 3, published - timedelta(days=back), precision, "relative", apart=counted)
    if unit == "month":
        return DateMatch(i, i + 3, shift_months(published, -number), "month", "relative")
    return _years_back(i, i + 3, number * _LONG_UNITS.get(unit, 1), published) if _is_long(unit) else None


def _some_ago(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "several days ago": about when, never on which day."""
    unit = lowers[i + 1].removesuffix("s")
    if unit in _DAYS_OF:
        return DateMatch(i, i + 3, published - timedelta(days=3 * _DAYS_OF[unit]), "month", "relative")
    if unit == "month":
        return DateMatch(i, i + 3, shift_months(published, -3), "month", "relative")
    return _years_back(i, i + 3, 3 * _LONG_UNITS.get(unit, 1), published) if _is_long(unit) else None


def _is_long(unit: str) -> bool:
    return unit == "year" or unit in _LONG_UNITS


def _years_back(start: int, end: int, years: int, published: date) -> DateMatch | None:
    year = published.year - years
    return DateMatch(start, end, date(year, 1, 1), "year", "relative") if year > 0 else None


def day_of_month(_: Sequence[str], lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "on the 24th"."""
    if lowers[i] != "the" or not i or lowers[i - 1] != "on" or i + 1 >= len(lowers):
        return None
    day = ORDINALS.get(lowers[i + 1])
    follower = lowers[i + 2] if i + 2 < len(lowers) else "."
    if day is None or (follower.isalpha() and follower not in _BEHIND_THE_24TH):
        return None
    first = published if day <= published.day else shift_months(published, -1)
    return DateMatch(i, i + 2, date(first.year, first.month, day), "day", "relative")
