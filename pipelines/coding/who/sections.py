"""The sections of a round-up, each of which tells of a country of its own: "NAIROBI - ...", "Fiji - patrol boat"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.coding.who.actors import ActorLexicon

_LABEL = re.compile(
    r"(?:[*•‣▪●◦·-] ?|\d{1,2}[.)] )?(?P<front>[A-ZÀ-Þ][\w'’./ -]{2,40}?)(?:(?:--| -|[ ,]*[–—|:])[ \n]|\.?\Z)"
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_PLACES = frozenset({"state", "region", "city"})
_LEAST = 3  # countries with sections of their own, that make a report a round-up


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences ``start`` up to ``end`` of a report, and the one country whose name or town heads them, else ""."""

    start: int
    end: int
    country: str


def sections_of(sentences: Sequence[str], lexicon: ActorLexicon, on: date) -> list[Section]:
    """The sections of a round-up, behind its title; none of a report that is no round-up."""
    heads: dict[int, frozenset[str]] = {}
    for place, sentence in enumerate(sentences):
        label = _LABEL.match(sentence)
        if label is not None and (countries := _countries(label["front"], lexicon, on)):
            heads[place] = countries
    if len({next(iter(countries)) for countries in heads.values() if len(countries) == 1}) < _LEAST:
        return []
    ends = [*heads, len(sentences)][1:]
    alone = (next(iter(countries)) if len(countries) == 1 else "" for countries in heads.values())
    return [Section(start, end, country) for start, end, country in zip(heads, ends, alone, strict=True)]


def _countries(front: str, lexicon: ActorLexicon, on: date) -> frozenset[str]:
    """The countries of the places that are all of some words."""
    words = [word.capitalize() if word.isupper() else word for word in _WORD.findall(front)]
    found = [m for m in lexicon.find(words, on) if m.kind in _PLACES and m.country]
    whole = sum(m.end - m.start for m in found) == len(words)
    return frozenset(m.country for m in found) if whole else frozenset()
