"""Rules and model together: which of the events found stand, which the rules missed, how sure each is."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pipelines.coding.event.circumstances import circumstance
from pipelines.coding.event.matching import Match
from pipelines.coding.event.proposals import Findings, Proposal
from pipelines.coding.judge.features import features_of
from pipelines.coding.judge.letters import Letters, event_by_letters
from pipelines.coding.judge.model import NONE, Model
from pipelines.coding.sentence.frames import dependents, sides_of
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.entities import ActorMatch
from pipelines.coding.wordlists import word_list

# Below the first the rules are overruled; above the second the model speaks where they are silent.
VETO = 0.005
SPEAK = 0.5
_STATED, _UNREALISED = "statement", "unrealised"  # why a word of the lexicon is passed over
_HEARD = 0.03  # what the letters tell must be no surprise to the model
_LEAST = 0.01  # what is left to share, however sure the model is of the rest
# What the rules saw and rejected stays rejected, whatever the words look like.
FINAL = frozenset(
    {
        "conditional",
        "hypothetical",
        "denial",
        "appeal",
        "considering",
        "opinion",
        "warning",
        "negated",
        "general",
        "failed",
    }
)


_SPEECH = word_list("speech")


@dataclass(frozen=True, slots=True)
class Analysis:
    """A parsed sentence, the entries that hold in it, the actors that it names, and what the rules found."""

    parse: Parse
    matches: Mapping[int, Match]
    named: Sequence[ActorMatch]
    findings: Findings


class Judging(Protocol):
    """What says which of the events that the rules found stand."""

    def judge(self, analysis: Analysis) -> list[tuple[Proposal, float]]:
        """The events that stand, each with the probability of its type."""

    def probabilities(self, analysis: Analysis) -> Mapping[str, float]:
        """How likely each type, or none, is told in a sentence."""


class Judge:
    """Weighs the events of the rules with the model's view of the sentence.

    Below ``veto`` the rules are overruled; what they missed ``letters`` tell, or where there are none the model. How
    likely the model holds what the letters tell says how sure it is, and what surprises it is not told, unless they are
    as sure as ``trusted``; then it is enough that no rule knows whether what a word names was done. Where a
    sentence ``shares`` what the model gives among the types told in it, each is weighed against what the others leave.
    """

    def __init__(
        self,
        model: Model,
        veto: float = VETO,
        letters: Letters | None = None,
        *,
        trusted: float = math.inf,
        shares: bool = False,
    ) -> None:
        self._model, self._veto, self._letters, self._trusted, self._shares = model, veto, letters, trusted, shares

    def judge(self, analysis: Analysis) -> list[tuple[Proposal, float]]:
        """The events that stand, each with the probability of its type."""
        if not analysis.findings.proposals:
            missed = self._missed(analysis)
            if missed is None:
                return []
            analysis.findings.proposals.append(missed[0])  # found like the others, for whoever takes it back
            return [missed]
        probabilities, told = self.probabilities(analysis), {p.type for p in analysis.findings.proposals}
        shares = {kind: self._share(probabilities, kind, told) for kind in told}
        return [(p, shares[p.type]) for p in analysis.findings.proposals if p.negated or shares[p.type] >= self._veto]

    def _share(self, probabilities: Mapping[str, float], kind: str, told: Collection[str]) -> float:
        """How likely a type is told, of what the other types told in the sentence leave."""
        left = 1 - sum(probabilities[other] for other in told if other != kind)
        return min(1.0, probabilities[kind] / max(left, _LEAST)) if self._shares else probabilities[kind]

    def probabilities(self, analysis: Analysis) -> Mapping[str, float]:
        """How likely the linear model holds each type, or none, in a sentence."""
        return self._model.probabilities(features_of(analysis.parse, analysis.matches, analysis.findings))

    def _missed(self, analysis: Analysis) -> tuple[Proposal, float] | None:
        """What is told where the rules found nothing and turned nothing away."""
        if self._letters is not None:
            return self._heard(analysis, self._letters)
        if not analysis.matches:
            return None
        probabilities = self.probabilities(analysis)
        missed = missed_event(analysis, probabilities)
        return None if missed is None else (missed, probabilities[missed.type])

    def _heard(self, analysis: Analysis, letters: Letters) -> tuple[Proposal, float] | None:
        """What the letters tell, and how likely the model holds it."""
        text, refused = analysis.parse.text, {reason for _, reason, _ in analysis.findings.refusals}
        if not refused <= {_STATED, _UNREALISED}:
            return None
        deed = letters.deed(text)
        if deed is None:
            return None
        loud = letters.probabilities(text)[deed] >= self._trusted
        heard = event_by_letters(analysis.parse, deed) if loud or _UNREALISED not in refused else None
        if heard is None:
            return None
        probability = self.probabilities(analysis)[deed]
        return (heard, probability) if probability >= _HEARD or (loud and _STATED not in refused) else None


def missed_event(analysis: Analysis, probabilities: Mapping[str, float]) -> Proposal | None:
    """The event that the model sees where the rules saw none and turned none away: it is told by the main verb."""
    parse = analysis.parse
    best = max(probabilities, key=lambda label: probabilities[label])
    if best == NONE or probabilities[best] < SPEAK:
        return None
    if any(reason in FINAL for _, reason, _ in analysis.findings.refusals):
        return None
    verb = main_verb(parse)
    if verb is None:
        return None
    place = circumstance(parse, verb)
    if place.negated or place.conditional or place.modal is not None:
        return None
    sources, targets = sides_of(parse, verb)
    if best == "MOBILIZE" and not sources:
        sources, targets = targets, ()  # "soldiers were seen arriving"
    return Proposal(type=best, mode=None, cameo=None, trigger=verb, core=verb, sources=sources, targets=targets)


def main_verb(parse: Parse) -> int | None:
    """The verb that carries the sentence: its root, or what is reported where the root only reports."""
    verb = next((t for t, label in enumerate(parse.deps) if label == "ROOT" and parse.tags[t].startswith("VB")), None)
    if verb is not None and parse.lowers[verb] in _SPEECH:
        return next((t for t in dependents(parse, verb, "ccomp") if parse.tags[t].startswith("VB")), verb)
    return verb


def reason_of(findings: Findings) -> str:
    """Why a sentence tells nothing."""
    if findings.proposals:
        return "unlikely"
    return findings.refusals[0][1] if findings.refusals else "no_event"
