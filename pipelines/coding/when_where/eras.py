"""What a sentence names that was over before its report: "under Franco", "Soviet troops" (eras.tsv)."""

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.sentence.phrases import PhraseTable, fold, parts_of


def eras_over(parse: Parse, published: date) -> frozenset[int]:
    """The tokens that name what was over before the year of the report."""
    eras, lowers = _eras(DATA), parse.lowers
    if parse.language != ENGLISH:
        eras, lowers = _eras(DATA / parse.language), [fold(word.lower()) for word in parse.printed]
    found: set[int] = set()
    for i, word in enumerate(lowers):
        if word not in eras or (i > 1 and lowers[i - 1] == "-" and lowers[i - 2] in ("neo", "post", "ex", "non")):
            continue
        match = eras.longest(lowers, i)
        if match is not None and min(match[1]) < published.year and not _is_of_that_era(lowers, match[0]):
            found.update(range(i, match[0]))
    return frozenset(found)


def _is_of_that_era(lowers: Sequence[str], end: int) -> bool:
    """Whether the phrase only dates a thing: "a Soviet-era tank"."""
    return list(lowers[end : end + 2]) in (
        ["-", "era"],
        ["-", "style"],
        ["-", "made"],
        ["-", "built"],
        ["-", "inspired"],
    )


@cache
def _eras(folder: Path) -> PhraseTable[int]:
    table: PhraseTable[int] = PhraseTable()
    for row in read_rows(folder / "eras.tsv", 2, 2):
        for phrase in parts_of(row.cells[0]):
            table.add(phrase, int(row.cells[1]))
    return table
