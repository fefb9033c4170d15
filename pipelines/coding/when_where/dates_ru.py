"""Days that a Russian sentence names, resolved against the day of its report.

The same as ``dates.py`` for English: bounds ("с 2014 года", "до пятницы") date nothing, a week is given by its first
day with precision "month", and the year behind a noun ("война 2008 года") as an attribute of that noun.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from pipelines.coding.when_where.calendar import nearest, shift_months, year_number
from pipelines.coding.when_where.calendar_ru import (
    BOUNDS,
    DAYS_OF,
    FEASTS,
    HOURS,
    LINKS,
    MONTHS,
    MONTHS_OF,
    PARTS,
    ROMAN,
    SEASONS,
    SOME,
    WEEKDAYS,
    YEAR_WORDS,
    YEARS_OF,
    count_of,
    day_number,
    looks_ahead,
    turn,
    word_at,
)
from pipelines.coding.when_where.days import DateMatch
from pipelines.coding.when_where.reading_days import Reader, in_figures, read_days

_NEAR = {
    "сегодня": 0, "вчера": -1, "накануне": -1, "позавчера": -2, "завтра": 1, "послезавтра": 2, "сегодняшний": 0,
}  # fmt: skip
_IN = frozenset({"в", "во", "на"})


def find_dates(words: Sequence[str], published: date) -> list[DateMatch]:
    """The dates in a tokenised sentence of a report of the day ``published``, left to right, none overlapping."""
    return [match for match, bound in _read(words, published) if not bound]


def find_bounds(words: Sequence[str], published: date) -> list[DateMatch]:
    """The dates that a sentence names as the end of a stretch of time: "с 2014 года", "до пятницы"."""
    return [match for match, bound in _read(words, published) if bound]


def _read(words: Sequence[str], published: date) -> list[tuple[DateMatch, bool]]:
    places = [at for at, word in enumerate(words) if word]  # a grammar adds words without letters
    plain = [words[at].lower().replace("ё", "е") for at in places]
    return [
        (replace(match, start=places[match.start], end=places[match.end - 1] + 1), bound)
        for match, bound in read_days(plain, published, _READERS, _is_bound)
    ]


def _is_bound(lowers: Sequence[str], match: DateMatch) -> bool:
    i = match.start - 1
    while i >= 0 and lowers[i] in LINKS:
        i -= 1
    return i >= 0 and lowers[i] in BOUNDS


def _year_behind(lowers: Sequence[str], i: int, published: date) -> tuple[int | None, int]:
    """The year at ``i`` and where it ends: "2022 года", "прошлого года", "2022"."""
    step = turn(word_at(lowers, i))
    if step is not None and word_at(lowers, i + 1) == "года":
        return published.year + step, i + 2
    number = year_number(word_at(lowers, i)) if word_at(lowers, i) else None
    if number is None:
        return None, i
    end = i + 1 + (word_at(lowers, i + 1) in YEAR_WORDS)
    return number, end + (word_at(lowers, end) == "." and word_at(lowers, end - 1) in ("г", "гг"))


def _full_date(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "24 января 2022 года", "24 января", "24.01.2022", "2022-01-24", "24 числа"."""
    figures = in_figures(lowers[i], published)
    if figures is not None:
        return DateMatch(i, i + 1, figures, "day", "explicit")
    day = day_number(lowers[i])
    if day is None:
        return None
    month = MONTHS.get(word_at(lowers, i + 1))
    if month is None:
        return None
    year, end = _year_behind(lowers, i + 2, published)
    if year is None:
        return DateMatch(i, end, nearest(month, day, published, looks_ahead(lowers, i)), "day", "explicit")
    return DateMatch(i, end, date(year, month, day), "day", "explicit")


