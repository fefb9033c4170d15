"""Whom a deed hits beside or behind its object: who is named behind "including", and whose a seized thing is."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from pipelines.coding.sentence.frames import agent_of, dependents, phrase, prepositional, with_conjuncts
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.homes import placed_in
from pipelines.coding.who.people import may_act
from pipelines.coding.who.things import matters_of, text_of
from pipelines.coding.wordlists import word_list
from schemas import Actor

Resolve = Callable[[Sequence[int]], tuple[Actor, ...]]

_PARTLY = frozenset({"including", "among"})
_THEM = frozenset({"them", "whom"})
_HARMING = frozenset({"ASSAULT", "COERCE", "RETREAT", "SANCTION"})
_CROWD = ((), ("CVL",))  # sectors of those among whom others may be named
_OWNED = word_list("owned")  # "a yacht that belongs to", "a plane registered to"
_RETAKING = word_list("retaking")
_OWNERS = frozenset({"owner", "owners"})
_HOLDING = frozenset({"its", "whose", "their"})
_SETTLED = word_list("settled")
_FAR = 25  # words behind a thing in which its owner is told
_NEAR = 14  # words behind people in which some of them are named
_GATHERINGS = word_list("marches")
_BARRED = frozenset("gathering gatherings rally rallies demonstrations marches assemblies protests".split())
_ROADS = word_list("roads")  # what a crowd blocks or walks is nobody's, whatever it is named after
_WHERE = re.compile(r" (?:at|in|near|on|of) ")
_SPACES = frozenset({"square", "street", "avenue", "park", "boulevard", "corner"})  # though named after a senate
_BURIED = timedelta(days=7)  # how long news tells of such a blow
_ENVOYS = frozenset({"ambassador", "ambassadors", "envoy", "envoys", "chargé", "consul"})
_GOODS = frozenset({"goods", "services", "products", "exports", "imports", "equipment"})
_MEETINGS = frozenset({"summit", "meeting", "talks", "visit", "conference", "match", "game", "games"})
_MOVING = frozenset({"CONCEDE", "RETREAT", "MOBILIZE", "AGREE"})
_SHARED = frozenset({"joint", "combined"})
_ANYWHERE = frozenset({"the country", "the nation", "this country"})
_CONTINENTS = word_list("continents")
_BARRING = frozenset({"COERCE", "REJECT", "SANCTION", "AGREE"})
_BESIDE = frozenset({"near", "along", "towards", "toward", "border", "borders", "frontier", "off"})
_CRAFT = frozenset({"aircraft", "planes", "plane", "jets", "jet", "ships", "ship", "vessels", "vessel", "flights"})
_TANKERS = frozenset({"tanker", "tankers", "freighter", "freighters"})
_TRADING = frozenset({"cargo", "container", "merchant", "bulk", "commercial", "civil", "civilian"})
_SHIPS = frozenset({"ship", "ships", "vessel", "vessels", "carrier", "carriers"})
_WAR = frozenset({"military", "fighter", "war", "naval", "navy", "combat", "army"})
_REGULAR = frozenset({"MIL", "GOV", "COP", "SPY"})
_CIVIL = word_list("civil_sites")
_BLOCKS = frozenset(
    {"building", "buildings", "block", "blocks", "tower", "towers", "area", "areas", "district", "districts"}
)
_HOUSING = frozenset({"residential", "apartment", "tenement", "housing", "multi-storey", "shopping", "civilian"})
_SHELTERS = frozenset({"camp", "camps", "shelter", "shelters", "site", "tents", "tent", "settlement"})
_UPROOTED = frozenset({"refugee", "refugees", "displaced", "migrant", "migrants", "idp"})
_POSTS, _FRONTIERS = frozenset({"post", "posts", "outpost", "outposts"}), frozenset({"border", "frontier"})
_RAIDED = frozenset({"invaded", "invading", "raided", "raiding", "sacked", "looted", "ransacked"})
_OFFICERS = frozenset({"officer", "officers", "the officers", "the officer"})
_NAMED = 4  # words behind a shelter in which those who live there are told


def with_included(
    parse: Parse, kind: str, trigger: int, heads: Sequence[int], targets: Sequence[Actor], resolve: Resolve
) -> tuple[Actor, ...]:
    """The targets, and who of them is named apart: "killed nine people, including a judge"."""
    if kind not in _HARMING or not heads or any(actor.sectors not in _CROWD for actor in targets):
        return tuple(targets)
    found = [token for first in _named_apart(parse, trigger, heads) for token in with_conjuncts(parse, first)]
    known = {actor.code for actor in targets}
    named = [actor for actor in resolve(found) if _is_told_apart(actor)] if found else []
    return (*targets, *(actor for actor in named if actor.code not in known))


def _is_told_apart(actor: Actor) -> bool:
    return actor.sectors not in _CROWD or (actor.country != "" and actor.country_basis == "name")


def _named_apart(parse: Parse, trigger: int, heads: Sequence[int]) -> Iterator[int]:
    first, last = max(heads), max(*heads, trigger)
    holders = {trigger, *dependents(parse, trigger, "conj")}
    for verb in [trigger, *dependents(parse, trigger, "conj")]:
        holders.update(dependents(parse, verb, "dobj", "nsubjpass"))
    for head in heads:
        holders.update((head, *parse.children[head]))
    for token in range(first + 1, min(last + _NEAR, len(parse.words))):
        if parse.lowers[token] not in _PARTLY:
            continue
        head = parse.heads[token]
        inner = dependents(parse, token, "pobj")
        if any(parse.lowers[noun] in _THEM for noun in inner):
            inner = [head] if head > token else []
        elif head not in holders:
            continue
        yield from (noun for noun in inner if may_act(parse, noun))


def owners(parse: Parse, thing: int) -> list[int]:
    """Who is told behind a thing to own it: "a yacht which belongs to X", "seized the jet after its owner, X, ..."."""
    for token in range(thing + 1, min(thing + _FAR, len(parse.words))):
        found: Sequence[int] = ()
        if parse.lowers[token] in _OWNED:
            agent = agent_of(parse, token)
            found = [agent] if agent is not None else [n for p, n in prepositional(parse, token) if p in ("to", "with")]
        elif parse.lowers[token] in _OWNERS and any(
            parse.lowers[t] in _HOLDING for t in dependents(parse, token, "poss")
        ):
            copula = parse.heads[token]
            found = dependents(parse, token, "appos") or dependents(parse, copula, "attr") or [token]
        elif parse.lowers[token] == "from":
            found = [noun for noun in dependents(parse, token, "pobj") if parse.tags[noun] in ("NN", "NNS")]
            if not found or parse.lowers[found[0]] in _SETTLED or not may_act(parse, found[0]):
                continue
        if found and (may_act(parse, found[0]) or _is_named(parse, found[0])):
            return with_conjuncts(parse, found[0])
    return []


def _is_named(parse: Parse, noun: int) -> bool:
    return any(parse.words[t][:1].isupper() for t in dependents(parse, noun, "amod", "compound", "nmod", "poss"))


def as_civil(kind: str, actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """The actors, the aircraft and ships of a country as the country's: what is barred is mostly no army's.

    Gatherings that are barred are those of civilians.
    """
    if kind not in _BARRING:
        return tuple(actors)
    actors = [
        replace(actor, code="CVL", sectors=("CVL",)) if not actor.code and _is_gathering(actor) else actor
        for actor in actors
    ]
    return tuple(
        replace(actor, code=actor.country, sectors=()) if actor.country and _is_craft(actor) else actor
        for actor in actors
    )


def as_those_there(parse: Parse, heads: Sequence[int], targets: Sequence[Actor], country: str) -> tuple[Actor, ...]:
    """The targets of violence, homes and other places of daily life as the civilians there: "shelled a market".

    Where these alone are hit, also those of whom no country is told but that of the place.
    """
    there = {noun: sector for noun in heads if (sector := _there(parse, noun))}
    if not targets:
        targets = [placed_in(thing, country) for thing in matters_of(parse, [*there])]
    sectors = {text_of(parse, *phrase(parse, noun)): sector for noun, sector in there.items()}
    return tuple(
        target
        if target.sectors or target.role or target.text not in sectors
        else replace(
            target if target.country or not country else placed_in(target, country),
            code=(target.country or country) + sectors[target.text],
            sectors=(sectors[target.text],),
        )
        for target in targets
    )


def as_in_office(
    kind: str, targets: tuple[Actor, ...], resolve: Callable[..., tuple[Actor, ...]], published: date
) -> tuple[Actor, ...]:
    """The targets, leaders whose office ended with the blow that killed them as what they were until then."""
    if kind != "ASSAULT" or not any(actor.sectors == ("ELI",) for actor in targets):
        return targets
    before = {actor.text: actor for actor in resolve(published=published - _BURIED)}
    return tuple(before.get(one.text, one) if one.sectors == ("ELI",) else one for one in targets)


def those_hit(kind: str, mode: str | None, targets: Sequence[Actor]) -> tuple[Actor, ...]:
    """The targets, ships, troops and officers among them as whom they stand for, and none that is only where it was."""
    return _as_traders(kind, _as_faced(kind, _without_scenes(kind, mode, targets)))


def _as_traders(kind: str, targets: Sequence[Actor]) -> tuple[Actor, ...]:
    """The targets, merchant ships of a country as its trade: "attacked a Greek tanker"."""
    if kind not in _HARMING:
        return tuple(targets)
    return tuple(
        replace(one, code=one.country + "BUS", sectors=("BUS",))
        if one.country and not one.sectors and one.country_basis == "name" and _is_merchant(one.text)
        else one
        for one in targets
    )


def _is_merchant(text: str) -> bool:
    words = set(text.lower().split())
    return not words.isdisjoint(_TANKERS) or not (words.isdisjoint(_TRADING) or words.isdisjoint(_SHIPS))


def _there(parse: Parse, noun: int) -> str:
    """The sector of those who live, trade or meet at a place, or "" where it may be anybody's."""
    word = parse.lowers[noun]
    if word in _SHELTERS:
        start, end = phrase(parse, noun)
        if _UPROOTED.intersection(parse.lowers[start : end + _NAMED]):
            return "REF"
    beside = {parse.lowers[t] for t in dependents(parse, noun, "compound")}
    if word in _POSTS and beside & _FRONTIERS:
        return "MIL"
    if parse.tags[noun].startswith("NNP") and parse.deps[noun] == "dobj" and parse.lowers[parse.heads[noun]] in _RAIDED:
        return "CVL"  # a name that is raided is a village's
    housing = word in _BLOCKS and any(parse.lowers[t] in _HOUSING for t in dependents(parse, noun, "amod", "compound"))
    return "CVL" if housing or word in _CIVIL or (beside & _CIVIL and not may_act(parse, noun)) else ""


