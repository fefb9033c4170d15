"""Word pieces of a text, as BERT's uncased vocabulary has them, with where each stands.

The usual library for this brings a client of a model hub and all that it needs along; the algorithm is a page
(Wu et al. 2016; the rules of the original ``BasicTokenizer`` and ``WordpieceTokenizer``).
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

_LONGEST = 100  # characters of a word that is looked up at all
_ASCII_MARKS = frozenset("$+<=>^`|~")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a text by number, between the marks of begin and end, and the characters that each covers."""

    ids: list[int]
    spans: list[tuple[int, int]]


class Vocabulary:
    """The known pieces; those within a word begin with ``##``."""

    def __init__(self, pieces: list[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(pieces)}
        self._begin, self._end, self._unknown = (self._ids[mark] for mark in ("[CLS]", "[SEP]", "[UNK]"))

    @classmethod
    def load(cls, path: Path) -> Self:
        """The vocabulary of a file with one piece a line."""
        return cls(path.read_text(encoding="utf-8").split("\n")[:-1])

    def split(self, text: str, most: int) -> Pieces:
        """The pieces of ``text``; no more than ``most``, the marks of begin and end among them."""
        ids, spans = [self._begin], [(0, 0)]
        for letters, places in _words(text):
            for number, first, last in self._pieces(letters):
                ids.append(number)
                spans.append((places[first], places[last - 1] + 1))
            if len(ids) >= most:
                break
        return Pieces([*ids[: most - 1], self._end], [*spans[: most - 1], (0, 0)])

    def _pieces(self, word: str) -> list[tuple[int, int, int]]:
        """The longest known pieces from left to right, or one unknown for all of the word."""
        whole = [(self._unknown, 0, len(word))]
        if len(word) > _LONGEST:
            return whole
        found: list[tuple[int, int, int]] = []
        start = 0
        while start < len(word):
            end = len(word)
            while end > start and (("##" if start else "") + word[start:end]) not in self._ids:
                end -= 1
            if end == start:
                return whole
            found.append((self._ids[("##" if start else "") + word[start:end]], start, end))
            start = end
        return found


def _words(text: str) -> Iterator[tuple[str, list[int]]]:
    """Words and single marks in small letters without accents, with the place of each letter in ``text``."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain, alone = _plain(character)
        if plain != " " and not alone:
            letters += plain
            places += [place] * len(plain)
            continue
        if letters:
            yield "".join(letters), places
            letters, places = [], []
        if alone:
            yield plain, [place]
    if letters:
        yield "".join(letters), places


@lru_cache(maxsize=4096)
def _plain(character: str) -> tuple[str, bool]:
    """A character as it is looked up (a blank where words part, nothing where it is left out), and if it is a word."""
    if character in "\t\n\r" or unicodedata.category(character) == "Zs":
        return " ", False
    if unicodedata.category(character).startswith("C") or character == "\ufffd":
        return "", False
    mark = unicodedata.category(character).startswith("P") or character in _ASCII_MARKS
    if mark or 0x4E00 <= ord(character) <= 0x9FFF or 0x3400 <= ord(character) <= 0x4DBF:
        return character, True
    parts = unicodedata.normalize("NFD", character)
    return "".join(part for part in parts if unicodedata.category(part) != "Mn").lower(), False
