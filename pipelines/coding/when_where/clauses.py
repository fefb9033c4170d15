"""The clauses that an event stands in, from its own outwards, and how each hangs on the next."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.coding.sentence.frames import dependents
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

_MET_BY = word_list("met_by")
_CLIMB = 12


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause by its verb; ``link`` is how it hangs on ``above``, the word that holds it."""

    verb: int
    link: str
    above: int


def is_verb(parse: Parse, token: int) -> bool:
    """Whether a word is tagged as a verb."""
    return parse.tags[token].startswith("VB")


def clauses_of(parse: Parse, token: int) -> Iterator[Clause]:
    """The clauses around a word, its own first."""
    current = token
    for _ in range(_CLIMB):
        head = parse.heads[current]
        if is_verb(parse, current):
            yield Clause(current, parse.deps[current] if head != current else "ROOT", head)
        if head == current:
            return
        current = head


def auxiliaries(parse: Parse, verb: int) -> frozenset[str]:
    """The auxiliaries of a verb, or those that it shares with the verb it is joined to."""
    current = verb
    for _ in range(_CLIMB):
        own = dependents(parse, current, "aux", "auxpass")
        if own:
            return frozenset(parse.lowers[t] for t in own)
        shared = parse.deps[current] == "conj" and parse.tags[current] == parse.tags[parse.heads[current]]
        if not shared or dependents(parse, current, "nsubj", "nsubjpass"):
            return frozenset()
        current = parse.heads[current]
    return frozenset()


def adjuncts(parse: Parse, verb: int) -> Iterator[int]:
    """What says when or how of a verb, also what stands in front of the verb that it is joined to."""
    yield from dependents(parse, verb, "advmod", "npadvmod", "prep", "advcl", "dep", "dobj", "acomp")
    current = verb
    for _ in range(_CLIMB):
        if parse.deps[current] != "conj":
            return
        current = parse.heads[current]
        if is_verb(parse, current):
            yield from (t for t in dependents(parse, current, "advmod", "npadvmod", "prep", "advcl") if t < current)


def is_met(parse: Parse, clause: Clause) -> bool:
    """Whether a relative clause tells what those did who are met with force for it: "dispersed women who blocked"."""
    holder = parse.heads[clause.above]
    while not is_verb(parse, holder) and parse.heads[holder] != holder:
        holder = parse.heads[holder]
    behind = clause.link == "relcl" and holder < clause.above
    return behind and parse.lowers[holder] in _MET_BY and parse.words[clause.verb - 1] != ","
