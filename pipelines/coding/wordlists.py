"""The closed sets of words in ``data/words.tsv`` that the rules of syntax ask for."""

from functools import cache
from pathlib import Path

from pipelines.coding.datafiles import DATA, read_rows


@cache
def _lists(path: Path) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in read_rows(path, 2, 2):
        if row.cells[0] in found:
            raise row.error(f"the list {row.cells[0]} stands twice")
        found[row.cells[0]] = frozenset(row.cells[1].split())
    return found


def word_list(name: str) -> frozenset[str]:
    """The words of the list ``name``; raises KeyError for an unknown one, LexiconError naming file and line."""
    return _lists(DATA / "words.tsv")[name]
