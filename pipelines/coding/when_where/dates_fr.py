"""Days that a French sentence names, resolved against the day of its report.

The same as ``dates.py`` for English: bounds ("depuis 2014", "jusqu'à vendredi") date nothing, a week is given by its
first day with precision "month", and the year behind a noun ("le génocide de 1994") as an attribute of that noun.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from pipelines.coding.when_where.calendar import nearest, shift_months, year_number
from pipelines.coding.when_where.calendar_fr import (
    BACK,
    BOUNDS,
    CENTURIES,
    DAYS_OF,
    FEASTS,
    FROM_ANOTHER,
    LINKS,
    MONTHS,
    NO_COUNTS,
    ON,
    PARTS,
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

_MONTH_LEADERS = frozenset("en de d' depuis mois dès jusqu' et entre fin début mi mi- courant du au à pour".split())


def find_dates(words: Sequence[str], published: date) -> list[DateMatch]:
    """The dates in a tokenised sentence of a report of the day ``published``, left to right, none overlapping."""
    return [match for match, bound in read_days(words, published, _READERS, _is_bound) if not bound]


def find_bounds(words: Sequence[str], published: date) -> list[DateMatch]:
    """The dates that a sentence names as the end of a stretch of time: "depuis 2014", "jusqu'à vendredi"."""
    return [match for match, bound in read_days(words, published, _READERS, _is_bound) if bound]


def _is_bound(lowers: Sequence[str], match: DateMatch) -> bool:
    i = match.start - 1
    while i >= 0 and lowers[i] in LINKS:
        i -= 1
    if lowers[max(match.start - 3, 0) : match.start] in (
        ["à", "partir", "de"],
        ["à", "partir", "du"],
        ["à", "partir", "d'"],
    ):
        return True
    return i >= 0 and lowers[i] in BOUNDS


def _full_date(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "24 janvier 2022", "le lundi 24 janvier", "1er mai", "24/01/2022", "2022-01-24"."""
    figures = in_figures(lowers[i], published)
    if figures is not None:
        return DateMatch(i, i + 1, figures, "day", "explicit")
    j = i + 1 if lowers[i] == "le" else i
    day = day_number(word_at(lowers, j))
    month = MONTHS.get(word_at(lowers, j + 1))
    if day is None or month is None:
        return None
    end = j + 2
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
    """ "lundi", "ce lundi", "lundi dernier", "lundi prochain", "lundi 24 janvier", "dans la nuit de lundi à mardi"."""
    j = i
    while j < i + 2 and word_at(lowers, j) in THE | THIS:
        j += 1
    if word_at(lowers, j) not in WEEKDAYS or word_at(lowers, j - 1) in ("le", "les", "chaque", "tous"):
        return _weekday_and_day(lowers, i, j, published)
    full = _weekday_and_day(lowers, i, j, published)
    if full is not None:
        return full
    step, end = turned(lowers, i, j)
    if word_at(lowers, end) == "saint":
        return None
    if word_at(lowers, end) in PARTS:
        end += 1
    elif list(lowers[end : end + 2]) == ["dans", "la"] and word_at(lowers, end + 2) in PARTS:
        end += 3
    back = (published.weekday() - WEEKDAYS[lowers[j]]) % 7
    if step > 0 or (step == 0 and looks_ahead(lowers, i)):
        return DateMatch(i, end, published + timedelta(days=7 - back if back or step else 0), "day", "relative")
    return DateMatch(i, end, published - timedelta(days=(back or 7) if step < 0 else back), "day", "relative")


def _weekday_and_day(lowers: Sequence[str], i: int, j: int, published: date) -> DateMatch | None:
    if word_at(lowers, j) not in WEEKDAYS:
        return None
    k = j + 1 + (word_at(lowers, j + 1) == ",")
    full = _full_date(lowers, k, published) if word_at(lowers, k) else None
    return None if full is None else DateMatch(i, full.end, full.date, "day", "explicit")


