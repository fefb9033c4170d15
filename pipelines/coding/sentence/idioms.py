"""Idioms read as plain words of no more letters, so that every offset stays: "will down tools" is "will strike"."""

import re
from collections.abc import Sequence
from functools import partial

from pipelines.coding.datafiles import DATA, read_rows

_ROWS = [(row.cells[0], row.cells[1]) for row in read_rows(DATA / "idioms.tsv", 2, 2)]
_IDIOMS = [(re.compile(rf"\b{idiom}(?!\w)", re.IGNORECASE), plain) for idiom, plain in _ROWS]
_ANY = re.compile("|".join(rf"\b(?:{idiom.replace('(have|', '(?:have|')})(?!\w)" for idiom, _ in _ROWS), re.IGNORECASE)


def is_idiomatic(sentence: str) -> bool:
    """Whether a sentence holds an idiom that is read as plain words."""
    return _ANY.search(sentence) is not None


def plainly(sentence: str) -> str:
    """A sentence with its idioms in plain words, filled up with blanks to the same length."""
    if not is_idiomatic(sentence):
        return sentence
    for idiom, plain in _IDIOMS:
        sentence = idiom.sub(partial(_filled, plain), sentence)
    return sentence


def _filled(plain: str, found: re.Match[str]) -> str:
    return found.expand(plain).ljust(len(found.group()))


def as_printed(text: str, starts: Sequence[int], words: Sequence[str]) -> Sequence[str]:
    """The words as they stand in a text that was read plainly, each with what an idiom has beyond it."""
    ends = [*starts[1:], len(text)]
    printed = [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    return () if all(map(str.__eq__, map(str.lower, printed), map(str.lower, words))) else printed
