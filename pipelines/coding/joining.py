"""One event told over two sentences: "Three were hurt when a grenade exploded. It was thrown by rebels."."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines import identity
from pipelines.coding.event.proposals import Proposal
from pipelines.coding.sentence.frames import objects_of
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list
from schemas import Actor, Telling

_CLAIMS = word_list("claims")
_FROM_ABOVE = frozenset({"aerial", "drone"})  # by others than those who fight on the ground that day
_BLOWS = frozenset("attack attacks bombing bombings assault ambush raid strike strikes airstrike airstrikes".split())
_DEFINITE = frozenset({"the", "this", "that", "these", "both"})
_THINGS = frozenset({"it", "they", "this", "these", "both"})
_BLAMING = frozenset("blamed blaming blames blame attributed attributing ascribed ascribing".split())
_HOLDING = frozenset({"hold", "holds", "held", "holding"})
_NEAR = 2  # sentences back to the blow that is meant
_FAR = 8  # where a claim is meant, and no other blow is told between
_NAMELESS = ((), ("UAF",), ("CVL",), ("CRM",))


@dataclass(frozen=True, slots=True)
class Told:
    """An event of a sentence with the parse and the proposal that it came from; ``place`` is the sentence's."""

    place: int
    parse: Parse
    proposal: Proposal
    telling: Telling


def joined(told: Sequence[Told]) -> list[Told]:
    """The events of a report, those left out that only say who dealt a blow told before, which gets its doer from them.

    A claim that does not say whom the attack hit is told by the attack alone, wherever the report tells of it.
    """
    kept: list[Told] = []
    claims: list[tuple[Told, Told]] = []
    blames: dict[int, list[Told]] = {}
    for one in told:
        if one.telling.type == "ACCUSE" and one.telling.targets and _is_blame(one):
            blames.setdefault(one.place, []).append(one)
    for one in (_blamed(one, blames.get(one.place, ())) for one in told):
        if not (_claims(one) or _takes_up(one)):
            kept.append(one)
            if _says_who(one):
                claims.append((_placed(kept, len(kept) - 1), one))
            continue
        before = next((i for i in _shortly_before(kept, one.place) if _is_open(kept[i], one)), None)
        if before is None and _claims(one):
            before = _last_blow(kept, one)
        if before is not None:
            kept[before] = replace(kept[before], telling=_done_by(kept[before].telling, one.telling))
        elif not _claims(one):
            kept.append(one)
        if before is not None and _claims(one) and one.telling.sources:
            claims.append((_placed(kept, before), one))
    for blow, claim in claims:
        kept = [_claimed(one, blow, claim) for one in kept]
    return kept


def _last_blow(kept: Sequence[Told], claim: Told) -> int | None:
    """Where in ``kept`` the last blow told before a claim stands, if nobody is said to have dealt it."""
    last = next((i for i in reversed(range(len(kept))) if _is_blow(kept[i]) and not _are_apart(kept[i], claim)), None)
    near = last is not None and claim.place - kept[last].place <= _FAR
    return last if last is not None and near and _is_open(kept[last], claim) else None


def _placed(kept: Sequence[Told], at: int) -> Told:
    """A blow with the place that was told last of it or of one before."""
    places = [one.telling.place for one in kept[: at + 1] if _is_blow(one) and one.telling.place is not None]
    return replace(kept[at], telling=replace(kept[at].telling, place=places[-1] if places else None))


def _is_blow(one: Told) -> bool:
    return one.telling.type == "ASSAULT" and one.telling.modality == "asserted" and not one.proposal.negated


def _claimed(one: Told, blow: Told, claim: Told) -> Told:
    """An event with the doer that a claim of ``blow`` names, where it is told of the same blow and of no doer."""
    same = _is_blow(one) and one.telling.event_date == blow.telling.event_date and not _are_apart(one, blow)
    same = same and (one.telling.mode == blow.telling.mode or one.telling.mode not in _FROM_ABOVE)
    return replace(one, telling=_done_by(one.telling, claim.telling)) if same and not one.telling.sources else one


