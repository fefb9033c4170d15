"""A dictionary of phrases that is asked for the longest one at a place in a sentence."""

import re
import unicodedata
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from pipelines.coding.wordlists import word_list

Value = TypeVar("Value")

_MONTH_LEADS = word_list("month_leads")

# The splits that spaCy's English tokeniser makes within names: hyphens between letters, possessive endings, commas.
_SPLIT = re.compile(r"(?<=[^\W\d_])(-)(?=[^\W\d_])|('s|’s|')(?=\s|$)|(,)(?=\s|$)")


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """``word`` without accents: "Erdoğan" and "Erdogan" compare equal."""
    if word.isascii():
        return word
    plain = unicodedata.normalize("NFKD", word.replace("’", "'").replace("ı", "i").replace("ł", "l").replace("ø", "o"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def tokens_of(phrase: str) -> list[str]:
    """The tokens of a name as a tokenised sentence holds them."""
    return [token for token in _SPLIT.sub(lambda m: f" {m.group()} ", phrase).split() if token]


def as_names(words: Sequence[str]) -> tuple[list[str], list[int]]:
    """Words as names have them, and the place of each among ``words``: "Port-au-Prince" in parts, "d'Ivoire" as one."""
    parts: list[str] = []
    places: list[int] = []
    for at, word in enumerate(words):
        if parts and parts[-1] == "d'" and word[:1].isupper():
            parts[-1] += word
            continue
        split = tokens_of(word) if "-" in word[1:-1] else [word]
        parts += split
        places += [at] * len(split)
    return parts, [*places, len(words)]


def is_month_may(words: Sequence[str], place: int) -> bool:
    """Whether "May" is the month, by the words beside it: "in May", "3 May", "May 2018"."""
    before = words[place - 1].lower() if place else ""
    behind = words[place + 1] if place + 1 < len(words) else ""
    return before in _MONTH_LEADS or before[:1].isdigit() or behind[:1].isdigit()


def parts_of(cell: str) -> list[str]:
    """The entries of a data file's cell that lists several, "|" between them; "-" is an empty list."""
    return [] if cell == "-" else [part.strip() for part in cell.split("|")]


class PhraseTable(Generic[Value]):
    """Phrases of whole words, each with the values added under it, found by their first word.

    Behind a table may stand a larger one, which is left as it is and answers what the table does not hold.
    """

    def __init__(self, behind: "PhraseTable[Value] | None" = None) -> None:
        self._values: dict[tuple[str, ...], list[Value]] = {}
        self._lengths: dict[str, list[int]] = {}
        self._behind = behind

    def add(self, phrase: str, value: Value) -> None:
        """Put ``value`` under ``phrase``; several values under one phrase stay in the order of adding."""
        self.add_words(tokens_of(fold(phrase)), value)

    def add_words(self, words: Iterable[str], value: Value) -> None:
        """Put ``value`` under a phrase that is tokens already."""
        key = tuple(words)
        lengths = self._lengths.setdefault(key[0], [])
        if len(key) not in lengths:
            lengths.append(len(key))
            lengths.sort(reverse=True)
        self._values.setdefault(key, []).append(value)

    def add_once(self, phrase: str, value: Value) -> None:
        """Put ``value`` under ``phrase`` unless it stands there already."""
        words = tuple(tokens_of(fold(phrase)))
        if value not in self._values.get(words, ()):
            self.add_words(words, value)

    def get(self, phrase: str) -> list[Value] | None:
        """The values under exactly ``phrase``."""
        found = self._values.get(tuple(tokens_of(fold(phrase))))
        return self._behind.get(phrase) if found is None and self._behind is not None else found

    def items(self) -> Iterable[tuple[tuple[str, ...], list[Value]]]:
        """Each phrase with its values."""
        return self._values.items()

    def values(self) -> Iterable[list[Value]]:
        """The values of each phrase."""
        return self._values.values()

    def __contains__(self, word: object) -> bool:
        """Whether a phrase begins with ``word``."""
        return word in self._lengths or (self._behind is not None and word in self._behind)

    @property
    def first_words(self) -> Container[str]:
        """The words with which phrases begin."""
        return self._lengths if self._behind is None else self

    def longest(self, words: Sequence[str], start: int) -> tuple[int, list[Value]] | None:
        """The end and the values of the longest phrase that begins at ``start`` of the folded ``words``."""
        other = None if self._behind is None else self._behind.longest(words, start)
        for length in self._lengths.get(words[start], ()):
            key = tuple(words[start : start + length])
            values = self._values.get(key)
            if values is not None and (other is None or start + len(key) >= other[0]):
                return start + len(key), values
        return other
