"""By which pronouns a noun of a sentence may go on: "it" for a ministry, "they" for rebels."""

from collections.abc import Sequence

from pipelines.coding.sentence.frames import is_time
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.entities import ActorMatch
from pipelines.coding.who.reference_rules import ReferenceRules


def pronouns_of(rules: ReferenceRules, parse: Parse, named: Sequence[ActorMatch], noun: int) -> frozenset[str]:
    """By which pronouns the actor at ``noun`` goes: none for what is no actor, more for an unknown name."""
    match = next((m for m in named if m.start <= noun < m.end), None)
    tag = parse.tags[noun]
    if match is None:
        if tag.startswith("NNP") and not is_time(parse, noun):
            return frozenset({"they"} if tag == "NNPS" else {"it", "one"})
        many = tag == "NNS" and parse.lowers[noun] in rules.persons
        return frozenset({"they"} if many else {"one"} if parse.lowers[noun] in rules.persons else ())
    if match.kind == "role" and match.role is not None:
        return frozenset({"they"} if tag in ("NNS", "NNPS") else {"one"})
    if match.kind == "role":
        nouns = rules.of(rules.taken_up(parse, match.start, match.end))
        if nouns is not None:
            return nouns.pronouns
        return frozenset({"they"} if tag in ("NNS", "NNPS") else {"one", "it"})
    if match.kind == "person":
        return frozenset({"one"})
    if match.kind == "nationality":
        return frozenset()
    if match.kind == "people":
        return frozenset({"they"})
    return frozenset({"it", "they"} if match.kind == "group" else {"it"})


def competes(rules: ReferenceRules, parse: Parse, token: int, pronoun: str) -> bool:
    """Whether a thing may be meant instead: "The court issued a ruling. It bars ..."."""
    many = parse.tags[token] == "NNS"
    return many == (pronoun == "they") and parse.lowers[token] in rules.things[pronoun]
