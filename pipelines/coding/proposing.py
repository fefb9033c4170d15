"""From matches in a parsed sentence to the events that it tells, before parties, dates and places are settled."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipelines.coding.circumstances import Circumstance, circumstance
from pipelines.coding.datafiles import DATA, Row, read_rows
from pipelines.coding.frames import (
    agent_of,
    dependents,
    is_passive,
    is_time,
    objects_of,
    prepositional,
    subject_of,
    with_conjuncts,
)
from pipelines.coding.lexicon import OPERATORS, SILENT
from pipelines.coding.matching import Match
from pipelines.coding.parsing import Parse
from schemas.records import DeedModality

_DEPTH = 5  # operators folded over one event; deeper nesting is a misparse
_TARGET_PREPOSITIONS = (
    "against",
    "on",
    "with",
    "to",
    "for",
    "at",
    "from",
    "into",
    "towards",
    "toward",
    "in",
    "over",
    "of",
)
_SOFT = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})


@dataclass(frozen=True, slots=True)
class Composition:
    """What becomes of an inner event; ``outcome`` is a type, ``same`` or ``silent`` (then ``label`` is the reason)."""

    outcome: str
    label: str | None
    cameo: str | None
    deed: DeedModality | None


@dataclass(frozen=True, slots=True)
class Compositions:
    """The table of ``compositions.tsv``."""

    rows: Mapping[tuple[str, str], Composition]

    @classmethod
    def load(cls, path: Path = DATA / "compositions.tsv") -> "Compositions":
        """The table; raises LexiconError naming file and line."""
        rows = {}
        for row in read_rows(path, 6, 6):
            operator, inner, *rest = row.cells
            outcome, label, cameo, deed = (None if cell == "-" else cell for cell in rest)
            if outcome is None:
                raise row.error("the third cell must be a type, same or silent")
            for name in inner.split("|"):
                if (operator, name) in rows:
                    raise row.error(f"operator {operator} with {name} is in the table already")
                rows[operator, name] = Composition(outcome, label, cameo, _deed(row, deed))
        return cls(rows)

    def get(self, operator: str, inner: str | None) -> Composition | None:
        """What the operator makes of a type (None: of no event at all)."""
        if inner is None:
            return self.rows.get((operator, "-"))
        return self.rows.get((operator, inner)) or self.rows.get((operator, "*"))


def _deed(row: Row, cell: str | None) -> DeedModality | None:
    match cell:
        case None | "planned" | "hypothetical" | "requested":
            return cell
    raise row.error(f"deed {cell!r} is none of planned, hypothetical, requested, -")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An event by token indices: what happened, at which word, who to whom; ``steps`` tells how it came about."""

    type: str
    mode: str | None
    cameo: str | None
    trigger: int
    core: int
    sources: tuple[int, ...]
    targets: tuple[int, ...]
    deed: DeedModality | None = None
    negated: bool = False
    nominal: bool = False
    steps: tuple[str, ...] = ()


@dataclass(slots=True)
class Findings:
    """The events of a sentence, and the reasons why other matches gave none, in the order they were found."""

    proposals: list[Proposal] = field(default_factory=list)
    refusals: list[tuple[int, str, str]] = field(default_factory=list)

    def refuse(self, token: int, reason: str, origin: str) -> None:
        """Note that the match at ``token`` gives no event."""
        self.refusals.append((token, reason, origin))


