"""Which parties are powers: states, their organs, those who fight them; and which of them only do their office."""

import re
from collections.abc import Sequence

from pipelines.coding.who.crowds import is_crowd
from pipelines.coding.wordlists import word_list
from schemas import Actor

COUNTRY = 3  # letters of the code of a country
_STATE = word_list("state_sectors")
_STATELESS = word_list("stateless_powers")
_PRIVATE = word_list("private_sectors")
_CIVIL = word_list("civil_sectors")
_OFFICES = word_list("offices_of_law")  # courts and police, who deal with what is no politics in most towns
_BODIES = word_list("routine_bodies")
_UNION = "IGO"
_CHARITY = "NGO"
_WORD = re.compile(r"[a-z-]+")


def parts(code: str) -> list[str]:
    """A code by its three-letter parts."""
    return [code[place : place + COUNTRY] for place in range(0, len(code), COUNTRY)]


def is_power(code: str) -> bool:
    """Whether a code is that of a state, of one of its organs, or of who fights or stands against one."""
    head, *sectors = parts(code)
    if head in _STATELESS or head in _STATE:
        return True
    return not _STATE.isdisjoint(sectors) or (not sectors and head not in _PRIVATE and head not in _CIVIL)


def names_power(actor: Actor) -> bool:
    """Whether a party is a power by its own name or office, and not by a nationality ("Dutch band"), or a crowd."""
    if is_crowd(actor):
        return True
    if not actor.code or not is_power(actor.code):
        return False
    return len(actor.code) > COUNTRY or not any(word.islower() and word != "the" for word in actor.text.split())


def governs(actor: Actor) -> bool:
    """Whether a party is a power whose acts are politics: no court, police, charity or body that does its office."""
    if not names_power(actor):
        return False
    held = parts(actor.code)
    if not _OFFICES.isdisjoint(held) or is_charity(actor.code):
        return False
    return held[0] == _UNION or not is_routine(actor)


def is_charity(code: str) -> bool:
    """Whether a code is that of a body tied to no state that does not govern either."""
    return _CHARITY in parts(code)


def is_routine(actor: Actor) -> bool:
    """Whether a party is called a body, or the head of one, that does its office: regulators, inspectors, customs."""
    return not _BODIES.isdisjoint(_WORD.findall(actor.text.lower()))


def among_firms(codes: Sequence[str]) -> bool:
    """Whether all of the parties, and there are some, are firms."""
    return bool(codes) and all(not _PRIVATE.isdisjoint(parts(code)) for code in codes)


def abroad(sources: Sequence[Actor], targets: Sequence[Actor]) -> bool:
    """Whether the two sides have countries and none in common."""
    homes = [{actor.code[:COUNTRY] for actor in side if actor.country} for side in (sources, targets)]
    return all(homes) and homes[0].isdisjoint(homes[1])
