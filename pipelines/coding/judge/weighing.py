"""How sure a telling is: what rules, models and the record know, weighed by a curve fitted to judged real news.

The weights stand in ``data/confidence.json``; ``python -m benchmarks.fit_confidence`` fits them.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

from pipelines.coding.datafiles import DATA, LexiconError
from pipelines.coding.event.proposals import Proposal
from pipelines.coding.judge.network import View
from schemas import Telling

FILE = DATA / "confidence.json"
_LEAST = 1e-3
# What stands for the network's own where the record says the same: past and unreal speak against what is told as news.
_USUALLY_PAST, _USUALLY_UNREAL = 0.05, 0.03
_BRIEF = 3  # sentences of an item of an agency or a chronicle; articles have more
_DOUBT = 2  # events that a report is taken to tell besides, none of them past
_ELSEWHERE = 0.3  # a lead less likely than this to be politics is other news
_COMMENT = "commentary"
_MOST_COMMENT = 0.15  # beyond what the curve was fitted to more says nothing
_UNREAD = 0.5  # what nothing reads may be politics or not
_POLITICS = ("world", "domestic", "conflict", "commentary")
_REPORTED = ("world", "domestic", "conflict")


class Weigher(Protocol):
    """What the coder needs to tell how sure an event is."""

    @property
    def least(self) -> float:
        """The confidence below which nothing is told."""

    def confidence(self, evidence: Mapping[str, float]) -> float:
        """How likely event, type and modality are right, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A logistic curve over named evidence; what it has no weight for counts nothing."""

    bias: float
    weights: Mapping[str, float]
    least: float

    @classmethod
    def load(cls, path: Path = FILE, fitter: str = "benchmarks.fit_confidence") -> Self:
        """A curve that ships with the coder; raises LexiconError that says by which ``fitter`` to make it."""
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            return cls(float(stored["bias"]), dict(stored["weights"]), float(stored["least"]))
        except (OSError, ValueError, KeyError) as error:
            hint = f"fit it again with python -m {fitter}"
            raise LexiconError(f"{path}: {error}; {hint}") from error

    def confidence(self, evidence: Mapping[str, float]) -> float:
        """How likely event, type and modality are right, in whole hundredths."""
        total = self.bias + sum(weight * evidence.get(name, 0.0) for name, weight in self.weights.items())
        return round(1 / (1 + math.exp(-max(-50.0, min(total, 50.0)))), 2)


@dataclass(frozen=True, slots=True)
class Setting:
    """The report of an event: how many sentences it has, how much of its events is past, how much it comments.

    ``lead`` says how likely what it opens with is news of politics.
    """

    sentences: int
    recalled: float
    comment: float
    lead: float

    @classmethod
    def of(cls, sentences: int, tellings: Sequence[Telling], views: Sequence[View], lead: Mapping[str, float]) -> Self:
        """That of a report of so many ``sentences`` with these events and the network's views of their words.

        ``lead`` is how likely each kind of news is for the sentences that the report opens with.
        """
        recalled = sum(telling.modality == "historical" for telling in tellings) / (len(tellings) + _DOUBT)
        comment = sum(view.genres[_COMMENT] for view in views) / max(len(views), 1)
        political = sum(lead[name] for name in _POLITICS) if lead else _UNREAD
        return cls(sentences, recalled, min(comment, _MOST_COMMENT), political)


def evidence_of(
    telling: Telling, proposal: Proposal, probability: float, view: View, place: int, report: Setting
) -> dict[str, float]:
    """What is known of how sure ``telling`` is.

    ``probability`` is the linear model's of its type, ``view`` the network's of its word; ``place`` is its sentence's
    number in its ``report``.
    """
    return {
        "type": math.log(max(view.types[telling.type], _LEAST)),
        "event": odds(1 - view.types["NONE"]),
        "linear": odds(probability),
        "reported": odds(sum(view.genres[name] for name in _REPORTED)),
        "politics": odds(sum(view.genres[name] for name in _POLITICS)),
        "conflict": odds(view.genres["conflict"]),
        "now": odds(view.times["now"]),
        "past": odds(_USUALLY_PAST if telling.modality == "historical" else view.times["past"]),
        "unreal": odds(_USUALLY_UNREAL if telling.modality == "denied" else view.times["unreal"]),
        "noun": float(proposal.nominal),
        "deed": float(telling.deed_modality is not None),
        "open": float(telling.date_basis == "open"),
        "today": float(telling.date_basis == "report"),
        "late": (telling.trigger_start - telling.sentence_start) / len(telling.sentence),
        "counted": float(any(getattr(telling.counts, name) is not None for name in telling.counts.__slots__)),
        "first": float(place == 0),
        "brief": float(report.sentences <= _BRIEF),
        "recalled": report.recalled,
        "comment": report.comment,
        "untargeted": float(not telling.targets),
        "lead": odds(report.lead),
        "elsewhere": float(report.lead < _ELSEWHERE),
    }


def odds(probability: float) -> float:
    """The logarithm of the odds, bounded."""
    bounded = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(bounded / (1 - bounded))
