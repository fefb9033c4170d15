"""The contexts of PLOVER that the words of a sentence tell (``data/contexts.tsv``)."""

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.event.inflection import forms


@dataclass(frozen=True, slots=True)
class Contexts:
    """Contexts by the written forms of the words that tell them."""

    by_word: Mapping[str, tuple[str, ...]]

    @classmethod
    def load(cls, path: Path = DATA / "contexts.tsv", forms: Callable[[str, str], Set[str]] = forms) -> "Contexts":
        """The word lists; raises LexiconError naming file and line."""
        found: dict[str, tuple[str, ...]] = {}
        for row in read_rows(path, 2, 2):
            name, words = row.cells
            for word in words.split():
                for form in forms(word, "n"):
                    if name not in found.get(form, ()):
                        found[form] = (*found.get(form, ()), name)
        return cls(found)

    def of(self, words: Iterable[str]) -> tuple[str, ...]:
        """The contexts of a sentence of lower-case tokens, in alphabetical order."""
        return tuple(sorted({name for word in words for name in self.by_word.get(word, ())}))
