"""Reading the days of a sentence by the readers of its language, each of which may find one where it stands."""

from collections.abc import Callable, Sequence
from datetime import date

from pipelines.coding.when_where.days import DateMatch

Reader = Callable[[Sequence[str], int, date], DateMatch | None]


def read_days(
    words: Sequence[str],
    published: date,
    readers: Sequence[Reader],
    is_bound: Callable[[Sequence[str], DateMatch], bool],
) -> list[tuple[DateMatch, bool]]:
    """The dates in a sentence, left to right, none overlapping, and whether each only bounds a stretch of time."""
    lowers = [word.lower() for word in words]
    found: list[tuple[DateMatch, bool]] = []
    i = 0
    while i < len(lowers):
        match = _at(lowers, i, published, readers) if lowers[i] else None
        if match is None:
            i += 1
            continue
        found.append((match, is_bound(lowers, match)))
        i = match.end
    return found


def _at(lowers: Sequence[str], i: int, published: date, readers: Sequence[Reader]) -> DateMatch | None:
    """The date that begins at token ``i``; the readers stand in order of how much they take."""
    for read in readers:
        try:
            match = read(lowers, i, published)
        except (ValueError, OverflowError):  # 30 February
            continue
        if match is not None:
            return match
    return None


def last_such_day(month: int, day: int, published: date) -> date:
    """The last day of that name up to ``published``."""
    this_year = date(published.year, month, day)
    return this_year if this_year <= published else date(published.year - 1, month, day)


def in_figures(word: str, published: date) -> date | None:
    """A date in figures, day before month."""
    if len(word) == 10 and word[4] == word[7] == "-":
        return date.fromisoformat(word)
    for mark in "/-.":
        parts = word.split(mark)
        if len(parts) == 3 and all(part.isdecimal() and part.isascii() and len(part) < 5 for part in parts):
            year = int(parts[2]) + (published.year // 100 * 100 if len(parts[2]) == 2 else 0)
            return date(year, int(parts[1]), int(parts[0])) if 1500 <= year <= 2100 else None
    return None
