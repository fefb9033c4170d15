"""Whom the order of a state hits where no list knows them: the people under a curfew, those who are held by name."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.coding.sentence.frames import dependents, objects_of, prepositional
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import unmarked, word_list
from schemas import Actor

_STATE = ((), ("GOV",), ("LEG",))
_PARTICLES = frozenset("al bin ben de del della da di dos el ibn la le van von der".split())
_NO_PERSONS = unmarked("settled") | unmarked("roads") | unmarked("firm_names") | unmarked("things") | unmarked("sites")
_BONDS = word_list("bonds")  # what all people of a country are put under: "a lockdown"
_FREEDOMS = frozenset("movement movements travel gatherings assembly assemblies residents people citizens life".split())
_UPON = frozenset({"on", "against", "to", "for"})
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


def bound(parse: Parse, verb: int, kind: str, mode: str | None, sources: Sequence[Actor]) -> tuple[Actor, ...]:
    """The people of the country whose government puts all of them under something, or lifts it: "a lockdown"."""
    return people_under(parse.words[verb], sources, ()) if binds(parse, verb, kind, mode) else ()


def binds(parse: Parse, verb: int, kind: str, mode: str | None) -> bool:
    """Whether a verb puts all people of a place under something, or lifts it: "the restrictions were eased"."""
    if kind != "CONCEDE" and (kind != "COERCE" or mode != "restrict"):
        return False
    bonds = [noun for noun in objects_of(parse, verb) if _is_bond(parse, noun)]
    return bool(bonds) and not _is_of_some(parse, bonds[0])


def _is_bond(parse: Parse, noun: int) -> bool:
    state = [inner for word, inner in prepositional(parse, noun) if word == "of"]
    return any(parse.lowers[t] in _BONDS for t in (noun, *state))  # "the state of emergency"


def _is_of_some(parse: Parse, bond: int) -> bool:
    """Whether what is imposed or eased is another's, or on some people or goods: "curbs on imports"."""
    upon = {parse.lowers[noun] for word, noun in prepositional(parse, bond) if word in _UPON}
    named = any(parse.words[t].istitle() for t in dependents(parse, bond, "amod", "compound", "nmod"))
    owned = any(parse.tags[t] != "PRP$" for t in dependents(parse, bond, "poss"))
    return named or owned or not upon <= _FREEDOMS


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
