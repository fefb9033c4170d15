"""The closed sets of words in ``data/words.tsv`` that the rules of syntax ask for, and those of other languages."""

from functools import cache
from pathlib import Path

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.glosses import LANGUAGES, glosses_of


@cache
def _lists(path: Path) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in read_rows(path, 2, 2):
        if row.cells[0] in found:
            raise row.error(f"the list {row.cells[0]} stands twice")
        found[row.cells[0]] = frozenset(row.cells[1].split())
    return found


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of the list ``name``; raises KeyError for an unknown one, LexiconError naming file and line.

    Words of other languages are among them as the rules see them, marked. What has an English gloss is not: the
    English list decides, and English is read as if there were no other language.
    """
    words = _lists(DATA / "words.tsv")[name]
    for language in LANGUAGES:
        path = DATA / language / "words.tsv"
        if path.exists() and name in (lists := _lists(path)):
            words |= {word for word in glosses_of(language).all_seen(lists[name]) if word.startswith(f"{language}:")}
    return words


@cache
def unmarked(name: str) -> frozenset[str]:
    """The words of the list ``name`` as they are printed, for what is no longer seen by its parse."""
    return frozenset(word.partition(":")[2] or word for word in word_list(name))