def _feast(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    for name, (month, day) in FEASTS.items():
        if tuple(lowers[i : i + len(name)]) == name:
            year, end = _year_behind(lowers, i + len(name), published)
            when = nearest(month, day, published, looks_ahead(lowers, i)) if year is None else date(year, month, day)
            return DateMatch(i, end, when, "day", "explicit")
    return None


def _weekday(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "в понедельник", "в прошлый понедельник", "в ночь на пятницу", "в понедельник, 24 января"."""
    j = i + (lowers[i] in _IN)
    step = turn(word_at(lowers, j))
    j += step is not None
    if word_at(lowers, j) == "ночь" and word_at(lowers, j + 1) == "на":
        j += 2
    if word_at(lowers, j) not in WEEKDAYS:
        return None
    if word_at(lowers, j) in ("среде", "среды") and (j == i or lowers[i] in _IN):
        return None  # surroundings as well as Wednesday
    k = j + 1 + (word_at(lowers, j + 1) == ",")
    full = _full_date(lowers, k, published) if k < len(lowers) else None
    if full is not None:
        return DateMatch(i, full.end, full.date, "day", "explicit")
    end = j + 1 + (word_at(lowers, j + 1) in PARTS)
    back = (published.weekday() - WEEKDAYS[lowers[j]]) % 7
    if step == 1 or (not step and looks_ahead(lowers, i)):
        return DateMatch(i, end, published + timedelta(days=7 - back if back or step else 0), "day", "relative")
    return DateMatch(i, end, published - timedelta(days=(back or 7) if step == -1 else back), "day", "relative")


def _month(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "в январе", "в январе 2022 года", "в мае прошлого года", "январь 2022"."""
    led = lowers[i] in (*_IN, *BOUNDS)
    j = i + led
    j += word_at(lowers, j) in ("начале", "конце", "середине", "течение", "начала", "конца")
    step = turn(word_at(lowers, j))
    j += step is not None
    number = MONTHS.get(word_at(lowers, j))
    if number is None or lowers[i] in BOUNDS:
        return None
    year, end = _year_behind(lowers, j + 1, published)
    if year is not None:
        return DateMatch(i, end, date(year, number, 1), "month", "explicit")
    if j == i and word_at(lowers, i - 1) not in (*BOUNDS, "начале", "конце", "середине", "и", "начала", "конца"):
        return None
    this_year = date(published.year, number, 1)
    if step == 1 or (not step and looks_ahead(lowers, i)):
        first = this_year if this_year > published else date(published.year + 1, number, 1)
    elif step == -1 and number >= published.month:
        first = date(published.year - 1, number, 1)
    else:
        first = this_year if this_year <= published else date(published.year - 1, number, 1)
    return DateMatch(i, end, first, "month", "relative")


def _near_day(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "сегодня", "вчера вечером", "в среду вечером", "этой ночью", "минувшей ночью"."""
    word = lowers[i]
    offset = _NEAR.get(word)
    if offset is not None:
        if word == "накануне" and turned_noun(word_at(lowers, i + 1)):
            return None
        end = i + 1 + (word_at(lowers, i + 1) in PARTS)
        return DateMatch(i, end, published + timedelta(days=offset), "day", "relative")
    if turn(word) in (0, -1) and word_at(lowers, i + 1) in ("ночью", "утром", "вечером"):
        back = 1 if lowers[i + 1] == "вечером" else 0
        return DateMatch(i, i + 2, published - timedelta(days=back), "day", "relative")
    return None


def turned_noun(word: str) -> bool:
    """Whether "накануне" stands before a noun, and then means the day before that: "накануне выборов"."""
    return word.endswith(("ов", "ей", "ий", "ия", "ины", "ита", "ами", "аты", "ечи", "ния", "ва")) and len(word) > 4


def _span(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "на прошлой неделе", "в этом месяце", "в прошлом году", "в минувшие выходные", "прошлым летом"."""
    j = i + (lowers[i] in _IN)
    step = turn(word_at(lowers, j))
    if step is None:
        return None
    unit, end = word_at(lowers, j + 1), j + 2
    if unit in ("неделе", "неделю", "недели"):
        monday = published - timedelta(days=published.weekday())
        return DateMatch(i, end, monday + timedelta(days=7 * step), "month", "relative")
    if unit in ("выходные", "выходных", "уикенд"):
        saturday = published - timedelta(days=(published.weekday() - 5) % 7)
        return DateMatch(i, end, saturday + timedelta(days=7 * (step == 1)), "month", "relative")
    if unit in ("месяце", "месяца", "месяц"):
        return DateMatch(i, end, shift_months(published, step), "month", "relative")
    if unit in ("году", "года", "год", "годом"):
        return DateMatch(i, end, date(published.year + step, 1, 1), "year", "relative")
    if unit in SEASONS:
        first = date(published.year, SEASONS[unit], 1)
        year = published.year + (step if step > 0 or first > published else 0)
        return DateMatch(i, end, date(year, SEASONS[unit], 1), "month", "relative")
    return None


def _ago(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "три дня назад", "неделю назад", "20 лет назад", "несколько месяцев тому назад"."""
    vague = lowers[i] in SOME
    number = 3 if vague else count_of(lowers[i])
    j = i if number is None else i + 1
    unit, end = word_at(lowers, j), j + 1
    end += word_at(lowers, end) == "тому"
    if word_at(lowers, end) != "назад":
        return None
    end += 1
    number = 1 if number is None else number
    if unit in HOURS:
        return DateMatch(i, end, published, "day", "relative") if number < 12 else None
    if unit in DAYS_OF:
        precise = DAYS_OF[unit] == 1 and not vague
        day = published - timedelta(days=number * DAYS_OF[unit])
        return DateMatch(i, end, day, "day" if precise else "month", "relative")
    if unit in MONTHS_OF:
        return DateMatch(i, end, shift_months(published, -number), "month", "relative")
    years = number * YEARS_OF.get(unit, 0)
    if not years or published.year - years < 1:
        return None
    return DateMatch(i, end, date(published.year - years, 1, 1), "year", "relative")


def _year(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "в 2014 году", "в 1990-е годы", "в XIX веке"; "война 2008 года" as an attribute."""
    word, before = lowers[i], word_at(lowers, i - 1)
    if word in ROMAN and word_at(lowers, i + 1) in ("век", "века", "веке", "столетия"):
        return DateMatch(i, i + 2, date(100 * (ROMAN[word] - 1), 1, 1), "year", "explicit")
    decade = word.removesuffix("-е").removesuffix("-х").removesuffix("-ые").removesuffix("-ых")
    if decade != word and decade.isdecimal() and decade.isascii() and len(decade) in (2, 4) and decade.endswith("0"):
        first = int(decade) + (1900 if len(decade) == 2 else 0)
        if 1500 <= first <= published.year:
            end = i + 1 + (word_at(lowers, i + 1) in YEAR_WORDS)
            return DateMatch(i, end, date(first, 1, 1), "year", "explicit")
    number = year_number(word)
    if number is None or word_at(lowers, i + 1) not in YEAR_WORDS or number > published.year + 20:
        return None
    end = i + 2
    attribute = lowers[i + 1] == "года" and before not in BOUNDS and number < published.year
    return DateMatch(i, end, date(number, 1, 1), "year", "explicit", attribute=attribute)


_READERS: tuple[Reader, ...] = (_weekday, _full_date, _feast, _month, _near_day, _span, _ago, _year)