def _without_scenes(kind: str, mode: str | None, targets: Sequence[Actor]) -> tuple[Actor, ...]:
    """The targets without places that troops leave or go to, marches and what is joint; none of who resigns."""
    if mode == "resign":
        return ()
    targets = [t for t in targets if t.code or t.text.lower() not in _ANYWHERE]
    if kind == "PROTEST":
        targets = [t for t in targets if t.text.lower().rpartition(" ")[2] not in _GATHERINGS]
        targets = [t for t in targets if _WHERE.split(t.text.lower())[0].rpartition(" ")[2] not in _SPACES]
        return tuple(t for t in targets if t.sectors or _ROADS.isdisjoint(t.text.lower().split()))
    if kind == "SANCTION":
        targets = [t for t in targets if not _is_own_envoy(t)]
    if kind == "COOPERATE":
        targets = [t for t in targets if t.country or _SHARED.isdisjoint(t.text.lower().split())]
    if kind in _BARRING | {"CONCEDE"}:
        targets = [t for t in targets if t.country or t.text.lower().rpartition(" ")[2] not in _GOODS]
    if kind not in _MOVING:
        return tuple(targets)
    heads = [target.text.lower().rpartition(" ")[2] for target in targets]
    met = _MEETINGS if kind == "MOBILIZE" else frozenset[str]()
    kept = zip(targets, heads, strict=True)
    return tuple(target for target, head in kept if head not in met and (target.code or head not in _CONTINENTS))


