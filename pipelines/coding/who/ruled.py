"""Whom the order of a state hits where no list knows them: the people under a curfew, those who are held by name."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.coding.wordlists import unmarked
from schemas import Actor

_STATE = ((), ("GOV",), ("LEG",))
_PARTICLES = frozenset("al bin ben de del della da di dos el ibn la le van von der".split())
_NO_PERSONS = unmarked("settled") | unmarked("roads") | unmarked("firm_names") | unmarked("things") | unmarked("sites")
_FEWEST, _MOST = 2, 4  # words of a full name


def people_under(verb: str, sources: Sequence[Actor], targets: Sequence[Actor]) -> tuple[Actor, ...]:
    """The targets of what a government orders for all its people, else these: "extended the curfew in Bergby"."""
    own = {one.country for one in sources if len(one.country) == 3 and one.sectors in _STATE}
    if len(own) != 1:
        return tuple(targets)
    (country,) = own
    ruled = Actor(text=verb, code=country, country=country, country_basis="place")
    towns = (as_people(replace(ruled, text=t.text)) if not t.code and t.text[:1].isupper() else t for t in targets)
    return tuple(towns) or (as_people(ruled),)


def as_people(actor: Actor) -> Actor:
    """A place as the civilians of its country: "put the capital under curfew"."""
    return replace(actor, code=actor.country + "CVL", sectors=("CVL",), role=None)


def held_by_name(target: Actor) -> Actor:
    """A full name that no list knows, of whom is arrested or jailed, as a private person."""
    words = target.text.replace(".", "").split()
    long = _FEWEST <= len(words) <= _MOST and words[0][:1].isupper()
    named = all((word[:1].isupper() and word.replace("-", "").isalpha()) or word in _PARTICLES for word in words)
    named = named and not any(word.isupper() and len(word) > 1 for word in words)
    if target.code or not (long and named) or words[0] == "The" or not _NO_PERSONS.isdisjoint(map(str.lower, words)):
        return target
    return replace(target, code="CVL", sectors=("CVL",))


def fellow(target: Actor, sources: Sequence[Actor]) -> Actor:
    """A target told to be the doers' like as of their country: "shot three fellow soldiers"."""
    own = {one.country for one in sources}
    if target.country or len(own) != 1 or "fellow" not in target.text.lower().split():
        return target
    (country,) = own
    return replace(target, code=country + "".join(target.sectors), country=country)
