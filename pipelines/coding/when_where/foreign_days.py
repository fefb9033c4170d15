"""The days that a sentence which is not parsed names in the languages beside English, and what tells of days before."""

import re
from datetime import date
from typing import Final

from pipelines.coding.when_where.days import DateMatch
from pipelines.coding.when_where.named_days import read_days

_WORD = re.compile(r"aujourd'hui|[^\W_]+(?:[./-][^\W_]+)*['.]?|[^\w\s]")
_PLAIN = str.maketrans("’\u00a0\u202f", "'  ")
# What tells of a day before the one that a report tells of: "avaient défilé jeudi".
_HAD: Final = {
    "en": frozenset({"had"}),
    "es": frozenset({"había", "habían"}),
    "fr": frozenset({"avait", "avaient"}),
    "ru": frozenset[str](),
}


def had(language: str) -> frozenset[str]:
    """The words by which a language tells what went before."""
    return _HAD[language]


def words_in(sentence: str) -> list[str]:
    """The words of a sentence in lower case, an article without its vowel for itself."""
    return _WORD.findall(sentence.translate(_PLAIN).lower().rstrip("\"'»”’ .!?"))


def days_in(sentence: str, published: date, language: str) -> list[DateMatch]:
    """The days up to ``published`` on which something may have happened by a sentence, and those told from another."""
    found = read_days(words_in(sentence), published, language)
    return [match for match in found if not match.attribute and (match.apart is not None or match.date <= published)]
