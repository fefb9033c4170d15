"""Whom "the two leaders", "officials of both sides" means: the two parties named before, where they are two."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.coding.sentence.frames import dependents, prepositional
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.entities import ActorMatch
from pipelines.coding.wordlists import word_list
from schemas import Actor

_PARTIES = frozenset({"state", "nationality", "people", "person", "office"})
_OFFICES = frozenset({"person", "office"})
PERSONS = word_list("pair_of_persons")
_STATES = word_list("pair_of_states")
ORGANS = word_list("pair_of_organs")  # of which each party has one
_FIELDS = frozenset("world foreign prime defence defense interior finance trade energy army navy".split())
_PORTFOLIOS = frozenset({"ministers", "chiefs", "ministries"})  # that may be "foreign ministers"
_BELONGING = frozenset({"of", "from", "on"})
SIDES = "sides"


def is_pair(parse: Parse, noun: int) -> bool:
    """Whether a phrase takes up two parties named before."""
    word = parse.lowers[noun]
    if word not in PERSONS | _STATES | ORGANS or dependents(parse, noun, "relcl"):
        return False
    behind = [preposition for preposition, _ in prepositional(parse, noun)]
    if behind and not (word == "ministries" and behind == ["of"]):
        return False
    fields = {parse.lowers[t] for t in dependents(parse, noun, "amod", "compound")}
    if fields and not (fields <= _FIELDS and (word in _PORTFOLIOS or fields == {"world"})):
        return False
    return _counts_two(parse, noun) or is_bare(parse, noun)


def _counts_two(parse: Parse, noun: int) -> bool:
    words = {parse.lowers[child] for child in dependents(parse, noun, "nummod", "det", "predet")}
    return "both" in words or {"the", "two"} <= words


def pair_behind(parse: Parse, noun: int) -> int | None:
    """The two parties whose several of something are: "sides" in "officers of both sides", "two" in "of the two"."""
    if parse.tags[noun] not in ("NNS", "NNPS"):
        return None
    behind = (inner for word, inner in prepositional(parse, noun) if word in _BELONGING)
    return next((t for t in behind if is_both(parse, t) or (parse.lowers[t] in _STATES and is_pair(parse, t))), None)


def is_both(parse: Parse, token: int) -> bool:
    """Whether a word alone takes up two parties: "the two", "both"."""
    word = parse.lowers[token]
    below = {parse.lowers[child] for child in parse.children[token]}
    return (word == "both" and not below) or (word == "two" and below == {"the"})


def are_the_parties(parse: Parse, noun: int) -> bool:
    """Whether a phrase can mean the two between whom a report is: "the parties", "the sides"."""
    below = {parse.lowers[child] for child in parse.children[noun]}
    return parse.lowers[noun] in ("parties", SIDES) and below == {"the"}


def is_bare(parse: Parse, noun: int) -> bool:
    """Whether only two persons in office can be meant: "the leaders"."""
    before = {parse.lowers[child] for child in parse.children[noun]}
    return parse.lowers[noun] == "leaders" and before in ({"the"}, {"the", "world"})


def pair_of(words: Sequence[str], found: Sequence[ActorMatch], noun: str, in_office: bool = False) -> tuple[Actor, ...]:
    """The two parties named by ``words``, as persons or as states after the ``noun``; none where they are not two.

    Two persons ``in_office`` go before what else is named, and with it nothing else is looked at.
    """
    kinds = _OFFICES if in_office else _PARTIES
    named: dict[str, ActorMatch] = {}
    for match in found:
        if match.kind in kinds and match.country and not (noun in PERSONS and match.sectors == ("ELI",)):
            named.setdefault(match.country, match)
    if len(named) != 2:
        return ()
    return tuple(party(words, match, noun) for match in named.values())


def with_sectors(actor: Actor, sectors: tuple[str, ...]) -> Actor:
    """A party as those of it who act: its officers, its ministry."""
    return replace(actor, code=actor.country + "".join(sectors), sectors=sectors, role=None)


def party(words: Sequence[str], match: ActorMatch, noun: str) -> Actor:
    """One of the two that a ``noun`` takes up, by the name that ``words`` give it."""
    sectors: tuple[str, ...] = ()
    if noun in PERSONS:
        sectors = match.sectors if match.kind in ("person", "office") else ("GOV",)
    text = " ".join(words[match.start : match.end])
    return Actor(text=text, code=match.country + "".join(sectors), country=match.country, sectors=sectors)