class Proposer:
    """Makes events of matches by the rules of syntax; the words come from the lexicon."""

    def __init__(self, compositions: Compositions) -> None:
        self._compositions = compositions

    def propose(self, parse: Parse, matches: Mapping[int, Match]) -> Findings:
        """The events of a sentence, in the order of their triggers."""
        findings = Findings()
        used: set[int] = set()
        claimed = {
            filler
            for match in matches.values()
            for filler in match.by_role.values()
            if match.entry.outcome != OPERATORS
        }
        for token, match in matches.items():
            entry = match.entry
            if entry.outcome == SILENT:
                findings.refuse(token, entry.label or "statement", entry.origin)
            elif entry.outcome != OPERATORS and not (token in claimed and parse.tags[token].startswith("N")):
                self._unfold(parse, matches, match, findings, used)
        for token, match in matches.items():
            if match.entry.outcome == OPERATORS and token not in used:
                self._bare_operator(parse, match, findings)
        findings.proposals = _without_echoes(parse, findings.proposals)
        return findings

    def _unfold(
        self, parse: Parse, matches: Mapping[int, Match], match: Match, findings: Findings, used: set[int]
    ) -> None:
        """Follow the match at its token outwards through operators to what the sentence says of it."""
        token = match.token
        proposal = _core(parse, match)
        if proposal is None:
            findings.refuse(token, "background", match.entry.origin)
            return
        current = proposal
        place = circumstance(parse, current.trigger, nominal=current.nominal)
        for _ in range(_DEPTH):
            composed = self._apply_auxiliaries(current, place)
            if isinstance(composed, str):
                findings.refuse(token, composed, match.entry.origin)
                return
            current = composed
            if place.governor is None:
                findings.proposals.append(current)
                return
            outer = matches.get(place.governor)
            if outer is None or outer.entry.outcome != OPERATORS:
                if outer is not None and outer.entry.outcome == "ACCUSE" and place.link in ("pcomp", "xcomp"):
                    findings.refuse(token, "inside_accusation", match.entry.origin)
                    return
                if place.realised:
                    findings.proposals.append(current)
                else:
                    findings.refuse(token, "unrealised", match.entry.origin)
                return
            used.add(outer.token)
            composition = self._compositions.get(outer.entry.label or "", current.type)
            if composition is None:
                findings.refuse(token, "unrealised", match.entry.origin)
                return
            if composition.outcome == "silent":
                findings.refuse(token, composition.label or "statement", outer.entry.origin)
                return
            current = _recast(parse, current, outer, composition)
            place = circumstance(parse, outer.token, nominal=parse.tags[outer.token].startswith("N"))
        findings.refuse(token, "nested", match.entry.origin)

    def _apply_auxiliaries(self, current: Proposal, place: Circumstance) -> Proposal | str:
        """The event as its auxiliaries, negation and condition leave it, or the reason for silence."""
        if place.conditional:
            return "conditional"
        operator = None
        if place.modal == "future":
            operator = "promise"
        elif place.modal == "must":
            operator = "must"
        elif place.modal == "possible":
            return "hypothetical"
        elif place.modal == "should":
            return "appeal"
        if place.negated:
            if operator == "promise" or place.modal == "would":
                operator = "decline"
            elif operator is None:
                return replace(current, negated=True, steps=(*current.steps, "negated"))
            else:
                return "negated"
        elif place.modal == "would":
            return "hypothetical"
        if operator is None:
            return current
        composition = self._compositions.get(operator, current.type)
        if composition is None or composition.outcome == "silent":
            return (composition.label if composition else None) or "unrealised"
        steps = (*current.steps, f"{operator} -> {composition.outcome}")
        if operator == "must":
            if place.speaker is None:
                return "appeal"
            return replace(
                current,
                type=composition.outcome,
                mode=composition.label,
                cameo=composition.cameo,
                deed=composition.deed,
                sources=(place.speaker,),
                targets=current.sources or current.targets,
                steps=steps,
            )
        return replace(
            current,
            type=composition.outcome,
            mode=composition.label,
            cameo=composition.cameo,
            deed=composition.deed,
            steps=steps,
        )

    def _bare_operator(self, parse: Parse, match: Match, findings: Findings) -> None:
        composition = self._compositions.get(match.entry.label or "", None)
        if composition is None or composition.outcome in ("silent", "same"):
            findings.refuse(
                match.token, (composition.label if composition else None) or "statement", match.entry.origin
            )
            return
        if parse.tags[match.token].startswith("N"):
            findings.refuse(match.token, "background", match.entry.origin)
            return
        proposal = _core(parse, match)
        if proposal is None:
            return
        place = circumstance(parse, match.token, nominal=False)
        current = replace(proposal, type=composition.outcome, mode=composition.label, cameo=composition.cameo)
        composed = self._apply_auxiliaries(current, place)
        if isinstance(composed, str):
            findings.refuse(match.token, composed, match.entry.origin)
        elif place.governor is not None and not place.realised:
            findings.refuse(match.token, "unrealised", match.entry.origin)
        else:
            findings.proposals.append(composed)


def _core(parse: Parse, match: Match) -> Proposal | None:
    """The event that an entry names by itself, before anything around it is looked at."""
    token, entry = match.token, match.entry
    if parse.tags[token].startswith("N"):
        return _nominal(parse, match)
    if is_passive(parse, token):
        agent = agent_of(parse, token)
        sources = [] if agent is None else with_conjuncts(parse, agent)
    else:
        subject = subject_of(parse, token)
        sources = [] if subject is None else with_conjuncts(parse, subject)
    targets = _targets(parse, match)
    return Proposal(
        type=entry.outcome,
        mode=entry.label,
        cameo=entry.cameo,
        trigger=token,
        core=token,
        sources=tuple(sources),
        targets=tuple(t for t in targets if t not in sources),
        steps=(f"{entry.origin} {entry.pattern}",),
    )


def _targets(parse: Parse, match: Match) -> list[int]:
    """Who an event by a verb is done to: behind a preposition when the object is the matter itself, else the object."""
    token = match.token
    objects = objects_of(parse, token)
    matter = match.filled("obj")
    named = next((slot.words for slot in match.entry.slots if slot.role == "obj" and not slot.forbidden), None)
    if matter is not None and named is not None:
        behind = _behind_prepositions(parse, [token, matter])
        datives = [t for t in dependents(parse, token, "dative") if parse.tags[t][0] in "NP"]
        if datives:
            return with_conjuncts(parse, datives[0])
        if behind is not None:
            return with_conjuncts(parse, behind)
        return with_conjuncts(parse, matter)
    if objects:
        return with_conjuncts(parse, objects[0])
    behind = _behind_prepositions(parse, [token])
    return [] if behind is None else with_conjuncts(parse, behind)


