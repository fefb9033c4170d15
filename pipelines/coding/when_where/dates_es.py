"""Days that a Spanish sentence names, resolved against the day of its report.

The same as ``dates.py`` for English: bounds ("desde 2014", "hasta el viernes") date nothing, a week is given by its
first day with precision "month", and the year behind a noun ("el genocidio de 1994") as an attribute of that noun.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from pipelines.coding.when_where.calendar import nearest, shift_months, year_number
from pipelines.coding.when_where.calendar_es import (
    BACK,
    BOUNDS,
    DAYS_OF,
    FEASTS,
    LINKS,
    MONTHS,
    NO_COUNTS,
    ON,
    PARTS,
    ROMAN,
    SEASONS,
    SOME,
    THE,
    THIS,
    WEEKDAYS,
    YEAR_LEADERS,
    YEARS_OF,
    count_of,
    day_number,
    decade_of,
    looks_ahead,
    turned,
    word_at,
    year_behind,
)
from pipelines.coding.when_where.days import DateMatch
from pipelines.coding.when_where.reading_days import Reader, in_figures, last_such_day, read_days


def find_dates(words: Sequence[str], published: date) -> list[DateMatch]:
    """The dates in a tokenised sentence of a report of the day ``published``, left to right, none overlapping."""
    return [match for match, bound in read_days(words, published, _READERS, _is_bound) if not bound]


def find_bounds(words: Sequence[str], published: date) -> list[DateMatch]:
    """The dates that a sentence names as the end of a stretch of time: "desde 2014", "hasta el viernes"."""
    return [match for match, bound in read_days(words, published, _READERS, _is_bound) if bound]


def _is_bound(lowers: Sequence[str], match: DateMatch) -> bool:
    i = match.start - 1
    while i >= 0 and lowers[i] in LINKS:
        i -= 1
    if i < 0:
        return False
    return lowers[i] in BOUNDS or list(lowers[max(i - 1, 0) : i + 1]) == ["a", "partir"]


def _full_date(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "24 de enero de 2022", "el lunes 24 de enero", "1 de mayo", "24/01/2022", "2022-01-24"."""
    figures = in_figures(lowers[i], published)
    if figures is not None:
        return DateMatch(i, i + 1, figures, "day", "explicit")
    j = i + 1 if lowers[i] in ("día",) else i
    day = day_number(word_at(lowers, j))
    if day is None:
        return None
    k = j + 2 if word_at(lowers, j + 1) in ("de", "del") else j + 1
    if word_at(lowers, k) == "mes":
        return None
    month = MONTHS.get(word_at(lowers, k))
    if month is None:
        return None
    end = k + 1
    if word_at(lowers, end) in BACK:
        return DateMatch(i, end + 1, last_such_day(month, day, published), "day", "explicit")
    year, end = year_behind(lowers, end, published)
    if year is None:
        return DateMatch(i, end, nearest(month, day, published, looks_ahead(lowers, i)), "day", "explicit")
    return DateMatch(i, end, date(year, month, day), "day", "explicit")


