"""The lists of Russian words that rules ask for; they need no parser, so that English can be read without one."""

from functools import cache

from pipelines.coding.datafiles import DATA, read_rows


@cache
def listed(name: str) -> frozenset[str]:
    """The words in a list of ``data/ru/grammar.tsv``; raises LexiconError naming file and line."""
    rows = {row.cells[0]: row.cells[1].split() for row in read_rows(DATA / "ru" / "grammar.tsv", 2, 2)}
    return frozenset(rows[name])
