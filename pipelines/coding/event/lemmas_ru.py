"""The dictionary forms of Russian words: a verb's infinitive, of participles too, a noun's nominative.

Rules see Russian words by these. Of several that a written form may belong to, its part of speech, case and number
decide; "ё" is written "е".
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, Protocol

from pipelines.coding.who.cases_ru import analyser

_KINDS: Final[Mapping[str, frozenset[str]]] = {
    "VERB": frozenset({"VERB", "INFN", "PRTF", "PRTS", "GRND"}),
    "AUX": frozenset({"VERB", "INFN", "PRTF", "PRTS", "GRND"}),
    "NOUN": frozenset({"NOUN"}),
    "PROPN": frozenset({"NOUN"}),
    "ADJ": frozenset({"ADJF", "ADJS", "COMP", "PRTF", "PRTS"}),
    "DET": frozenset({"ADJF", "NPRO"}),
    "PRON": frozenset({"NPRO", "ADJF", "NOUN"}),
    "NUM": frozenset({"NUMR", "ADJF", "NOUN"}),
    "ADV": frozenset({"ADVB", "PRED", "COMP"}),
}
_MARKS: Final[Mapping[str, frozenset[str]]] = {
    "Nom": frozenset({"nomn"}),
    "Gen": frozenset({"gent", "gen1"}),
    "Par": frozenset({"gen2", "gent"}),
    "Dat": frozenset({"datv"}),
    "Acc": frozenset({"accs", "acc2"}),
    "Ins": frozenset({"ablt"}),
    "Loc": frozenset({"loct", "loc1", "loc2"}),
    "Voc": frozenset({"voct", "nomn"}),
    "Sing": frozenset({"sing"}),
    "Plur": frozenset({"plur"}),
}
"""How the dictionary marks the cases and numbers of Universal Dependencies."""
_NO_MARKS: Final[frozenset[str]] = frozenset()
_PARTICIPLES: Final = frozenset({"PRTF", "PRTS"})
_MOST: Final = 20_000  # words kept with their dictionary forms
_READ: Final = 2_000  # readings are large
_ANCHORS: Final = {"v": "VERB", "n": "NOUN", "a": "ADJ"}


class Reading(Protocol):
    """One of the words that a written form may be."""

    word: str
    normal_form: str
    score: float
    tag: Any

    def inflect(self, grammemes: set[str]) -> "Reading | None":
        """Another form of the same word."""


@lru_cache(_READ)
def readings(word: str) -> tuple[Reading, ...]:
    """What a written form in lower case may be, the likeliest first."""
    return tuple(analyser().parse(word))


def plain(word: str) -> str:
    """A word without the dots that print leaves out."""
    return word.replace("ё", "е").replace("Ё", "Е")


@lru_cache(_MOST)
def lemma_of(word: str, kind: str, case: str = "", number: str = "") -> str:
    """The dictionary form of a word of a sentence; ``kind`` and the rest as Universal Dependencies have them."""
    wanted = _KINDS.get(kind)
    if wanted is None:
        return plain(word)
    best = max(readings(word), key=lambda r: _fitness(r, wanted, case, number), default=None)
    return plain(word) if best is None else plain(_base(best, kind))


def _fitness(reading: Reading, wanted: frozenset[str], case: str, number: str) -> tuple[int, float]:
    tag = reading.tag
    agrees = 4 * (str(tag.POS) in wanted)
    agrees += 2 * _marked(tag, case) + _marked(tag, number)
    return agrees, reading.score


def _marked(tag: Any, feature: str) -> bool:
    return not tag.grammemes.isdisjoint(_MARKS.get(feature, _NO_MARKS))


def _base(reading: Reading, kind: str) -> str:
    if kind not in ("VERB", "AUX") and str(reading.tag.POS) in _PARTICIPLES:
        return as_adjective(reading)
    return reading.normal_form


def as_adjective(reading: Reading) -> str:
    """A participle or adjective as dictionaries would list it: "погибшими" is "погибший"."""
    base = reading.inflect({"nomn", "sing", "masc"})
    return plain(reading.normal_form if base is None else base.word)


@lru_cache(_MOST)
def called(word: str, case: str = "", number: str = "") -> str:
    """The dictionary form of an adjective or participle that stands for who is so: "протестующих", "раненые"."""
    adjectives = [r for r in readings(word) if str(r.tag.POS) in ("ADJF", "PRTF")]
    if not adjectives:
        return lemma_of(word, "NOUN", case, number)
    return as_adjective(max(adjectives, key=lambda r: _fitness(r, frozenset({"ADJF", "PRTF"}), case, number)))


def is_participle(word: str) -> bool:
    """Whether the likeliest reading of a word is a short passive participle: "убит"."""
    found = readings(word)
    return bool(found) and str(found[0].tag.POS) == "PRTS"


@lru_cache(_MOST)
def bases(word: str) -> frozenset[str]:
    """Every dictionary form that a written word may have, for looks at a text that nobody has parsed."""
    word = plain(word)
    found = {word}
    for reading in readings(word):
        found.add(plain(reading.normal_form))
        if str(reading.tag.POS) in _PARTICIPLES or str(reading.tag.POS) == "ADJF":
            found.add(as_adjective(reading))
    return frozenset(found | {base.removesuffix("ся") for base in found if base.endswith("ся")})


def forms(lemma: str, pos: str) -> frozenset[str]:
    """How rules see a word of the lexicon: by its dictionary form alone."""
    known = plain(lemma.lower())
    return frozenset({known, lemma_of(known, _ANCHORS[pos])})


def all_bases(words: Iterable[str]) -> frozenset[str]:
    """The dictionary forms of all of some words."""
    return frozenset(base for word in words for base in bases(word))


def with_denied(words: frozenset[str]) -> frozenset[str]:
    """Dictionary forms with what they are behind "не", as the lexicon has them: "не признать"."""
    return words | {f"не {word}" for word in words} if "не" in words else words
