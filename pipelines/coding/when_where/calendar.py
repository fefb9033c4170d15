"""The words of the calendar: names of days, months and numbers, and days counted from others."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from pipelines.coding.wordlists import word_list


def _numbered(names: str) -> dict[str, int]:
    return {name: i for i, group in enumerate(names.split()) for name in group.split("|")}


WEEKDAYS = _numbered(
    "monday|mon.|mon tuesday|tues.|tue.|tues|tue wednesday|wed.|wed thursday|thurs.|thu.|thurs|thu friday|fri.|fri "
    "saturday|sat. sunday|sun."
)
MONTHS = {
    name: i + 1
    for name, i in _numbered(
        "january|jan.|jan february|feb.|feb march|mar. april|apr.|apr may june|jun. july|jul. august|aug.|aug "
        "september|sept.|sep.|sept|sep october|oct.|oct november|nov.|nov december|dec.|dec"
    ).items()
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
DECADES = {"fifties": 1950, "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990}
FEASTS = {
    ("christmas", "eve"): (12, 24),
    ("christmas", "day"): (12, 25),
    ("boxing", "day"): (12, 26),
    ("new", "year", "'s", "eve"): (12, 31),
    ("new", "year", "'s", "day"): (1, 1),
    ("may", "day"): (5, 1),
    ("valentine", "'s", "day"): (2, 14),
}
TODAY = frozenset({"today", "tonight", "overnight"})
PARTS = frozenset({"morning", "afternoon", "evening", "night", "midday", "noon"})
COUNTS = _numbered("zero one|a|an two three four five six seven eight nine ten eleven twelve") | {
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "hundred": 100,
    "thousand": 1000,
}
ORDINALS = {f"{n}{'th' if 10 < n < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}": n for n in range(1, 32)}
CENTURIES = _numbered(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_AHEAD = word_list("ahead")
_REPORTING = word_list("told")
_BEFORE_MAY = frozenset("in last since until by early late of next this during mid".split())
_AFTER = {"plan": ("to",), "plans": ("to",), "set": ("to", "for")}
_REACH = 14
_WILL = frozenset({"will", "shall", "'ll", "’ll"})


def is_month(words: Sequence[str], i: int) -> bool:
    """Whether the word at ``i`` names a month, in a sentence where capitals mean something."""
    return i < len(words) and words[i].lower() in MONTHS and words[i][0].isupper()


def before_may(lowers: Sequence[str], i: int) -> bool:
    """Whether the word before "May" makes it the month and no verb or name."""
    return i > 0 and lowers[i - 1] in _BEFORE_MAY


def number_of(word: str) -> int | None:
    """The number that a word of a stretch of time gives: "two", "48", "a"."""
    return int(word) if word.isdecimal() and word.isascii() and len(word) < 5 else COUNTS.get(word)


def day_number(lowers: Sequence[str], i: int) -> int | None:
    """The day of a month at ``i``: "24", "24th"."""
    if i >= len(lowers):
        return None
    word = lowers[i]
    number = int(word) if word.isdecimal() and len(word) <= 2 else ORDINALS.get(word, 0)
    return number if 1 <= number <= 31 else None


def year_number(word: str) -> int | None:
    """The year that a word of four digits is."""
    return int(word) if len(word) == 4 and word.isdecimal() and word.isascii() and 1500 <= int(word) <= 2100 else None


def century(word: str) -> int | None:
    """The first year of the century that an ordinal names: "19th", "nineteenth"."""
    number = ORDINALS.get(word) or CENTURIES.get(word)
    return None if number is None or not 5 <= number <= 21 else 100 * (number - 1)


def year_behind(lowers: Sequence[str], i: int, published: date) -> tuple[int | None, int]:
    """The year at ``i``, a comma or "of" before it allowed, and where it ends; (None, i) where there is none."""
    if tuple(lowers[i : i + 2]) in (("last", "year"), ("next", "year"), ("this", "year")):
        return published.year + {"last": -1, "next": 1}.get(lowers[i], 0), i + 2
    for j in (i, i + 1) if i < len(lowers) and lowers[i] in (",", "of") else (i,):
        year = year_number(lowers[j]) if j < len(lowers) else None
        if year is not None:
            return year, j + 1
    return None, i


def nearest(month: int, day: int, published: date, ahead: bool) -> date:
    """The day of that name nearest to ``published``, or the next where the sentence looks ahead.

    Raises ValueError where there is none.
    """
    days = []
    for year in (published.year - 1, published.year, published.year + 1):
        with suppress(ValueError):
            days.append(date(year, month, day))
    coming = [day for day in days if day >= published]
    if ahead and coming:
        return coming[0]
    return min(days, key=lambda d: abs((d - published).days))


def shift_months(day: date, months: int) -> date:
    """The first day of the month that many months on."""
    count = max(day.year * 12 + day.month - 1 + months, 12)
    return date(count // 12, count % 12 + 1, 1)


def looks_ahead(lowers: Sequence[str], i: int) -> bool:
    """Whether the nearest verb form before ``i`` that decides it speaks of the future: "will meet on Friday"."""
    for j in range(i - 1, max(i - _REACH, 0) - 1, -1):
        word = lowers[j]
        if word in _AHEAD and lowers[j + 1] in _AFTER.get(word, lowers):  # not "announced plans Monday", "set fire to"
            return True
        if word in _REPORTING:
            return False
    return False


def leads_ahead(lowers: Sequence[str], i: int) -> bool:
    """Whether what follows the first words speaks of the future: "On Monday the two leaders will meet"."""
    for j in range(i, min(i + _REACH, len(lowers) - 1)):
        if lowers[j] in _WILL or (lowers[j] in ("is", "are") and lowers[j + 1] in _AHEAD | {"to"}):
            return True
        if lowers[j] in _REPORTING or lowers[j] in (";", ":"):
            return False
    return False
