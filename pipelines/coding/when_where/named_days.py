"""The days that a parsed sentence names, by the calendar words of its language."""

from collections.abc import Callable, Sequence
from datetime import date

from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.when_where import dates, dates_es, dates_fr, dates_ru
from pipelines.coding.when_where.days import DateMatch

_Reader = Callable[[Sequence[str], date], list[DateMatch]]
_READERS: dict[str, tuple[_Reader, _Reader]] = {
    ENGLISH: (dates.find_dates, dates.find_bounds),
    "es": (dates_es.find_dates, dates_es.find_bounds),
    "fr": (dates_fr.find_dates, dates_fr.find_bounds),
    "ru": (dates_ru.find_dates, dates_ru.find_bounds),
}


def read_days(words: Sequence[str], published: date, language: str) -> list[DateMatch]:
    """The dates in the words of a sentence, as ``dates.find_dates`` gives them."""
    return _READERS[language][0](words, published)


def dates_of(parse: Parse, published: date) -> list[DateMatch]:
    """The dates in a sentence, as ``dates.find_dates`` gives them."""
    return _READERS[parse.language][0](parse.printed or parse.words, published)


def bounds_of(parse: Parse, published: date) -> list[DateMatch]:
    """The ends of stretches of time in a sentence, as ``dates.find_bounds`` gives them."""
    return _READERS[parse.language][1](parse.printed or parse.words, published)
