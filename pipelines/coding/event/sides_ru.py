"""Whom a deed befalls where Russian says it by another case than the object's: "сломали студенту руку"."""

from pipelines.coding.event.doers import doers
from pipelines.coding.event.matching import Match
from pipelines.coding.sentence.frames import dependents, objects_of, prepositional, with_conjuncts
from pipelines.coding.sentence.grammars.russian_lists import listed
from pipelines.coding.sentence.parsing import Parse

_OWN = frozenset({"its", "their", "his", "her"})
_SENT = ("from", "to", "in")


def befallen(parse: Parse, match: Match) -> tuple[list[int], list[int]] | None:
    """Who does what a match tells, and whom it befalls; None where the rules of all languages say."""
    token, outcome = match.token, match.entry.outcome
    objects = objects_of(parse, token) if parse.tags[token].startswith("V") else []
    if not objects:
        return None
    thing, hit = objects[0], None
    behind = [pair for holder in (token, thing) for pair in prepositional(parse, holder)]
    if outcome == "ASSAULT" and _is(parse, thing, "limbs"):
        hit = next((noun for word, noun in behind if word == "to"), None)
        hit = hit or next(iter(dependents(parse, token, "dative")), None)
        hit = hit or next((noun for word, noun in behind if word == "of"), None)
    elif outcome == "ACCUSE" and _is(parse, token, "charging"):
        hit = next((noun for word, noun in behind if word == "to"), None)
    elif outcome == "SANCTION" and _is(parse, thing, "envoys"):
        own = any(parse.lowers[t] in _OWN for t in dependents(parse, thing, "poss"))
        sent = (noun for wanted in _SENT for word, noun in behind if word == wanted and parse.tags[noun] == "NNP")
        hit = next(sent, None) if own else None
    return None if hit is None else (doers(parse, token), with_conjuncts(parse, hit))


def _is(parse: Parse, token: int, name: str) -> bool:
    return parse.lowers[token].removeprefix("ru:") in listed(name)
