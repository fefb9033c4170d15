"""Sides that English tells in its own ways: "the bill failed in the Senate", "the decree is an outrage, he said"."""

from pipelines.coding.event.blame import judged
from pipelines.coding.event.matching import Match
from pipelines.coding.sentence.frames import dependents, prepositional, with_conjuncts
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

_MOTIONS = word_list("motions")
_CHAMBERS = word_list("chambers")


def befallen(parse: Parse, match: Match) -> tuple[list[int], list[int]] | None:
    """Who does what a match tells, and whom it befalls; None where the rules of all languages say."""
    motion = match.filled("subj")
    if match.entry.outcome != "REJECT" or motion is None or parse.lowers[motion] not in _MOTIONS:
        return judged(parse, match)
    clauses = [match.token, *dependents(parse, match.token, "xcomp")]
    holders = [*clauses, *(noun for verb in clauses for noun in dependents(parse, verb, "dobj"))]
    votes = [noun for held in holders for word, noun in prepositional(parse, held) if word in ("in", "from", "of")]
    whose = dependents(parse, motion, "poss") + [
        n for word, n in prepositional(parse, motion) if word in ("by", "from")
    ]
    return [t for t in votes if parse.lowers[t] in _CHAMBERS][:1], [t for n in whose for t in with_conjuncts(parse, n)]
