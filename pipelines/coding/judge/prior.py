"""How sure an event is in a language that no network reads: by the linear model, and by what the record shows."""

from concurrent.futures import Future
from dataclasses import replace

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.judge.network import View
from pipelines.coding.judge.weighing import Curve, Setting, odds
from schemas import Telling


class Prior:
    """A confidence by a curve over what the linear model and the record say."""

    def __init__(self, curve: Curve) -> None:
        self._curve = curve

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
        evidence = {
            # Of what is denied the model says rightly that it is no event.
            "linear": 0.0 if telling.modality == "denied" else odds(probability),
            "noun": float(proposal.nominal),
            "deed": float(telling.deed_modality is not None),
            "open": float(telling.date_basis == "open"),
            "named": float(any(actor.code for actor in (*telling.sources, *telling.targets))),
            "placed": float(telling.place is not None),
            "late": (telling.trigger_start - telling.sentence_start) / len(telling.sentence),
            "first": float(place == 0),
            f"is_{telling.type}": 1.0,
        }
        confidence = self._curve.confidence(evidence)
        return replace(telling, confidence=confidence) if confidence >= self._curve.least else None