def _feast(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    for name, (month, day) in FEASTS.items():
        if tuple(lowers[i : i + len(name)]) == name:
            year, end = year_behind(lowers, i + len(name), published)
            when = nearest(month, day, published, looks_ahead(lowers, i)) if year is None else date(year, month, day)
            return DateMatch(i, end, when, "day", "explicit")
    return None


def _weekday(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "el lunes", "este lunes", "el lunes pasado", "el próximo lunes", "lunes 24 de enero"."""
    j = i
    while j < i + 3 and (word_at(lowers, j) in THE | THIS | BACK | ON):
        j += 1
    if word_at(lowers, j) not in WEEKDAYS or word_at(lowers, j - 1) in ("los", "las") or (j > i and lowers[i] == "los"):
        return None
    k = j + 1 + (word_at(lowers, j + 1) == ",")
    if k < len(lowers) and lowers[k]:
        full = _full_date(lowers, k, published)
        if full is not None:
            return DateMatch(i, full.end, full.date, "day", "explicit")
    step, end = turned(lowers, i, j)
    if word_at(lowers, end) == "santo":
        return None
    if list(lowers[end : end + 2]) in (["por", "la"], ["en", "la"], ["a", "la"]) and word_at(lowers, end + 2) in PARTS:
        end += 3
    back = (published.weekday() - WEEKDAYS[lowers[j]]) % 7
    if step > 0 or (step == 0 and looks_ahead(lowers, i)):
        return DateMatch(i, end, published + timedelta(days=7 - back if back or step else 0), "day", "relative")
    return DateMatch(i, end, published - timedelta(days=(back or 7) if step < 0 else back), "day", "relative")


def _month(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "en enero", "enero de 2022", "el pasado mayo", "en marzo pasado", "el próximo junio"."""
    j = i
    while j < i + 2 and word_at(lowers, j) in THE | BACK | ON:
        j += 1
    number = MONTHS.get(word_at(lowers, j))
    day = i - 2 if word_at(lowers, i - 1) == "de" else i - 1
    if number is None or (j == i and day_number(word_at(lowers, day)) is not None):
        return None
    step, end = turned(lowers, i, j)
    if step == 0:
        year, behind = year_behind(lowers, end, published)
        if year is not None:
            return DateMatch(i, behind, date(year, number, 1), "month", "explicit")
        if i == 0 or lowers[i - 1] not in ("en", "de", "desde", "hasta", "durante", "mes", "a", "para", "y", "entre"):
            return None
    this_year = date(published.year, number, 1)
    if step > 0 or (step == 0 and looks_ahead(lowers, i)):
        first = this_year if this_year > published else date(published.year + 1, number, 1)
    elif step < 0 and number >= published.month:
        first = date(published.year - 1, number, 1)
    else:
        first = this_year if this_year <= published else date(published.year - 1, number, 1)
    return DateMatch(i, end, first, "month", "relative")


def _near_day(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "hoy", "ayer", "anoche", "anteayer", "mañana", "pasado mañana", "esta madrugada"."""
    word, then = lowers[i], word_at(lowers, i + 1)
    offset, end = None, i + 1
    if word == "hoy":
        offset = 0
    elif word in ("ayer", "anoche"):
        offset = -1
    elif word in ("anteayer", "antier", "anteanoche"):
        offset = -2
    elif word == "antes" and list(lowers[i + 1 : i + 3]) == ["de", "ayer"]:
        offset, end = -2, i + 3
    elif word == "pasado" and then == "mañana":
        offset, end = 2, i + 2
    elif word == "esta" and then in PARTS:
        offset, end = 0, i + 2
    elif word == "mañana" and word_at(lowers, i - 1) not in ("la", "de", "una", "cada", "esta", "media", "del", "toda"):
        offset = 1
    elif word in ("última", "primera") and then in ("hora", "horas"):
        offset, end = 0, i + 2
    if offset is None:
        return None
    if list(lowers[end : end + 2]) in (["por", "la"], ["en", "la"], ["a", "la"]) and word_at(lowers, end + 2) in PARTS:
        end += 3
    elif word in ("ayer", "hoy") and word_at(lowers, end) in WEEKDAYS:
        end += 1
    return DateMatch(i, end, published + timedelta(days=offset), "day", "relative")


def _span(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "la semana pasada", "este mes", "el próximo año", "el pasado fin de semana", "este verano"."""
    if lowers[i] not in THE | THIS:
        return None
    j = i + 1
    if word_at(lowers, j) in BACK | ON:
        j += 1
    if list(lowers[j : j + 3]) == ["fin", "de", "semana"]:
        step, end = turned(lowers, i, j)
        step = step or (1 if list(lowers[j + 3 : j + 5]) == ["que", "viene"] or word_at(lowers, j + 3) in ON else 0)
        end = j + 3 + (word_at(lowers, j + 3) in BACK | ON)
        saturday = published - timedelta(days=(published.weekday() - 5) % 7)
        on = step > 0 or (step == 0 and published.weekday() < 5 and looks_ahead(lowers, i))
        return DateMatch(i, end, saturday + timedelta(days=7 * on), "month", "relative")
    unit = word_at(lowers, j)
    if unit not in ("semana", "mes", "año") and unit not in SEASONS:
        return None
    step, end = turned(lowers, i, j)
    if step == 0 and lowers[i] not in THIS:
        return None
    if unit == "semana":
        monday = published - timedelta(days=published.weekday())
        return DateMatch(i, end, monday + timedelta(days=7 * step), "month", "relative")
    if unit == "mes":
        return DateMatch(i, end, shift_months(published, step), "month", "relative")
    if unit == "año":
        return DateMatch(i, end, date(published.year + step, 1, 1), "year", "relative")
    first = date(published.year, SEASONS[unit], 1)
    year = published.year + (step if step > 0 or first > published else 0)
    return DateMatch(i, end, date(year, SEASONS[unit], 1), "month", "relative")


def _ago(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "hace tres días", "hace una semana", "hace 20 años", "dos días atrás", "hace décadas"."""
    lead = lowers[i] == "hace"
    j = i + 1 if lead else i
    if (
        lead
        and word_at(lowers, j) in ("unos", "unas", "apenas", "casi", "más")
        and count_of(word_at(lowers, j + 1)) is not None
    ):
        j += 1
    if lead and list(lowers[j : j + 2]) == ["más", "de"]:
        j += 2
    vague = word_at(lowers, j) in SOME
    number = 3 if vague else count_of(word_at(lowers, j))
    if lead and number is None and word_at(lowers, j).removesuffix("s") in YEARS_OF:
        number, vague, j = 2, True, j - 1
    if number is None:
        return None
    unit, end = word_at(lowers, j + 1).removesuffix("s"), j + 2
    if not lead:
        if word_at(lowers, end) != "atrás":
            return None
        end += 1
    if unit in ("hora", "minuto"):
        hours = 0 if unit == "minuto" or vague else number
        return (
            None
            if hours >= 12 and hours % 24
            else DateMatch(i, end, published - timedelta(hours // 24), "day", "relative")
        )
    if unit in DAYS_OF:
        precise = unit == "día" and not vague
        day = published - timedelta(days=number * DAYS_OF[unit])
        return DateMatch(i, end, day, "day" if precise else "month", "relative")
    if unit in ("mese", "me"):  # "meses" and "mes" without their s
        return DateMatch(i, end, shift_months(published, -number), "month", "relative")
    years = number * YEARS_OF.get(unit, 0)
    if not years or published.year - years < 1:
        return None
    return DateMatch(i, end, date(published.year - years, 1, 1), "year", "relative")


def _day_of_month(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "el pasado 24", "el día 24"."""
    if lowers[i] not in THE or word_at(lowers, i + 1) not in BACK | ON | {"día"}:
        return None
    if not word_at(lowers, i + 2).isdecimal():
        return None
    full = _full_date(lowers, i + 2, published)
    if full is not None:
        day = full.date
        if word_at(lowers, i + 1) in BACK and day > published:
            day = day.replace(year=day.year - 1)
        return DateMatch(i, full.end, day, "day", "explicit")
    number = day_number(word_at(lowers, i + 2))
    follower = word_at(lowers, i + 3)
    if number is None or follower.endswith("s"):
        return None
    ahead = lowers[i + 1] in ON or (lowers[i + 1] not in BACK and looks_ahead(lowers, i))
    first = (
        published
        if (number >= published.day if ahead else number <= published.day)
        else shift_months(published, 1 if ahead else -1)
    )
    return DateMatch(i, i + 3, date(first.year, first.month, number), "day", "relative")


def _year(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "en 2014", "durante 1997", "los años noventa", "el siglo XIX"; "de 1994" as an attribute."""
    word = lowers[i]
    if word == "siglo" and word_at(lowers, i + 1) in ROMAN:
        return DateMatch(i, i + 2, date(100 * (ROMAN[lowers[i + 1]] - 1), 1, 1), "year", "explicit")
    if word == "años" and (decade := decade_of(word_at(lowers, i + 1), published)) is not None:
        return DateMatch(i, i + 2, date(decade, 1, 1), "year", "explicit")
    if word == "década" and word_at(lowers, i + 1) in ("de", "del"):
        j = i + 3 if word_at(lowers, i + 2) in ("los", "años") else i + 2
        if (decade := decade_of(word_at(lowers, j), published)) is not None:
            return DateMatch(i, j + 1, date(decade, 1, 1), "year", "explicit")
    number = year_number(word)
    before = word_at(lowers, i - 1)
    if number is None or word_at(lowers, i + 1) in NO_COUNTS or number > published.year + 20:
        return None
    if i == 0:
        return (
            DateMatch(i, i + 1, date(number, 1, 1), "year", "explicit")
            if word_at(lowers, 1) in (":", "-", "–")
            else None
        )
    if before in ("de", "del") and not (i > 1 and lowers[i - 2] in MONTHS):
        if lowers[max(i - 2, 0)] in ("principios", "finales", "mediados", "fines", "partir"):
            return DateMatch(i, i + 1, date(number, 1, 1), "year", "explicit")
        plain = number >= published.year or number < 1800
        return None if plain else DateMatch(i, i + 1, date(number, 1, 1), "year", "explicit", attribute=True)
    if before not in YEAR_LEADERS and before != "(":
        return None
    if before in ("y", "el", "a") and not 1900 <= number <= published.year + 20:
        return None
    return DateMatch(i, i + 1, date(number, 1, 1), "year", "explicit")


_READERS: tuple[Reader, ...] = (
    _weekday,
    _day_of_month,
    _full_date,
    _feast,
    _month,
    _near_day,
    _span,
    _ago,
    _year,
)
