"""Whose somebody is by the post that the sentence says they leave, take or are given: "resigned as mayor of Lima"."""

from collections.abc import Callable
from dataclasses import replace

from pipelines.coding.sentence.frames import dependents, prepositional
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list
from schemas import Actor

_POSTED = word_list("posted")
_PLACES = frozenset({"post", "position", "job", "role", "office", "seat"})
_BEHIND = frozenset({"as", "from"})


def in_post(parse: Parse, noun: int, actor: Actor, resolve: Callable[[int], list[Actor]]) -> Actor:
    """The actor with country and kind of the post behind "as", where its own words leave the country open."""
    verb = parse.heads[noun]
    if actor.country or parse.lowers[verb] not in _POSTED or parse.deps[noun] not in ("nsubj", "nsubjpass", "dobj"):
        return actor
    posts = [post for word, post in prepositional(parse, verb) if word == "as"]
    left = [place for word, place in prepositional(parse, verb) if word in _BEHIND and parse.lowers[place] in _PLACES]
    posts += [post for place in left for word, post in prepositional(parse, place) if word == "as"]
    posts += dependents(parse, verb, "oprd") if parse.deps[noun] != "nsubj" else []
    found = [held for post in posts for held in resolve(post) if held.country]
    if len(found) != 1:
        return actor
    sectors = actor.sectors or found[0].sectors
    return replace(actor, code=found[0].country + "".join(sectors), country=found[0].country, sectors=sectors)