def _behind_prepositions(parse: Parse, holders: list[int]) -> int | None:
    found: dict[str, int] = {}
    for holder in holders:
        for preposition, noun in prepositional(parse, holder):
            if not is_time(parse, noun):
                found.setdefault(preposition, noun)
    return next((found[p] for p in _TARGET_PREPOSITIONS if p in found), None)


def _nominal(parse: Parse, match: Match) -> Proposal | None:
    """An event by a noun: its doer is behind ``by``, a possessor, a nationality, or the subject of its verb."""
    token, entry = match.token, match.entry
    by_preposition: dict[str, int] = {}
    for preposition, noun in prepositional(parse, token):
        if not is_time(parse, noun):
            by_preposition.setdefault(preposition, noun)
    verb = parse.heads[token]
    sources: list[int] = []
    if "between" in by_preposition:
        parties = with_conjuncts(parse, by_preposition["between"])
        return Proposal(
            type=entry.outcome,
            mode=entry.label,
            cameo=entry.cameo,
            trigger=token,
            core=token,
            sources=tuple(parties),
            targets=(),
            nominal=True,
            steps=(f"{entry.origin} {entry.pattern}",),
        )
    if "by" in by_preposition:
        sources = with_conjuncts(parse, by_preposition["by"])
    if not sources:
        sources = dependents(parse, token, "poss")
    if not sources and parse.deps[token] == "dobj" and parse.tags[verb].startswith("V"):
        subject = subject_of(parse, verb)
        if subject is not None:
            sources = with_conjuncts(parse, subject)
    if not sources:
        sources = [c for c in dependents(parse, token, "amod", "compound", "nmod") if parse.words[c][:1].isupper()][:1]
    target = next((by_preposition[p] for p in _TARGET_PREPOSITIONS if p in by_preposition), None)
    return Proposal(
        type=entry.outcome,
        mode=entry.label,
        cameo=entry.cameo,
        trigger=token,
        core=token,
        sources=tuple(sources),
        targets=() if target is None else tuple(with_conjuncts(parse, target)),
        nominal=True,
        steps=(f"{entry.origin} {entry.pattern}",),
    )


def _recast(parse: Parse, inner: Proposal, outer: Match, composition: Composition) -> Proposal:
    """The inner event as its operator has it: the operator's subject acts."""
    token = outer.token
    steps = (*inner.steps, f"{outer.entry.origin} {outer.entry.pattern} -> {composition.outcome}")
    if composition.outcome == "same":
        return replace(inner, steps=steps)
    label = outer.entry.label
    sources: list[int] = []
    if parse.tags[token].startswith("N"):
        sources = dependents(parse, token, "poss")
        if not sources and parse.deps[token] in ("dobj", "attr") and parse.tags[parse.heads[token]].startswith("V"):
            subject = subject_of(parse, parse.heads[token])
            sources = [] if subject is None else with_conjuncts(parse, subject)
    elif parse.tags[token].startswith("J"):
        subject = subject_of(parse, parse.heads[token])
        sources = [] if subject is None else with_conjuncts(parse, subject)
    elif is_passive(parse, token):
        agent = agent_of(parse, token)
        sources = [] if agent is None else with_conjuncts(parse, agent)
    else:
        subject = subject_of(parse, token)
        sources = [] if subject is None else with_conjuncts(parse, subject)
    targets = list(inner.targets)
    if label in ("demand", "accuse", "order", "must", "permit", "prohibit", "condemn", "investigate"):
        objects = [o for o in objects_of(parse, token) if o not in sources and o != inner.trigger]
        if objects:
            targets = with_conjuncts(parse, objects[0])
        elif inner.sources and not set(inner.sources) & set(sources):
            targets = list(inner.sources)
    return replace(
        inner,
        type=composition.outcome,
        mode=composition.label,
        cameo=composition.cameo,
        deed=composition.deed,
        trigger=token,
        sources=tuple(sources) or inner.sources,
        targets=tuple(t for t in targets if t not in sources),
        negated=False,
        nominal=False,
        steps=steps,
    )


def _without_echoes(parse: Parse, proposals: list[Proposal]) -> list[Proposal]:
    """Without nominal events where a verb tells one, and without a second telling of one type by one doer."""
    if any(not p.nominal for p in proposals):
        proposals = [p for p in proposals if not p.nominal or parse.deps[p.trigger] == "dobj"]
    seen: set[tuple[str, tuple[int, ...]]] = set()
    kept = []
    for proposal in sorted(proposals, key=lambda p: p.trigger):
        key = (proposal.type, proposal.sources)
        if key not in seen:
            seen.add(key)
            kept.append(proposal)
    if any(p.type == "ASSAULT" for p in kept):
        kept = [p for p in kept if p.type != "MOBILIZE"]
    return kept
