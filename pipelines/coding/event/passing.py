"""Whether a deed is told in passing, as what another thing was done with or came of: "sin trenes por la huelga"."""

from collections.abc import Collection, Mapping

from pipelines.coding.event.circumstances import circumstance
from pipelines.coding.event.matching import Match
from pipelines.coding.sentence.parsing import Parse

# The prepositions, as printed, of languages whose news tells deeds so; behind others a deed may be only feared.
_PREPOSITIONS = {"es": frozenset({"con", "durante", "por", "en", "entre", "mediante"})}
_PARTS = frozenset({"es:parte", "es:marco", "day", "es:jornada", "es:medio", "es:señal"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_CLIMB = 5


def in_passing(parse: Parse, matches: Mapping[int, Match]) -> list[int]:
    """The nouns that tell a protest behind a preposition that takes it for granted, below a verb that tells a fact."""
    known = _PREPOSITIONS.get(parse.language)
    if known is None:
        return []
    nouns = [t for t, m in matches.items() if m.entry.outcome == "PROTEST" and parse.tags[t].startswith("N")]
    return [noun for noun in nouns if parse.deps[noun] == "pobj" and _is_given(parse, noun, known)]


def _is_given(parse: Parse, noun: int, known: Collection[str]) -> bool:
    preposition = parse.heads[noun]
    above = parse.heads[preposition]
    if parse.lowers[preposition] == "of" and parse.lowers[above] in _PARTS:
        preposition, above = parse.heads[above], parse.heads[parse.heads[above]]
    if parse.printed[preposition].lower() not in known and parse.lowers[preposition] != "as":
        return False
    bare = not any(parse.deps[child] in ("det", "amod", "poss", "prep", "nummod") for child in parse.children[noun])
    if bare:
        return False  # "trabajadores en paro" have no work
    current = above
    for _ in range(_CLIMB):
        if parse.tags[current].startswith("V") or parse.heads[current] == current:
            break
        current = parse.heads[current]
    if parse.tags[current] not in _FINITE:
        return False
    place = circumstance(parse, current)
    return not (place.negated or place.conditional or place.general) and place.modal is None and place.realised