def _month(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "en janvier", "janvier 2022", "en mai dernier", "juin prochain"."""
    number = MONTHS.get(lowers[i])
    if number is None or day_number(word_at(lowers, i - 1)) is not None:
        return None
    step, end = turned(lowers, i, i)
    if step == 0:
        year, behind = year_behind(lowers, end, published)
        if year is not None:
            return DateMatch(i, behind, date(year, number, 1), "month", "explicit")
        if word_at(lowers, i - 1) not in _MONTH_LEADERS:
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
    """ "aujourd'hui", "hier soir", "avant-hier", "demain", "après-demain", "ce matin", "cette nuit"."""
    word, then = lowers[i], word_at(lowers, i + 1)
    offset = {"aujourd'hui": 0, "hier": -1, "avant-hier": -2, "demain": 1, "après-demain": 2}.get(word)
    end = i + 1
    if word in THIS and then in PARTS:
        offset, end = 0, i + 2
    elif word == "avant" and list(lowers[i + 1 : i + 3]) == ["-", "hier"]:
        offset, end = -2, i + 3
    elif word == "la" and list(lowers[i + 1 : i + 3]) == ["nuit", "dernière"]:
        offset, end = 0, i + 3
    if offset is None:
        return None
    if word in ("hier", "demain") and word_at(lowers, end) in PARTS | WEEKDAYS.keys():
        end += 1
    return DateMatch(i, end, published + timedelta(days=offset), "day", "relative")


def _apart(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """A day told from another: "la veille", "l'avant-veille", "le lendemain", but not "à la veille du scrutin"."""
    days = FROM_ANOTHER.get(word_at(lowers, i + 1)) if lowers[i] in THE else None
    if days is None or lowers[i] == "au" or word_at(lowers, i + 2) in ("de", "du", "d'", "des"):
        return None
    return DateMatch(i, i + 2, published + timedelta(days=days), "day", "relative", apart=days)


def _span(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "la semaine dernière", "ce mois", "l'an prochain", "le week-end dernier", "cet été"."""
    if lowers[i] not in THE | THIS:
        return None
    j = i + 1
    if word_at(lowers, j) in BACK | ON:
        j += 1
    unit = word_at(lowers, j)
    step, end = turned(lowers, i, j)
    if unit in ("week-end", "weekend"):
        saturday = published - timedelta(days=(published.weekday() - 5) % 7)
        on = step > 0 or (step == 0 and published.weekday() < 5 and looks_ahead(lowers, i))
        return DateMatch(i, end, saturday + timedelta(days=7 * on), "month", "relative")
    if unit not in ("semaine", "mois", "année", "an") and unit not in SEASONS:
        return None
    if step == 0 and lowers[i] not in THIS:
        return None
    if unit == "semaine":
        monday = published - timedelta(days=published.weekday())
        return DateMatch(i, end, monday + timedelta(days=7 * step), "month", "relative")
    if unit == "mois":
        return DateMatch(i, end, shift_months(published, step), "month", "relative")
    if unit in ("année", "an"):
        return DateMatch(i, end, date(published.year + step, 1, 1), "year", "relative")
    first = date(published.year, SEASONS[unit], 1)
    year = published.year + (step if step > 0 or first > published else 0)
    return DateMatch(i, end, date(year, SEASONS[unit], 1), "month", "relative")


def _ago(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "il y a trois jours", "il y a une semaine", "il y a plus de 20 ans", "trois jours plus tôt"."""
    lead = list(lowers[i : i + 3]) == ["il", "y", "a"]
    j = i + 3 if lead else i
    if lead and list(lowers[j : j + 2]) in (["plus", "de"], ["moins", "de"], ["près", "de"]):
        j += 2
    elif lead and word_at(lowers, j) in ("environ", "presque", "à"):
        j += 2 if lowers[j] == "à" else 1
    vague = word_at(lowers, j) in SOME
    number = 3 if vague else count_of(word_at(lowers, j))
    if number is None:
        return None
    unit, end = word_at(lowers, j + 1), j + 2
    if not lead:
        if list(lowers[end : end + 2]) not in (["plus", "tôt"], ["auparavant"], ["avant"]):
            return None
        end += 2
    single = unit.removesuffix("s")
    if single in ("heure", "minute"):
        hours = 0 if single == "minute" or vague else number
        return (
            None
            if hours >= 12 and hours % 24
            else DateMatch(i, end, published - timedelta(hours // 24), "day", "relative")
        )
    if single in DAYS_OF:
        precise = single == "jour" and not vague
        day = published - timedelta(days=number * DAYS_OF[single])
        return DateMatch(i, end, day, "day" if precise else "month", "relative")
    if unit == "mois":
        return DateMatch(i, end, shift_months(published, -number), "month", "relative")
    years = number * YEARS_OF.get(single, 0)
    if not years or published.year - years < 1:
        return None
    return DateMatch(i, end, date(published.year - years, 1, 1), "year", "relative")


def _day_of_month(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "le 24 dernier", "le 24 courant"."""
    number = day_number(word_at(lowers, i + 1))
    if lowers[i] != "le" or number is None or word_at(lowers, i + 2) not in BACK | ON | {"courant"}:
        return None
    ahead = lowers[i + 2] in ON
    behind = number >= published.day if ahead else number <= published.day
    first = published if behind else shift_months(published, 1 if ahead else -1)
    return DateMatch(i, i + 3, date(first.year, first.month, number), "day", "relative")


def _year(lowers: Sequence[str], i: int, published: date) -> DateMatch | None:
    """ "en 2014", "les années 1990", "le XIXe siècle"; "de 1994" as an attribute."""
    word = lowers[i]
    if word in CENTURIES and word_at(lowers, i + 1) == "siècle":
        return DateMatch(i, i + 2, date(100 * (CENTURIES[word] - 1), 1, 1), "year", "explicit")
    if word == "années" and (decade := decade_of(word_at(lowers, i + 1), published)) is not None:
        return DateMatch(i, i + 2, date(decade, 1, 1), "year", "explicit")
    number = year_number(word)
    before = word_at(lowers, i - 1)
    if number is None or word_at(lowers, i + 1) in NO_COUNTS or number > published.year + 20:
        return None
    if i == 0:
        alone = word_at(lowers, 1) in (":", "-", "–")
        return DateMatch(i, i + 1, date(number, 1, 1), "year", "explicit") if alone else None
    if before in ("de", "du", "d'"):
        plain = number >= published.year or number < 1800
        return None if plain else DateMatch(i, i + 1, date(number, 1, 1), "year", "explicit", attribute=True)
    if before not in YEAR_LEADERS and before not in ("(", "année", "an"):
        return None
    if before in ("et", "l'", "à") and not 1900 <= number <= published.year + 20:
        return None
    return DateMatch(i, i + 1, date(number, 1, 1), "year", "explicit")


_READERS: tuple[Reader, ...] = (
    _weekday,
    _day_of_month,
    _full_date,
    _feast,
    _month,
    _near_day,
    _apart,
    _span,
    _ago,
    _year,
)
