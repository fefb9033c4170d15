"""Where an event of a sentence took place, and which words stand in its own clause."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.when_where.places import PlaceMatch
from pipelines.coding.wordlists import word_list
from schemas import Actor

_LOCATIVE = word_list("locative")
_LANDS = word_list("settled") | word_list("outskirts")
_CONDITIONS = word_list("conditions")
_CLIMB = 12
_STREETS = frozenset({"streets", "squares", "street", "square", "avenues", "centre", "center"})
OUTSIDE = 99
_WHERE_IT_HITS = frozenset({"ASSAULT", "PROTEST", "CONSULT", "MOBILIZE", "RETREAT", "COERCE"})
_BY_CROWDS = frozenset({"ASSAULT", "PROTEST"})
_ARMED = word_list("armed_doers")
_ROADS = (["road"], ["highway"], ["track"])
_DECREED = frozenset({"curfew", "martial-law", "censor"})
_AT = frozenset({"in", "near", "around", "outside", "at"})
_ROUTE = frozenset({"through", "across", "along", "around", "throughout", "past"})
_TIME = word_list("time")
_WARS = frozenset(
    "war wars invasion invasions occupation offensive bombardment bombing bombings airstrike airstrikes siege "
    "annexation blockade campaign".split()
)
_DIRECTIONS = frozenset(
    {"the", "northern", "southern", "eastern", "western", "central", "north", "south", "east", "west"}
)


def event_place(parse: Parse, proposal: Proposal, places: Sequence[PlaceMatch]) -> PlaceMatch | None:
    """The place behind "in", "at" or the like in the clause of the event, else the one that its recipient names."""
    doers = set(proposal.sources)  # "in a US raid" is no place
    places = [match for match in places if doers.isdisjoint(range(match.start, match.end))]
    places = [match for match in places if not _qualifies(parse, match, places)]
    if proposal.type == "PROTEST":
        places = [match for match in places if not _is_of_war(parse, proposal, match)]
    located = [match for match in places if _is_located(parse, match)]
    ranked = [(clauses_between(parse, proposal, match.start, match.end), match.start, match) for match in located]
    within = [item for item in ranked if item[0] < OUTSIDE]
    if within:
        return min(within, key=lambda item: item[:2])[2]
    if len(located) == 1 and not is_aside(parse, located[0].start):
        return located[0]
    there = next((match for match in located if _was_there(parse, proposal, match)), None)
    if there is not None:
        return there
    if proposal.type not in _WHERE_IT_HITS:
        return None
    for target in proposal.targets:
        for match in places:
            if any(
                _leads_to(parse, token, {target}) == 0 for token in range(match.start, min(match.end, len(parse.words)))
            ):
                return match
    for match in places:  # "the Lima protest"
        if parse.deps[match.end - 1] in ("compound", "nmod") and parse.heads[match.end - 1] == proposal.core:
            return match
    if proposal.type in _BY_CROWDS:
        for match in places:  # "Lagos traders clash with police", "Bolivia miners block road"
            crowd = match.end - 1
            while parse.deps[crowd] in ("compound", "nmod", "amod") and parse.heads[crowd] > crowd:
                crowd = parse.heads[crowd]
            if crowd >= match.end and crowd in proposal.sources and parse.lowers[crowd] not in _ARMED:
                return match
    # "attacked Goma Monday", where the parser takes the town for part of the day
    return next((match for match in places if match.start in (proposal.trigger + 1, proposal.core + 1)), None)


def _is_of_war(parse: Parse, proposal: Proposal, match: PlaceMatch) -> bool:
    """Whether a place only says where the war is that people protest against: "rallied against the war in Gaza"."""
    token = match.start
    for _ in range(_CLIMB):
        if parse.heads[token] == token or token in (proposal.trigger, proposal.core):
            return False
        if parse.lowers[token] in _WARS:
            return True
        token = parse.heads[token]
    return False


def _was_there(parse: Parse, proposal: Proposal, match: PlaceMatch) -> bool:
    """Whether a place is where those hit were: "raped five girls who were fetching water near Goma"."""
    token = match.start
    for _ in range(_CLIMB):
        if parse.deps[token] == "relcl":
            was = parse.tags[token] == "VBG" and parse.heads[token] in proposal.targets
            return was and proposal.type in _WHERE_IT_HITS
        if parse.heads[token] == token:
            return False
        token = parse.heads[token]
    return False


def _qualifies(parse: Parse, match: PlaceMatch, places: Sequence[PlaceMatch]) -> bool:
    """Whether a place with a hyphen behind it only says whose something is: "near a US-Iraqi checkpoint"."""
    hyphen = parse.words[match.end : match.end + 1] in (["-"], ["–"])
    return hyphen and all(other.start != match.end + 1 for other in places)


def names_unknown_place(parse: Parse, proposal: Proposal) -> bool:
    """Whether the clause of the event has a name behind "in" or "near" that no gazetteer need know."""
    for token, label in enumerate(parse.deps):
        named = label == "pobj" and parse.tags[token].startswith("NNP") and parse.lowers[token] not in _TIME
        if (
            named
            and parse.lowers[parse.heads[token]] in _AT
            and clauses_between(parse, proposal, token, token + 1) == 0
        ):
            return True
    return False


def without_route(parse: Parse, proposal: Proposal) -> Proposal:
    """A protest without the places at its targets that it leads through: "marched through Lima"."""
    if proposal.type != "PROTEST":
        return proposal
    kept = [t for t in proposal.targets if parse.deps[t] != "pobj" or parse.lowers[parse.heads[t]] not in _ROUTE]
    return proposal if len(kept) == len(proposal.targets) else replace(proposal, targets=tuple(kept))


def _is_located(parse: Parse, match: PlaceMatch) -> bool:
    """Whether a preposition of place stands before the match, with at most a few qualifiers between."""
    token = match.start
    before = [word for word in parse.lowers[max(0, token - 3) : token] if word not in _DIRECTIONS]
    if before and (before[-1] in _LOCATIVE or (before[-1] == "to" and before[-2:-1] in _ROADS)):
        return True
    for _ in range(_CLIMB):
        head = parse.heads[token]
        if parse.deps[token] == "pobj":
            land = parse.heads[head]
            if parse.lowers[head] == "of" and parse.lowers[land] in _STREETS:
                return True  # "filled the streets of Belgrade"
            if parse.lowers[head] != "of" or land == head or not _is_land(parse, land):
                return parse.lowers[head] in _LOCATIVE
            token = land  # "in the town of Azaz (Aleppo)"
            continue
        if head == token or parse.deps[token] not in ("compound", "amod", "nmod", "poss", "appos", "conj", "nummod"):
            return False
        token = head
    return False


def _is_land(parse: Parse, noun: int) -> bool:
    """Whether what is somewhere by standing "of" it is a place: "the town of Azaz", in other languages any thing."""
    return parse.lowers[noun] in _LANDS or (parse.language != ENGLISH and parse.tags[noun] in ("NN", "NNS"))


def is_aside(parse: Parse, token: int) -> bool:
    """Whether a word stands in a clause that only describes something ("the mosque that burned down in 1992")."""
    for _ in range(_CLIMB):
        if parse.deps[token] in ("relcl", "appos", "acl"):
            return True
        if parse.deps[token] == "advcl" and any(parse.lowers[t] in _CONDITIONS for t in parse.children[token]):
            return True
        token = parse.heads[token]
    return False


def clauses_between(parse: Parse, proposal: Proposal, start: int, end: int) -> int:
    """How many clauses out from the event the tokens stand: 0 in its own, OUTSIDE where they belong to another."""
    own = {proposal.trigger, proposal.core}
    for token in range(start, min(end, len(parse.words))):
        inside = _leads_to(parse, token, own)
        if inside is not None:
            return inside
    for rank, holder in enumerate(_holders(parse, proposal.trigger), 1):
        if any(_leads_to(parse, token, {holder}) == 0 for token in range(start, min(end, len(parse.words)))):
            return rank
    return OUTSIDE


def _leads_to(parse: Parse, token: int, goals: set[int]) -> int | None:
    """0 where a goal is above ``token`` with no other clause between; None where it is not reached so."""
    for _ in range(_CLIMB):
        if token in goals:
            return 0
        head = parse.heads[token]
        if head == token or (parse.tags[token].startswith("VB") and parse.deps[token] != "amod"):
            return None
        token = head
    return None


def _holders(parse: Parse, token: int) -> Iterator[int]:
    """The verbs above a word, nearest first."""
    for _ in range(_CLIMB):
        head = parse.heads[token]
        if head == token:
            return
        if parse.tags[head].startswith("VB"):
            yield head
        token = head


def is_decreed(mode: str | None, language: str) -> bool:
    """Whether a deed is told of its country alone: "введён комендантский час", by whom goes without saying."""
    return mode in _DECREED and language != ENGLISH


def war_of(proposal: Proposal, sources: Sequence[Actor]) -> str:
    """The country of the conflict of a known armed group, where what it strikes or takes is on no map, or ""."""
    countries = {actor.country for actor in sources if actor.sectors == ("REB",) and actor.country_basis == "name"}
    taken = (proposal.cameo or "").startswith("192") or (proposal.type == "COERCE" and proposal.mode is None)
    fits = proposal.type == "ASSAULT" or taken
    return countries.pop() if fits and len(countries) == 1 else ""
