"""Whose a thing is: of whom it is, who did it, or whom it is about."""

from pipelines.coding.sentence.frames import agent_of, dependents, is_passive, is_time, prepositional
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.people import may_act
from pipelines.coding.wordlists import word_list

DONE_TO = word_list("done_to")  # "the killing of monks" is nothing that monks did
_QUALIFIERS = frozenset({"amod", "compound", "nmod", "poss"})
_ABOUT = frozenset({"of", "from", "with", "against", "to", "for"})


def holder_of(parse: Parse, token: int, thing: int) -> int | None:
    """The party inside the phrase of a thing that a name qualifies: the king in "a summit with the Jordanian king"."""
    while parse.deps[token] in _QUALIFIERS:
        token = parse.heads[token]
    behind = parse.deps[token] == "pobj" and parse.lowers[parse.heads[token]] in _ABOUT
    return token if token != thing and behind and is_party(parse, token) else None


def whose_thing(parse: Parse, thing: int) -> int | None:
    """Whose a thing is, who did it or whom it is about: "the bloc's plan", "a protest by farmers"."""
    if parse.tags[thing].startswith("NNP"):
        return None  # "the Sea of Azov"
    behind = list(prepositional(parse, thing))
    clauses = [verb for verb in dependents(parse, thing, "relcl") if _is_done(parse, verb, thing)]
    behind += [
        pair
        for verb in dependents(parse, thing, "acl")
        if parse.lowers[verb] == "belonging"
        for pair in [("of", noun) for word, noun in prepositional(parse, verb) if word == "to"]
    ]
    told = [
        agent for verb in (*dependents(parse, thing, "acl"), *clauses) if (agent := agent_of(parse, verb)) is not None
    ]
    found = [*dependents(parse, thing, "poss"), *(n for p, n in behind if p == "by"), *told]
    found += [child for child in dependents(parse, thing, "compound", "nmod") if parse.tags[child].startswith("NNP")]
    found += [n for p, n in behind if p in _ABOUT and not (p == "of" and parse.lowers[thing] in DONE_TO)]
    claimed = [verb for verb in dependents(parse, thing, "acl", "ccomp") if dependents(parse, verb, "mark")]
    found += [noun for verb in (*claimed, *clauses) for noun in dependents(parse, verb, "nsubj", "nsubjpass")]
    return next((noun for noun in found if is_party(parse, noun)), None)


def _is_done(parse: Parse, verb: int, thing: int) -> bool:
    """Whether a clause on a thing tells who did it: "the decision that Sall announced", "the way he spoke"."""
    if any(parse.words[t] == "," for t in range(thing, verb)):
        return False
    if parse.lowers[thing] == "way" or is_passive(parse, verb):
        return True
    subjects = dependents(parse, verb, "nsubj")
    bare = not any(parse.tags[t].startswith("W") for s in subjects for t in (s, *dependents(parse, s, "poss")))
    things = [t for t in dependents(parse, verb, "dobj") if not parse.tags[t].startswith("W")]
    loose = [t for t in dependents(parse, verb, "prep", "prt") if not dependents(parse, t, "pobj")]
    return (
        bare and not things and not loose and not any(parse.tags[t].startswith("W") for t in parse.children[verb][1:])
    )


def is_party(parse: Parse, noun: int) -> bool:
    """Whether a noun is one for somebody who can act, and none for a time."""
    return parse.tags[noun][0] == "N" and not is_time(parse, noun) and may_act(parse, noun)
