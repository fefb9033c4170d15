"""Whom "the two leaders", "both sides" means: the two parties that the words before name, where they are two."""

from collections.abc import Sequence

from pipelines.coding.sentence.frames import dependents
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.entities import ActorMatch
from pipelines.coding.wordlists import word_list
from schemas import Actor

_PARTIES = frozenset({"state", "nationality", "people", "person", "office"})
_OFFICES = frozenset({"person", "office"})
PERSONS = word_list("pair_of_persons")
_STATES = word_list("pair_of_states")


def is_pair(parse: Parse, noun: int) -> bool:
    """Whether a phrase takes up two parties named before."""
    if parse.lowers[noun] not in PERSONS | _STATES or dependents(parse, noun, "prep", "relcl", "amod"):
        return False
    if any(parse.lowers[t] != "world" for t in dependents(parse, noun, "compound")):
        return False
    words = {parse.lowers[child] for child in dependents(parse, noun, "nummod", "det", "predet")}
    return "both" in words or {"the", "two"} <= words or is_bare(parse, noun)


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


def party(words: Sequence[str], match: ActorMatch, noun: str) -> Actor:
    """One of the two that a ``noun`` takes up, by the name that ``words`` give it."""
    sectors: tuple[str, ...] = ()
    if noun in PERSONS:
        sectors = match.sectors if match.kind in ("person", "office") else ("GOV",)
    text = " ".join(words[match.start : match.end])
    return Actor(text=text, code=match.country + "".join(sectors), country=match.country, sectors=sectors)
