"""What is no party by itself: things, sites and deeds, and whose they are where nothing else tells."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.coding.sentence.frames import phrase, prepositional
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.crowds import is_crowd
from pipelines.coding.who.homes import placed_in
from pipelines.coding.who.people import is_site, may_act
from pipelines.coding.wordlists import word_list
from schemas import Actor

HOMEGROWN = word_list("homegrown")  # what is done by those in whose country it is: "the coup in Niger"
SETTLED = word_list("settled")
_DEEDS = word_list("means")
_FIGHTS = word_list("attacks")
_PARTITIVES = word_list("partitives")
_SPEAKING = frozenset({"GOV", "MIL", "LEG", "SPY"})
_OTHERS = frozenset({"REB", "UAF", "CRM", "OPP"})  # who mostly face those they are named with


def matters_of(parse: Parse, tokens: Sequence[int]) -> tuple[Actor, ...]:
    """The things at the heads ``tokens``, by their words alone: "rejected the plan"."""
    nouns = [token for token in tokens if parse.tags[token].startswith(("N", "CD"))]
    return tuple(Actor(text=text_of(parse, *phrase(parse, noun)), code="", country="") for noun in nouns)


def struck_in(
    parse: Parse, tokens: Sequence[int], targets: Sequence[Actor], sources: Sequence[Actor], country: str
) -> tuple[Actor, ...]:
    """The targets of violence; a thing or site that was hit is of the country where it stands: "bombed a depot"."""
    own = [actor for actor in sources if actor.country == country and not is_crowd(actor)]
    local = any(not _OTHERS.intersection(actor.sectors) for actor in own)
    if any(actor.code for actor in targets) or local:
        return tuple(targets)
    hit = [
        noun
        for noun in tokens
        if parse.tags[noun] in ("NN", "NNS")
        and parse.lowers[noun] not in _FIGHTS
        and (is_site(parse, noun) or _is_thing(parse, noun))
    ]
    return tuple(placed_in(thing, country) for thing in matters_of(parse, hit)) or tuple(targets)


def blamed_in(parse: Parse, tokens: Sequence[int], targets: Sequence[Actor], country: str) -> tuple[Actor, ...]:
    """The targets of blame; what was done by those in whose country it was is theirs: "condemned the coup in Mali"."""
    if any(actor.code for actor in targets):
        return tuple(targets)
    done = [noun for noun in tokens if parse.lowers[noun] in HOMEGROWN]
    return tuple(placed_in(thing, country) for thing in matters_of(parse, done)) or tuple(targets)


def are_things(parse: Parse, tokens: Sequence[int]) -> bool:
    """Whether all heads are common nouns for no people and no places: "a yacht", "its airspace"."""
    nouns = [counted(parse, token) for token in tokens]
    return all(parse.tags[n] in ("NN", "NNS") and parse.lowers[n] not in SETTLED and _is_thing(parse, n) for n in nouns)


def _is_thing(parse: Parse, noun: int) -> bool:
    word = parse.lowers[noun]
    return word in SETTLED or not (may_act(parse, noun) or word in _DEEDS or word in _PARTITIVES)


def counted(parse: Parse, noun: int) -> int:
    """What an amount is of: the troops in "hundreds of Kenyan troops", "nine of its troops"."""
    if parse.lowers[noun] not in _PARTITIVES and parse.tags[noun] != "CD":
        return noun
    return next((inner for word, inner in prepositional(parse, noun) if word == "of"), noun)


def state_of(actor: Actor) -> Actor:
    """The country of somebody who speaks for it, whose its towns and borders are."""
    return replace(actor, code=actor.country, sectors=(), role=None) if _SPEAKING.issuperset(actor.sectors) else actor


def text_of(parse: Parse, start: int, end: int) -> str:
    """The words of a phrase as the sentence has them."""
    return parse.text[parse.starts[start] : parse.end(end - 1)]
