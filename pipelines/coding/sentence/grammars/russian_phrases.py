"""Prepositions of several words in a Russian sentence as one: "в результате", "в знак протеста против"."""

from collections.abc import Sequence

from pipelines.coding.event.lemmas_ru import plain
from pipelines.coding.glosses import Glosses
from pipelines.coding.sentence.grammars.nodes import Node

_FAR = 6
_NAMED = ("NOUN", "PROPN", "PRON", "NUM")


def join_phrases(nodes: Sequence[Node], glosses: Glosses) -> None:
    """Let each preposition of several words be the one case word of the noun behind it."""
    lows = [plain(node.word.lower()) for node in nodes]
    at = 0
    while at < len(nodes):
        for length in range(min(glosses.longest, len(nodes) - at), 1, -1):
            meant = glosses.phrases.get(tuple(lows[at : at + length]))
            if meant is not None and _join(nodes[at : at + length], nodes[at + length : at + length + _FAR], meant):
                at += length - 1
                break
        at += 1


def _join(parts: Sequence[Node], behind: Sequence[Node], meant: str) -> bool:
    first, inside = parts[0], set(map(id, parts))
    nouns = [node for node in behind if node.kind in _NAMED]
    owner = next((node for node in nouns if node.head is not None and id(node.head) in inside), None)
    owner = owner or next((node for node in nouns if any(id(child) in inside for child in node.children)), None)
    if owner is None or any(part.head is None for part in parts):
        return False
    top = next(
        (part for part in parts if part.head is not None and id(part.head) not in inside and part.head is not owner),
        None,
    )
    if top is not None and owner.is_below(top):
        owner.take_place(top)
        owner.dep = "obl" if owner.head is not None and owner.head.is_verb else "nmod"
    for part in parts:
        for child in [c for c in part.children if id(c) not in inside and c is not owner]:
            child.hang(owner, child.dep)
    for part in parts[1:]:
        part.hang(first, "fixed")
        part.low, part.kind = f"-{part.low}", "ADP"  # no rule is to see it
    first.hang(owner, "case")
    first.low, first.kind = meant, "ADP"
    return True
