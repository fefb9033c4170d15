"""Whose an actor is by the place in its own words, once it is settled which bearer of the name is meant."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.when_where.places import PlaceMatch
from pipelines.coding.who.combining import LINKS, STATELESS
from pipelines.coding.who.entities import ActorMatch
from schemas import Actor, Place

_SETTLERS = frozenset({"settler", "settlers"})  # who live in what is not their country
_WITHIN = frozenset({"in", "at", "near", "outside", "inside"})


@dataclass(frozen=True, slots=True)
class Spot:
    """Tokens ``start`` up to ``end`` name a place in ``country``; the lexicon of actors takes them for ``taken``."""

    start: int
    end: int
    country: str
    taken: str


def spots_in(
    parse: Parse,
    actors: Sequence[ActorMatch],
    places: Sequence[PlaceMatch],
    meant: Sequence[Place],
    named: Collection[str],
) -> Iterator[Spot]:
    """The places of a sentence that tell whose an actor is: towns, and names of countries that mean something else."""
    for match, place in zip(places, meant, strict=True):
        taken = next((m for m in actors if m.start == match.start and m.end <= match.end), None)
        if taken is not None and taken.kind not in ("city", "region", "state"):
            continue
        if taken is not None and taken.kind == "state" and not match.says_which and not _confirmed(place, meant):
            continue
        known = match.within or place.country in named or match.is_known(place.country)
        if not (known or _is_town(parse, match)):
            continue  # a small town of a country that the report does not name may be anything
        if place.country and (place.precision == "city" or (taken is not None and taken.country != place.country)):
            yield Spot(match.start, match.end, place.country, taken.country if taken else "")


def _is_town(parse: Parse, match: PlaceMatch) -> bool:
    """Whether the press of a country, which prints its own towns, means one by a word behind a plain noun.

    English is printed everywhere, so that there it says nothing.
    """
    before = parse.words[max(0, match.start - 2) : match.start]
    plain = len(before) == 2 and all(word.islower() for word in before)
    return parse.language != ENGLISH and plain and match.is_town and not match.is_doubtful


def _confirmed(state: Place, places: Sequence[Place]) -> bool:
    """Whether a town of a federal state is named beside it: "a trooper in Georgia ... in Savannah"."""
    return state.precision == "region" and any(
        town.precision == "city" and (town.country, town.admin1) == (state.country, state.admin1) for town in places
    )


def located(parse: Parse, noun: int, span: tuple[int, int], actor: Actor, spots: Sequence[Spot]) -> Actor:
    """The actor with the country of the place that it is or that stands behind it: "Police in Birmingham, Alabama"."""
    if parse.lowers[noun] in _SETTLERS:
        return actor
    for spot in spots:
        if not span[0] <= spot.start < span[1]:
            continue
        if spot.start <= noun < spot.end and actor.role is not None and not actor.country:
            continue  # "Mayor Lyon"
        if spot.start <= noun < spot.end:
            if (actor.country in ("", spot.taken) or not actor.sectors) and actor.country != spot.country:
                return replace(actor, code=spot.country, country=spot.country, sectors=(), role=None)
        elif actor.country != spot.country and (
            actor.country == spot.taken if actor.country else _is_behind(parse, noun, spot, actor)
        ):
            return replace(actor, code=spot.country + "".join(actor.sectors), country=spot.country)
    return actor


def _is_behind(parse: Parse, noun: int, spot: Spot, actor: Actor) -> bool:
    """Whether a place behind "in", "of" or the like tells whose an actor with a part in public life is."""
    return (
        bool(actor.sectors)
        and actor.sectors[0] not in STATELESS
        and spot.start > noun
        and not LINKS.isdisjoint(parse.lowers[noun + 1 : spot.start])
    )


def as_town(parse: Parse, noun: int, actor: Actor) -> Actor:
    """A capital that only says where something is as the town, not its government: "raided a house in Lima"."""
    within = parse.deps[noun] == "pobj" and parse.lowers[parse.heads[noun]] in _WITHIN
    seat = within and actor.text == parse.words[noun] and actor.sectors == ("GOV",) and actor.role is None
    return replace(actor, code=actor.country, sectors=()) if seat else actor
