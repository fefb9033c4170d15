"""What the layouts of other event data have in common: lines with tabs, in which no text holds a quotation mark."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import permutations, product
from pathlib import Path
from typing import Any, Final

from connectors.plain import one_line
from pipelines.asking.store import Record
from pipelines.coding.datafiles import DATA, read_rows

_ID_DIGITS: Final = 13
"""As many hexadecimal digits of an event's id as a number of 53 bits holds, which R and JavaScript count in."""
_STRIPPED: Final = str.maketrans("", "", '"\\')


def pairs(event: Record) -> Iterator[tuple[Any, Any]]:
    """Each source with each target, None where there is none; of a reciprocal event each party with every other."""
    sources, targets = event["sources"], event["targets"]
    if event["reciprocal"] and len(sources) > 1:
        return permutations(sources, 2)
    return product(sources or [None], targets or [None])


def number_of(digest: str) -> int:
    """A number for an id, of at most 52 bits."""
    return int(digest[:_ID_DIGITS], 16)


def plain_text(text: str | None) -> str:
    """The text on a line, without what readers take for quoting."""
    return one_line(text or "").translate(_STRIPPED)


def plain_number(value: float | None) -> str:
    """The number, or nothing."""
    return "" if value is None else str(value)


def country_name(code: str | None) -> str:
    """What the country is called, or nothing."""
    return second_column("coding/data/actors/countries.tsv", 5).get(code or "", "").split("|")[0]


@cache
def second_column(name: str, cells: int) -> Mapping[str, str]:
    """The second column of a data file by its first."""
    return {row.cells[0]: row.cells[1] for row in read_rows(Path(DATA).parents[1] / name, cells, cells)}
