"""To whom a deed is done, where its sentence leaves that unsaid: the likeliest that its report tells of, or nobody.

"Egypt reserves its right to take all measures": in a report on a dam of Ethiopia a reader knows whom that threatens.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import Protocol, Self

from pipelines.coding.answered import deeds_meant
from pipelines.coding.choices import FOLDER, Choice, Evidence
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.joining import Told, with_parties
from pipelines.coding.who.references import Report
from schemas import Actor

FILE = FOLDER / "unsaid.json"
NOBODY = ""  # what stands for nobody among the candidates
_NEAR = 3  # sentences back to who is only named, and does nothing
_FAR = 50  # sentences back and on to who does or suffers something
_OFTEN, _ALIKE = 5, 3
_STEM, _LONG = 5, 4  # letters by which words are the same, and of more than which they tell something
_FAMILIES = {
    **dict.fromkeys(("ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"), "word"),
    **dict.fromkeys(("AGREE", "CONSULT", "COOPERATE"), "deal"),
    **dict.fromkeys(("CONCEDE", "RETREAT", "AID"), "yield"),
    **dict.fromkeys(("COERCE", "SANCTION"), "hold"),
    **dict.fromkeys(("ASSAULT", "MOBILIZE"), "force"),
    "PROTEST": "protest",
}
_STATE = "state"  # a country without a sector too
_CLASSES = {
    **dict.fromkeys(("GOV", "LEG", "JUD", "PTY"), _STATE),
    **dict.fromkeys(("MIL", "COP", "SPY"), "uniform"),
    **dict.fromkeys(("REB", "UAF", "CRM"), "armed"),
    **dict.fromkeys(("OPP", "CVL", "LAB", "EDU", "REF", "JRN", "AGR", "REL"), "people"),
}
_DEFENDING = frozenset({"defend", "defends", "defended", "defending"})  # one's own deed, as a rule
_TOGETHER = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})  # what two do together is done to nobody else


class Aiming(Protocol):
    """What the coder needs to tell to whom something is done."""

    def target(self, told: Told, evidence: Callable[[], Evidence]) -> str:
        """The codes of the candidate to whom it is done, or "" where none is likely enough."""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Gives an event without a target the likeliest, if any is."""

    choice: Choice

    @classmethod
    def load(cls) -> Self:
        """As it ships with the coder; raises LexiconError."""
        return cls(Choice.load(FILE))

    def target(self, told: Told, evidence: Callable[[], Evidence]) -> str:
        """The codes of the likeliest candidate, or "" where none is sure; of a deed that nobody does nothing is."""
        return self.choice.best(evidence()) if told.telling.sources else NOBODY


def with_targets(aiming: Aiming, told: Sequence[Told], report: Report) -> list[Told]:
    """The events of a report, those that tell nobody to whom they are done with whom the report leaves for it.

    The weights are of English.
    """
    cast = _Cast(told, report)
    return [_aimed(aiming, one, cast) if _is_open(one) else one for one in told]


def _aimed(aiming: Aiming, one: Told, cast: "_Cast") -> Told:
    candidates = cast.candidates(one)
    meant = aiming.target(one, lambda: cast.evidence(one, candidates)) if candidates else NOBODY
    if not meant:
        return one
    return replace(one, telling=with_parties(one.telling, one.telling.sources, candidates[meant][0].actors))


def _is_open(one: Told) -> bool:
    """Whether no target with a code is told, nor a name that no list knows."""
    telling = one.telling
    joint = telling.reciprocal or (telling.type in _TOGETHER and len(telling.sources) > 1)
    named = any(one.parse.tags[t].startswith("NNP") for t in one.proposal.targets)
    own = one.parse.lowers[one.proposal.trigger] in _DEFENDING
    told = joint or named or own or any(actor.code for actor in telling.targets)
    return one.parse.language == ENGLISH and not told


@dataclass(frozen=True, slots=True)
class _Appearance:
    """Where a report tells of somebody: as doer or not of which type of event, "" where it only names them."""

    place: int
    trigger: int
    actors: tuple[Actor, ...]
    did: bool
    kind: str


