"""Sentences that give capitals to every letter or word, as the parser wants to read them."""

import re
from collections.abc import Iterator
from functools import cache

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.sentence.phrases import fold, parts_of
from pipelines.coding.wordlists import word_list

_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]\.?)*")
_CAPITALS_FROM = 0.9  # of the letters, and three words
_PLAIN = word_list("label_links") | word_list("pronouns") | word_list("clausal") | word_list("plain_words")
_NAMES = ("organisations", "groups", "parties", "leaders")


def readable(sentence: str) -> str:
    """A sentence that is all in capitals, in lower case but for names; any other as it is."""
    if not sentence[:8].isupper():
        return sentence
    letters = sum(map(str.isalpha, sentence))
    capitals = sum(map(str.isupper, sentence))
    if not letters or capitals < _CAPITALS_FROM * letters or len(sentence) != len(sentence.lower()):
        return sentence
    words = list(_WORD.finditer(sentence))
    if len(words) < 3:
        return sentence
    names, longest = _names()
    pieces = list(sentence.lower())
    i = 0
    while i < len(words):
        for length in range(min(longest, len(words) - i), 0, -1):
            key = tuple(fold(word.group().lower()) for word in words[i : i + length])
            if (name := names.get(key)) is not None:
                break
        else:
            i += 1
            continue
        for word, part in zip(words[i : i + length], name, strict=True):
            if len(part) == len(word.group()):
                pieces[word.start() : word.end()] = part
        i += length
    first = next(at for at, sign in enumerate(pieces) if sign.isalpha())
    pieces[first] = pieces[first].upper()
    return "".join(pieces)


def is_place(phrase: str) -> bool:
    """Whether a phrase names a country, a region or a large city, or is of one: "South African"."""
    return fold(phrase) in _place_names()


@cache
def _place_names() -> frozenset[str]:
    return frozenset(map(fold, _places()))


@cache
def _names() -> tuple[dict[tuple[str, ...], tuple[str, ...]], int]:
    """Names by their words in lower case, and how many words the longest has."""
    names: dict[tuple[str, ...], tuple[str, ...]] = {}
    for phrase in _phrases():
        words = tuple(_WORD.findall(fold(phrase)))
        low = tuple(word.lower() for word in words)
        if words and any(word[0].isupper() for word in words) and not (len(low) == 1 and low[0] in _PLAIN):
            names.setdefault(low, words)
    return names, max(map(len, names))


def _places() -> Iterator[str]:
    for row in read_rows(DATA / "actors" / "countries.tsv", 5, 5):
        for cell in row.cells[1:]:
            yield from parts_of(cell)
    for name in ("regions", "towns"):
        for row in read_rows(DATA / "places" / f"{name}.tsv", 7, 7):
            yield row.cells[0]
            yield from parts_of(row.cells[1])
    for row in read_rows(DATA / "places" / "large_cities.tsv", 2, 2):
        yield row.cells[0]


def _phrases() -> Iterator[str]:
    yield from _places()
    for name in _NAMES:
        for row in read_rows(DATA / "actors" / f"{name}.tsv", 7, 7):
            yield row.cells[0]
            yield from parts_of(row.cells[1])
    yield from (name.capitalize() for name in word_list("calendar"))
