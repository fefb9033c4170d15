"""What a report is about, by the marks that it holds: politics, or sport, business, science, culture or crime."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.coding.datafiles import DATA, read_rows

POLITICS = "politics"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.&][^\W_]+)*", re.UNICODE)
# "won 3-1", "6-4, 6-2"; not "2004-05" or "10-12 years".
_RESULT = re.compile(r"(?<![\d-])\d{1,3}-\d{1,3}(?:,? \d-\d)*(?![\d-]| (?:years?|days?|months?|hours?|percent)\b)")
_LEAST = 3  # marks by weight that tell a genre
_LEAST_ALONE = 2  # those that tell one where nothing speaks of politics
_RESULT_WEIGHT = 2


@dataclass(frozen=True, slots=True)
class Genres:
    """The marks of each genre: weights by the words of a mark, and marks by their first word."""

    marks: Mapping[tuple[str, ...], tuple[tuple[str, int], ...]]
    openings: Mapping[str, tuple[tuple[str, ...], ...]]

    @classmethod
    def load(cls, path: Path = DATA / "genres.tsv") -> "Genres":
        """The marks; raises LexiconError naming file and line."""
        marks: dict[tuple[str, ...], tuple[tuple[str, int], ...]] = {}
        for row in read_rows(path, 3, 3):
            genre, weight, words = row.cells
            if not weight.isdigit():
                raise row.error(f"weight {weight!r} is no number")
            for mark in words.split():
                key = tuple(mark.split("_"))
                marks[key] = (*marks.get(key, ()), (genre, int(weight)))
        openings: dict[str, tuple[tuple[str, ...], ...]] = {}
        for key in marks:
            openings[key[0]] = (*openings.get(key[0], ()), key)
        return cls(marks, openings)

    def weigh(self, texts: Iterable[str]) -> Counter[str]:
        """What the marks in ``texts`` weigh for each genre, each mark once."""
        found: set[tuple[str, ...]] = set()
        results = 0
        for text in texts:
            words = [word.lower().removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text)]
            for place, word in enumerate(words):
                for mark in self.openings.get(word, ()):
                    if len(mark) == 1 or tuple(words[place : place + len(mark)]) == mark:
                        found.add(mark)
            results += len(_RESULT.findall(text))
        weights: Counter[str] = Counter()
        for mark in found:
            for genre, weight in self.marks.get(mark, ()):
                weights[genre] += weight
        if results:
            weights["sport"] += _RESULT_WEIGHT
        return weights

    def of(self, texts: Iterable[str]) -> str:
        """The genre of ``texts``, as ``heaviest`` has it."""
        return self.heaviest(self.weigh(texts))

    def heaviest(self, weights: Counter[str]) -> str:
        """The genre that weighs most, politics where none does or a tie is; "" where hardly a mark is found."""
        if not weights:
            return ""
        best = max(sorted(weights, key=lambda genre: (genre != POLITICS, genre)), key=lambda genre: weights[genre])
        return best if weights[best] >= (_LEAST if weights[POLITICS] else _LEAST_ALONE) else ""
