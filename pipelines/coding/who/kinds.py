"""What sort of people "officers", "fighters" and "the coalition" are, by what else their report tells."""

from dataclasses import replace

from pipelines.coding.sentence.frames import phrase, prepositional
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.bodies import LEAGUES, leading_body
from pipelines.coding.who.references import Report
from pipelines.coding.wordlists import word_list
from schemas import Actor

_OFFICERS = frozenset({"officers", "officer"})
_CENTRE = ("the Centre", "The Centre")  # India's, also where its report never names India
_COMMANDERS = frozenset({"commander", "commanders"})
_THE_FORCE = ["the", "force"]
_ARMED = frozenset("militants gunmen terrorists jihadists extremists insurgents attackers assailants raiders".split())
_ARMED |= {"militia", "militiamen"}
_PEACEKEEPERS = frozenset({"peacekeepers", "peacekeeper"})
_SENDING = (("UNO",), ("AFU",))  # who sends them
_UNKNOWN = frozenset({"unknown", "unidentified"})
_GUNMEN = frozenset("gunmen gunman attackers assailants men".split())
_THE = frozenset({"the", "these", "those"})
_FIGHTERS = frozenset({"fighters", "fighter", "combatants", "combatant"})
_BREAKAWAY = frozenset({"dissidents", "defectors"})
_FORCE = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT"})
_AT_ARMS = frozenset({"MIL", "REB", "UAF"})
_ARMS = word_list("arms_of_armies")
_CRAFT = word_list("war_craft")
_LINERS = word_list("craft")
_CARRYING = frozenset({"passenger", "passengers", "civilian", "commercial", "charter", "airline"})
_TRADING = frozenset({"cargo", "private", "business", "executive", "rescue", "ambulance", "police"})
_QUALIFYING = frozenset({"amod", "compound", "nmod"})
WITHOUT_ARMY = frozenset({"PSE"})


def as_told(parse: Parse, noun: int, actor: Actor, report: Report, place: int, deed: str) -> Actor:
    """The actor, if it is one of these and would be soldiers by its word alone, as what the report makes it.

    ``deed`` is the type of what it does, if it does something. Officers are police where no soldiers are named and
    police are, or where they hold or search somebody; fighters are no army's; a coalition in a report without arms is
    one of parties, unless it fights; dissidents who use force where rebels are told of are rebels; drivers who protest
    do so for their work.
    """
    word = parse.lowers[noun]
    alone = parse.lowers[slice(*phrase(parse, noun))] == _THE_FORCE
    if actor.sectors == ("MIL",) and (word in _OFFICERS | _COMMANDERS or alone):
        return _as_police(word, actor, report, place, deed)
    if actor.country:
        return actor
    if word in _PEACEKEEPERS and actor.sectors == ("MIL",):
        return _as_sent(actor, report, place)
    if actor.text in _CENTRE and report.home.country == "IND":
        return replace(actor, code="INDGOV", country="IND", sectors=("GOV",))
    those = {word, *(parse.lowers[inner] for link, inner in prepositional(parse, noun) if link == "of")}
    if deed in _FORCE and not _BREAKAWAY.isdisjoint(those) and "REB" in report.sectors_told(place):
        return of_kind(actor, "REB")
    if word == "drivers" and deed == "PROTEST" and actor.sectors == ("CVL",):
        return of_kind(actor, "LAB")
    if actor.sectors == ("UAF",) and word in _GUNMEN and _is_of_gangs(actor, report, place):
        return of_kind(actor, "CRM")
    if actor.sectors == ("UAF",) and word in _ARMED and parse.lowers[phrase(parse, noun)[0]] in _THE:
        return _as_group(actor, report, place)
    if actor.sectors != ("MIL",):
        return actor
    if word in _FIGHTERS:
        return of_kind(actor, "REB" if "REB" in report.sectors_told(place) else "UAF")
    parties = word in LEAGUES and deed not in _FORCE and _AT_ARMS.isdisjoint(report.sectors_told(place))
    return of_kind(actor, "PTY") if parties else actor


def _as_police(word: str, actor: Actor, report: Report, place: int, deed: str) -> Actor:
    """Officers as police where the report tells of police and of no soldiers."""
    told = report.sectors_told(place)
    holding = word in _OFFICERS and deed == "COERCE"
    return of_kind(actor, "COP") if (holding or "COP" in told) and "MIL" not in told else actor


def _is_of_gangs(actor: Actor, report: Report, place: int) -> bool:
    """Whether a report tells up to a sentence of gangs and of nobody who fights a state, and does not call it open."""
    told = report.sectors_told(place)
    return "CRM" in told and "REB" not in told and _UNKNOWN.isdisjoint(actor.text.lower().split())


def _as_sent(actor: Actor, report: Report, place: int) -> Actor:
    """Peacekeepers as those of the one body of states that the report names up to their sentence."""
    named = [m for k in range(place + 1) for m in report.told(k).names.values() if m.sectors[:1] == ("IGO",)]
    codes = {m.code: m for m in named if m.sectors[1:] in _SENDING}
    if len(codes) != 1:
        return actor
    (code, body) = codes.popitem()
    return replace(actor, code=code, sectors=body.sectors, role=None)


def _as_group(actor: Actor, report: Report, place: int) -> Actor:
    """Armed men whom "the" takes up as the one group by name that the sentences up to theirs tell of."""
    named = [m for k in range(place + 1) for m in report.told(k).names.values() if m.kind == "group"]
    groups = {m.code: m for m in named if m.sectors in (("REB",), ("CRM",))}
    if len(groups) != 1:
        return actor
    (one,) = groups.values()
    return of_kind(actor, one.sectors[0])


def body_before(report: Report, place: int) -> Actor | None:
    """The body with which the sentence before opens: whose "its spokesman" is."""
    told = report.told(place - 1) if place else None
    return None if told is None else leading_body(told.words, told.found, "")


def as_forces(parse: Parse, noun: int, actor: Actor) -> Actor:
    """The doer of a blow that is a nationality beside a weapon of armies as their forces: "Chadian drones"."""
    bare = bool(actor.country) and not actor.sectors and actor.country not in WITHOUT_ARMY
    beside = parse.deps[noun] in _QUALIFYING and parse.lowers[parse.heads[noun]] in _ARMS
    if not bare or not beside or " " in actor.text:
        return actor
    return replace(actor, code=actor.country + "MIL", sectors=("MIL",))


def as_struck(parse: Parse, noun: int, actor: Actor) -> Actor:
    """Craft that are hit, of whom only the country is told, as its army, or as people where they carry passengers."""
    if not actor.country or actor.sectors:
        return actor
    qualified = {parse.lowers[t] for t in parse.children[noun] if parse.deps[t] in _QUALIFYING}
    if parse.lowers[noun] in _LINERS or not _CARRYING.isdisjoint(qualified):
        return of_kind(actor, "CVL")
    armed = actor.country not in WITHOUT_ARMY and _TRADING.isdisjoint(qualified)
    return of_kind(actor, "MIL") if armed and parse.lowers[noun] in _CRAFT else actor


def as_crowd(parse: Parse, noun: int, actor: Actor) -> Actor:
    """Whose protest is told by the name of a country alone as people of it: "Hong Kong protests"."""
    bare = bool(actor.country) and not actor.sectors and parse.deps[noun] in _QUALIFYING
    return of_kind(actor, "CVL") if bare else actor


def of_kind(actor: Actor, sector: str) -> Actor:
    """The actor as one of another sector of its country."""
    return replace(actor, code=actor.country + sector, sectors=(sector,), role=None)