class _Cast:
    """Those that a report tells of."""

    def __init__(self, told: Sequence[Told], report: Report) -> None:
        self._told = told
        self._report = report
        self._stemmed: dict[int, frozenset[str]] = {}

    @cached_property
    def _acting(self) -> list[_Appearance]:
        """The sides of all events, in the order of the text."""
        found = []
        for one in self._told:
            for did, actors in ((True, one.telling.sources), (False, one.telling.targets)):
                coded = tuple(actor for actor in actors if actor.code)
                if coded:
                    found.append(_Appearance(one.place, one.telling.trigger_start, coded, did, one.telling.type))
        return sorted(found, key=attrgetter("place", "trigger"))

    def candidates(self, one: Told) -> dict[str, list[_Appearance]]:
        """Where the report tells of each to whom an event may be done, by their codes."""
        own = _codes(one.telling.sources) | _states(one.telling.sources)
        found: dict[str, list[_Appearance]] = {}
        first = bisect_left(self._acting, one.place - _FAR, key=attrgetter("place"))
        last = bisect_right(self._acting, one.place + _FAR, key=attrgetter("place"))
        for seen in (*self._acting[first:last], *self._named_near(one.place)):
            codes = _codes(seen.actors)
            if own.isdisjoint(codes):
                found.setdefault(" ".join(sorted(codes)), []).append(seen)
        return found

    def _named_near(self, place: int) -> Iterator[_Appearance]:
        for k in range(max(0, place - _NEAR), place):
            for actor in self._report.told(k).parties:
                yield _Appearance(k, -1, (actor,), did=False, kind="")

    def evidence(self, one: Told, candidates: Mapping[str, Sequence[_Appearance]]) -> Evidence:
        """What speaks for each candidate, and for nobody."""
        telling, place = one.telling, one.place
        family, meant, home = _FAMILIES[telling.type], deeds_meant(one), self._report.home
        own = {actor.country for actor in telling.sources if actor.country}
        here = self._report.told(place).countries - own
        between = frozenset(home.between).difference(own) if own.intersection(home.between) else frozenset[str]()
        words = self._stems(place)
        evidence = {}
        for codes, seen in candidates.items():
            first = seen[0].actors[0]
            countries = {actor.country for actor in seen[0].actors if actor.country}
            acts = [s for s in seen if s.kind]
            before = [s.place for s in seen if s.place <= place]
            alike = [len(words & self._stems(s.place)) for s in acts if s.place != place]
            evidence[codes] = {
                "near": 1 / (1 + place - max(before)) if before else 0.0,
                "behind": float(not before),
                "here": float(place in before),
                "only named": float(not acts),
                "times": min(len(acts), _OFTEN) / _OFTEN,
                "at home": float(home.country in countries),
                "country here": float(not here.isdisjoint(countries)),
                "counterpart": float(not between.isdisjoint(countries)),
                "meant": max((1 / (1 + abs(place - s.place)) for s in acts if s.did and s.kind in meant), default=0.0),
                "same words": min(max(alike, default=0), _ALIKE) / _ALIKE,
                "several": float(len(seen[0].actors) > 1),
                f"{family} {_class(first)}": 1.0,
                f"{telling.type} {first.sectors[0] if first.sectors else _STATE}": 1.0,
            }
        return evidence | {NOBODY: {"nobody": 1.0, f"nobody {telling.type}": 1.0, "of no country": float(not own)}}

    def _stems(self, place: int) -> frozenset[str]:
        if (stems := self._stemmed.get(place)) is None:
            words = self._report.sentences[place].lower().split()
            stems = self._stemmed[place] = frozenset(word[:_STEM] for word in words if len(word) > _LONG)
        return stems


def _codes(actors: Sequence[Actor]) -> set[str]:
    return {actor.code for actor in actors if actor.code}


def _states(actors: Sequence[Actor]) -> set[str]:
    """A state as its government, and a government as its state: neither does anything to the other."""
    rulers = [actor.country for actor in actors if actor.country and actor.sectors in ((), ("GOV",))]
    return {country + kind for country in rulers for kind in ("", "GOV")}


def _class(actor: Actor) -> str:
    return _CLASSES.get(actor.sectors[0], "other") if actor.sectors else _STATE
