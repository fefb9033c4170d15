"""How sure an event is in a language that no network reads: by the linear model, the letters and the record."""

from concurrent.futures import Future
from dataclasses import replace

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.judge.letters import ALONE, OTHER, Letters
from pipelines.coding.judge.model import NONE
from pipelines.coding.judge.network import View
from pipelines.coding.judge.weighing import Setting, Weigher, odds
from schemas import Telling

_NOT_NOW = frozenset({"denied", "historical"})  # of which the models say rightly that it is no news
_USUAL = 0.8  # what they say of news


class Prior:
    """A confidence by a curve over what the linear model, the letters where a language has them, and the record say."""

    def __init__(self, curve: Weigher, letters: Letters | None = None) -> None:
        self._curve, self._letters = curve, letters

    def begin(self, text: str, start: int, end: int) -> "Future[View | None]":  # noqa: ARG002
        """Nothing reads the word."""
        done: Future[View | None] = Future()
        done.set_result(None)
        return done

    def weigh(
        self,
        telling: Telling,
        proposal: Proposal,
        probability: float,
        view: View | None,  # noqa: ARG002
        place: int,
        report: Setting,  # noqa: ARG002
    ) -> Telling | None:
        """The telling with its confidence, None where it is too unsure to be told."""
        evidence = evidence_of(telling, proposal, probability, place) | self._sounds(telling)
        confidence = self._curve.confidence(evidence)
        return replace(telling, confidence=confidence) if confidence >= self._curve.least else None

    def _sounds(self, telling: Telling) -> dict[str, float]:
        """What the letters of its sentence say of a telling of news: whether of its kind, and whether of any event."""
        if self._letters is None:
            return {}
        if telling.modality in _NOT_NOW:
            return {"sounds": odds(_USUAL), "eventful": odds(_USUAL)}
        chances = self._letters.probabilities(telling.sentence)
        kind = chances.get(telling.type, chances.get(OTHER, 0.0))
        return {"sounds": odds(kind), "eventful": odds(1 - chances.get(NONE, 0.0))}


def evidence_of(telling: Telling, proposal: Proposal, probability: float, place: int) -> dict[str, float]:
    """What the linear model, the rules and the record know of how sure ``telling`` is."""
    return {
        "linear": odds(_USUAL if telling.modality in _NOT_NOW else probability),
        "heard": float(proposal.steps == ALONE),
        "noun": float(proposal.nominal),
        "deed": float(telling.deed_modality is not None),
        "open": float(telling.date_basis == "open"),
        "today": float(telling.date_basis == "report"),
        "named": float(any(actor.code for actor in (*telling.sources, *telling.targets))),
        "placed": float(telling.place is not None),
        "counted": float(any(getattr(telling.counts, name) is not None for name in telling.counts.__slots__)),
        "untargeted": float(not telling.targets),
        "late": (telling.trigger_start - telling.sentence_start) / len(telling.sentence),
        "first": float(place == 0),
        f"is_{telling.type}": 1.0,
    }
