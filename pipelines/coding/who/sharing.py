"""Whose somebody is by who stands before them in a list: "Russian banks and oligarchs"."""

from collections.abc import Sequence

from pipelines.coding.sentence.frames import dependents
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.combining import STATELESS
from pipelines.coding.who.crowds import is_crowd
from pipelines.coding.who.references import owned
from schemas import Actor

_OTHERS = frozenset({"REB", "UAF", "CRM", "OPP"})  # who mostly face those they are named with


def shared_with(parse: Parse, noun: int, actor: Actor, before: Sequence[Actor]) -> Actor:
    """The actor with the nationality that it shares with the one before: "Russian banks and oligarchs"."""
    if parse.deps[noun] != "conj" or actor.country or not actor.sectors or not before or not before[-1].country:
        return actor
    last = first = parse.heads[noun]
    while parse.deps[first] == "conj":
        first = parse.heads[first]
    if _is_office_list(parse, noun, before) and actor.role is not None:
        return owned(actor, before[-1].country)
    if parse.children[noun] and dependents(parse, noun, "det", "poss", "nummod", "amod", "compound", "nmod", "prep"):
        return actor
    qualified = any(parse.words[t][:1].isupper() for t in dependents(parse, first, "amod", "compound", "nmod"))
    able = qualified and before[-1].text.endswith(parse.words[last]) and bool(before[-1].sectors)
    able = able and not is_crowd(actor) and (_OTHERS | set(STATELESS)).isdisjoint(actor.sectors)
    return owned(actor, before[-1].country) if able else actor


def _is_office_list(parse: Parse, noun: int, before: Sequence[Actor]) -> bool:
    """Whether a named office holder stands in a list of those of one country: "Chad's premier and General Ana Ruiz"."""
    one = {actor.country for actor in before if actor.sectors}
    return len(one) == 1 and before[-1].role is not None and parse.tags[noun].startswith("NNP")