def _as_faced(kind: str, targets: Sequence[Actor]) -> tuple[Actor, ...]:
    """The targets, troops that are sent close to a country as the country: "massed tanks near the border of Chad".

    The officers whom a crowd faces are the police.
    """
    if kind == "PROTEST":
        return tuple(
            replace(one, code=one.country + "COP", sectors=("COP",))
            if one.sectors == ("MIL",) and one.text.lower() in _OFFICERS
            else one
            for one in targets
        )
    if kind != "MOBILIZE":
        return tuple(targets)
    return tuple(
        replace(one, code=one.country, sectors=())
        if one.country and one.sectors == ("MIL",) and not _BESIDE.isdisjoint(one.text.lower().split())
        else one
        for one in targets
    )


def _is_own_envoy(actor: Actor) -> bool:
    """Whether an actor is whom a country has abroad itself: "recalled its ambassador"."""
    words = actor.text.lower().split()
    return words[0] in _HOLDING and not _ENVOYS.isdisjoint(words)


def _is_gathering(actor: Actor) -> bool:
    """Whether words tell of gatherings, and how many or which: no standing "gatherings have been banned"."""
    words = actor.text.lower().split()
    return len(words) > 1 and not _BARRED.isdisjoint(words[:3])


def _is_craft(actor: Actor) -> bool:
    words = actor.text.lower().split()
    return actor.sectors == ("MIL",) and words[-1] in _CRAFT and _WAR.isdisjoint(words)


def without_own_ground(cameo: str, verb: str, sources: Sequence[Actor], targets: Sequence[Actor]) -> tuple[Actor, ...]:
    """The targets of territory taken, without the ground of those who take it back: whoever held it lost it.

    A town that nobody knows is theirs where the ``verb`` says so: "recaptured".
    """
    if not cameo.startswith("192"):
        return tuple(targets)
    own = {a.country for a in sources if a.country and (not a.sectors or _REGULAR.intersection(a.sectors))}
    back = verb in _RETAKING and bool(own)
    return tuple(t for t in targets if t.sectors or (t.country not in own if t.country else not back))