def _are_apart(one: Told, other: Told) -> bool:
    """Whether two events were in different countries or towns."""
    here, there = one.telling.place, other.telling.place
    if here is None or there is None:
        return False
    towns = here.precision == there.precision == "city"
    return here.country != there.country or (towns and here.name != there.name)


def _blamed(one: Told, blames: Sequence[Told]) -> Told:
    """A blow that nobody is said to have dealt, as that of whom its sentence blames: "..., he said, blaming rebels"."""
    if one.telling.type != "ASSAULT" or one.telling.sources or one.proposal.negated:
        return one
    for other in blames:
        if other.proposal.trigger > one.proposal.trigger:
            return replace(one, telling=with_parties(one.telling, other.telling.targets, one.telling.targets))
    return one


def _is_blame(one: Told) -> bool:
    word = one.parse.lowers[one.proposal.trigger]
    held = any(one.parse.lowers[t] == "responsible" for t in one.parse.children[one.proposal.trigger])
    return word in _BLAMING or (word in _HOLDING and held)


def _shortly_before(kept: Sequence[Told], place: int) -> Iterator[int]:
    """Where in ``kept`` the events told up to ``_NEAR`` sentences before a place stand, the last first."""
    for i in reversed(range(len(kept))):
        if place - kept[i].place > _NEAR:
            return
        yield i


def _claims(one: Told) -> bool:
    proposal = one.proposal
    claim = one.parse.lowers[proposal.trigger] in _CLAIMS
    return proposal.type == "ASSAULT" and claim and not proposal.targets and not one.telling.targets


def _says_who(one: Told) -> bool:
    """Whether it is only told who dealt a blow that was told of before: "the attack was carried out by rebels"."""
    if not _is_blow(one) or not any(actor.code for actor in one.telling.sources):
        return False
    return any(
        one.parse.lowers[noun] in _BLOWS and any(one.parse.lowers[t] in _DEFINITE for t in one.parse.children[noun])
        for noun in objects_of(one.parse, one.proposal.trigger)
    )


def _takes_up(one: Told) -> bool:
    """Whether a blow is told of a weapon named before: "they were thrown by rebels"."""
    if one.proposal.type != "ASSAULT" or one.telling.targets or not one.telling.sources:
        return False
    return any(one.parse.lowers[token] in _THINGS for token in objects_of(one.parse, one.proposal.trigger))


def _is_open(before: Told, one: Told) -> bool:
    """Whether an event is a blow told before, dealt by nobody, or by nameless men whom a named group calls its own."""
    if before.telling.type != "ASSAULT" or before.proposal.negated or _are_apart(before, one):
        return False
    if not before.telling.sources:
        return before.place < one.place
    nameless = all(_is_nameless(actor) for actor in before.telling.sources)
    claimants = one.telling.sources
    return nameless and _claims(one) and bool(claimants) and not any(_is_nameless(actor) for actor in claimants)


def _is_nameless(actor: Actor) -> bool:
    """Whether an actor may be one of any group's: "four gunmen"."""
    return actor.sectors in _NAMELESS and (not actor.country or actor.country_basis == "place")


def _done_by(blow: Telling, later: Telling) -> Telling:
    """The blow with the doer that a later sentence names."""
    return with_parties(blow, later.sources, blow.targets)


def with_parties(blow: Telling, sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> Telling:
    """A blow with the sides that another sentence names, under the identity that they give it."""
    return identified(replace(blow, sources=sources, targets=targets))


def identified(telling: Telling) -> Telling:
    """A telling under the identity that its day and its sides give it."""
    return replace(
        telling,
        event_id=identity.event_id(
            telling.sentence,
            trigger_start=telling.trigger_start - telling.sentence_start,
            event_date=telling.event_date,
            event_type=telling.type,
            source_codes=[actor.code for actor in telling.sources if actor.code],
            target_codes=[actor.code for actor in telling.targets if actor.code],
        ),
    )
