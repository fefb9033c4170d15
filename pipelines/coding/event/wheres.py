"""Where and when something is done: places that no list knows, and hours of the day, which are no parties."""

from collections.abc import Collection, Container, Iterator

from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.frames import dependents, objects_of, prepositional
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

_WITHIN = frozenset({"in", "at", "near", "across", "inside", "on"})
_INSIDE = _WITHIN - {"on"} | {"through", "outside", "throughout"}
# What is struck "at" or "in" a place may be the place; troops go to it, and what is ordered may lie on it.
_BEHIND = {
    "ASSAULT": frozenset({"near", "outside"}),
    "MOBILIZE": _INSIDE | {"to", "into", "toward", "towards", "on", "around", "along", "from"},
    "COERCE": _INSIDE | {"on"},
    "RETREAT": _INSIDE | {"from"},
}
_LOOSE = frozenset({"ACCUSE", "AID", "CONCEDE", "SANCTION"})  # whose other side stands behind any preposition
_MOVED, _OTHERS = word_list("moved"), frozenset({"it", "he", "she", "they"})
_MISSIONS, _ITS = frozenset({"embassy", "consulate", "mission"}), frozenset({"its", "their"})
_CLOCK = frozenset({"from", "at", "by", "towards", "toward", "until", "till", "around", "about", "before", "after"})


def unknown_scenes(parse: Parse, verb: int, known: Container[int]) -> Iterator[int]:
    """Names behind "in" or "at" that nobody bears: "rallied in Bergby", "gathered at the Peace Bridge"."""
    holders = [verb, *objects_of(parse, verb)]
    for preposition, noun in (pair for held in holders for pair in prepositional(parse, held)):
        if preposition in _WITHIN and parse.tags[noun].startswith("NNP") and noun not in known:
            yield noun


def hosts_of(parse: Parse, behind: Collection[tuple[str, int]]) -> Iterator[int]:
    """Where a mission of the doer's own that somebody leaves stands: "withdrew staff from its embassy in Lima"."""
    for preposition, noun in behind:
        own = any(parse.lowers[t] in _ITS for t in dependents(parse, noun, "poss"))
        if preposition == "from" and own and parse.lowers[noun] in _MISSIONS:
            yield from (where for word, where in prepositional(parse, noun) if word == "in")


def hours_of(parse: Parse) -> Iterator[int]:
    """The numbers of a sentence that are hours: "from five in the morning", "towards six"."""
    for noun, label in enumerate(parse.deps):
        told = label == "pobj" and parse.tags[noun] == "CD" and parse.lowers[parse.heads[noun]] in _CLOCK
        if told and not any(parse.lowers[t] == "of" for t in parse.children[noun]):
            yield noun


def without_unknown_places(
    parse: Parse, kind: str, heads: list[int], known: Collection[int], doers: Collection[int]
) -> list[int]:
    """``heads`` without names that no list knows and that stand where places do: "moved troops up to the Velmo river".

    What stands in a list with them is told by the first of it. Where nobody does it ("a crossing was closed at Bergby")
    they stay, for nothing else tells of whom the event is.
    """
    if not any(_acts(parse, kind, doer) for doer in doers):
        return heads
    if parse.language != ENGLISH or not heads or kind in _LOOSE:
        return heads
    behind = _BEHIND.get(kind, _INSIDE)
    first = min(heads)
    if parse.deps[first] != "pobj" or parse.lowers[parse.heads[first]] not in behind:
        return heads
    return [t for t in heads if t in known or not _is_unknown(parse, t, known)]


def _acts(parse: Parse, kind: str, doer: int) -> bool:
    """Whether a doer is somebody who is told, and not only what is moved."""
    moved = kind == "MOBILIZE" and parse.lowers[doer] in _MOVED
    return (parse.tags[doer][0] == "N" and not moved) or parse.lowers[doer] in _OTHERS


def _is_unknown(parse: Parse, noun: int, known: Collection[int]) -> bool:
    """Whether a noun is a name, or a thing with a name, that no list knows: "Bergby", "the Velmo river"."""
    names = [t for t in (noun, *dependents(parse, noun, "compound", "nmod")) if parse.tags[t].startswith("NNP")]
    return bool(names) and not any(t in known for t in names)
