"""Make ``data/actors/people.txt``, the nouns for people and groups of people, from WordNet 3.0's database of nouns.

    python -m pipelines.coding.who.make_people /usr/share/wordnet     # Debian's package wordnet-base

A noun is in if its commonest sense, the first in WordNet's order, is a person, people or a social group.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from pipelines.coding.datafiles import DATA

_PERSON = "18"  # WordNet's file of nouns for persons
_ROOTS = frozenset({"social_group", "people"})
_LICENCE = """\
# Nouns whose commonest sense is a person or a group of people; made by pipelines/coding/who/make_people.py.
# From WordNet 3.0, Copyright 2006 by Princeton University. All rights reserved. Its licence stands in NOTICE.
"""


def people(folder: Path) -> list[str]:
    """The nouns, in the order of the alphabet."""
    files: dict[str, str] = {}
    above: dict[str, list[str]] = {}
    spelled: dict[str, set[str]] = {}
    roots = set()
    for line in _lines(folder / "data.noun"):
        cells = line.split()
        synset, files[cells[0]] = cells[0], cells[1]
        if int(cells[3], 16) and cells[4] in _ROOTS and cells[1] == "14":
            roots.add(synset)
        spelled[synset] = set(cells[4 : 4 + 2 * int(cells[3], 16) : 2])
        above[synset] = [cells[i + 1] for i, cell in enumerate(cells) if cell in ("@", "@i")]
    found = set()
    for line in _lines(folder / "index.noun"):
        cells = line.split()
        first = cells[-int(cells[2])]
        common = cells[0].isalpha() and len(cells[0]) > 2 and cells[0] in spelled[first]
        if common and (files[first] == _PERSON or _is_below(first, roots, above)):
            found.add(cells[0])
    return sorted(found)


def _is_below(synset: str, roots: set[str], above: dict[str, list[str]]) -> bool:
    return synset in roots or any(_is_below(parent, roots, above) for parent in above.get(synset, ()))


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as file:
        yield from (line for line in file if not line.startswith(" "))


if __name__ == "__main__":
    nouns = people(Path(sys.argv[1]))
    (DATA / "actors" / "people.txt").write_text(_LICENCE + "\n".join(nouns) + "\n", encoding="utf-8")
