"""What sort of people "officers", "fighters" and "the coalition" are, by what else their report tells."""

from dataclasses import replace

from pipelines.coding.sentence.frames import prepositional
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.bodies import LEAGUES
from pipelines.coding.who.references import Report
from pipelines.coding.wordlists import word_list
from schemas import Actor

_OFFICERS = frozenset({"officers", "officer"})
_FIGHTERS = frozenset({"fighters", "fighter", "combatants", "combatant"})
_BREAKAWAY = frozenset({"dissidents", "defectors"})
_FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT"})
_AT_ARMS = frozenset({"MIL", "REB", "UAF"})
_ARMS = word_list("arms_of_armies")
_QUALIFYING = frozenset({"amod", "compound", "nmod"})
_WITHOUT_ARMY = frozenset({"PSE"})


def as_told(parse: Parse, noun: int, actor: Actor, report: Report, place: int, deed: str) -> Actor:
    """The actor, if it is one of these and would be soldiers by its word alone, as what the report makes it.

    ``deed`` is the type of what it does, if it does something. Officers are police where no soldiers are named and
    police are, or where they hold or search somebody; fighters are no army's; a coalition in a report without arms is
    one of parties, unless it fights; dissidents who use force where rebels are told of are rebels.
    """
    word = parse.lowers[noun]
    those = {word, *(parse.lowers[inner] for link, inner in prepositional(parse, noun) if link == "of")}
    if deed in _FORCE and not _BREAKAWAY.isdisjoint(those) and "REB" in report.sectors_told(place):
        return _of(actor, "REB")
    if actor.sectors != ("MIL",) or actor.country:
        return actor
    if word in _OFFICERS:
        told = report.sectors_told(place)
        return _of(actor, "COP") if (deed == "COERCE" or "COP" in told) and "MIL" not in told else actor
    if word in _FIGHTERS:
        return _of(actor, "REB" if "REB" in report.sectors_told(place) else "UAF")
    parties = word in LEAGUES and deed not in _FORCE and _AT_ARMS.isdisjoint(report.sectors_told(place))
    return _of(actor, "PTY") if parties else actor


def as_forces(parse: Parse, noun: int, actor: Actor) -> Actor:
    """The doer of a blow that is a nationality beside a weapon of armies as their forces: "Chadian drones"."""
    bare = bool(actor.country) and not actor.sectors and actor.country not in _WITHOUT_ARMY
    beside = parse.deps[noun] in _QUALIFYING and parse.lowers[parse.heads[noun]] in _ARMS
    if not bare or not beside or " " in actor.text:
        return actor
    return replace(actor, code=actor.country + "MIL", sectors=("MIL",))


def _of(actor: Actor, sector: str) -> Actor:
    return replace(actor, code=sector, sectors=(sector,), role=None)
