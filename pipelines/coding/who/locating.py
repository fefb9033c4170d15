"""Whose an actor is by the place in its own words, once it is settled which bearer of the name is meant."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.combining import LINKS, STATELESS
from schemas import Actor

_SETTLERS = frozenset({"settler", "settlers"})  # who live in what is not their country


@dataclass(frozen=True, slots=True)
class Spot:
    """Tokens ``start`` up to ``end`` name a place in ``country``; the lexicon of actors takes them for ``taken``."""

    start: int
    end: int
    country: str
    taken: str


def located(parse: Parse, noun: int, span: tuple[int, int], actor: Actor, spots: Sequence[Spot]) -> Actor:
    """The actor with the country of the place that it is or that stands behind it: "Police in Birmingham, Alabama"."""
    if parse.lowers[noun] in _SETTLERS:
        return actor
    for spot in spots:
        if not span[0] <= spot.start < span[1]:
            continue
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
