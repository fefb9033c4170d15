"""How the rules see the words of another language: function words in English, all others marked as that language's.

The rules of syntax ask for closed sets of English words. A grammar gives them a foreign sentence in the same terms:
what ``data/<language>/glosses.tsv`` lists is seen as its English word, anything else as itself behind a mark, so that
one set may hold words of many languages and none is taken for another's.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from pipelines.coding.datafiles import DATA, read_rows

_ELIDED = re.compile(r"\b\w+'(?=\w)")

ENGLISH = "en"
BARE = frozenset({"es"})  # languages of which violence and protest are told though nobody and no place is named
LANGUAGES = tuple(sorted(path.parent.name for path in DATA.glob("*/glosses.tsv")))
"""The languages besides English that have data."""


HYPHENED: Final = frozenset({"fr"})
"""Languages whose parser leaves names with hyphens in one piece, and whose names are therefore known by their parts."""


@dataclass(frozen=True, slots=True)
class Glosses:
    """The glosses of a language: of single words, of phrases, and what else a preposition may be seen as."""

    language: str
    words: Mapping[str, str]
    phrases: Mapping[tuple[str, ...], str]
    others: Mapping[str, tuple[str, ...]]
    longest: int
    _seen: dict[str, str] = field(default_factory=dict)

    def seen(self, word: str) -> str:
        """How the rules see a word in lower case."""
        known = self._seen.get(word)
        if known is None:
            known = self.words.get(word) or (f"{self.language}:{word}" if word[:1].isalpha() else word)
            if len(self._seen) < 100_000:
                self._seen[word] = known
        return known

    def spelt(self, word: str) -> str:
        """How a word stands in names: function words in English, so that what is looked for around a name is found."""
        return self.words.get(word, word) if word.islower() else word

    def named(self, phrase: str) -> str:
        """A name as a parse has it, elided words apart: "ministre de l'intérieur"."""
        parted = _ELIDED.sub(lambda m: f"{m.group()} " if m.group().lower() in self.words else m.group(), phrase)
        return " ".join(map(self.spelt, parted.split(" ")))

    def all_seen(self, words: Iterable[str]) -> frozenset[str]:
        """How the rules see each of some words."""
        return frozenset(map(self.seen, words))

    def roles(self, role: str) -> tuple[str, ...]:
        """The places around an anchor that a role of the lexicon, often a preposition, stands for."""
        return (self.words.get(role, role), *self.others.get(role, ()))


@cache
def glosses_of(language: str) -> Glosses:
    """The glosses of a language; raises LexiconError naming file and line."""
    words: dict[str, str] = {}
    phrases: dict[tuple[str, ...], str] = {}
    others: dict[str, tuple[str, ...]] = {}
    for row in read_rows(DATA / language / "glosses.tsv", 2, 2):
        meant, *more = row.cells[1].split("|")
        for word in row.cells[0].split():
            parts = tuple(word.split("_"))
            if parts[0] == word:
                if word in words:
                    raise row.error(f"{word!r} has a gloss already")
                words[word] = meant
                if more:
                    others[word] = tuple(more)
            else:
                phrases[parts] = meant
    return Glosses(language, words, phrases, others, max(map(len, phrases), default=0))
