"""A choice among a few candidates by what speaks for each: a conditional logit, its weights fitted to written news.

It settles what rules leave open: whose an actor is (``who/belonging.py``), on which day something was
(``when_where/undated.py``). ``python -m benchmarks.fit_choices`` fits the weights, in ``data/choices``.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pipelines.coding.datafiles import DATA, LexiconError

FOLDER = DATA / "choices"
_FITTER = "python -m benchmarks.fit_choices"

Evidence = Mapping[str, Mapping[str, float]]
"""Of each candidate what speaks for it, by name."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The weights of what may speak for a candidate; ``lead``: how much likelier than any other one must be."""

    weights: Mapping[str, float]
    lead: float

    @classmethod
    def load(cls, path: Path) -> Self:
        """The weights in a file; raises LexiconError that says how to make it."""
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            return cls({str(name): float(weight) for name, weight in stored["weights"].items()}, float(stored["lead"]))
        except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
            raise LexiconError(f"{path}: {error}; {_FITTER} makes it") from error

    def best(self, evidence: Evidence) -> str:
        """The candidate that leads all others, or "" where none does."""
        likely = self.likelihoods(evidence)
        first, *rest = sorted(likely, key=lambda candidate: likely[candidate], reverse=True)
        return first if not rest or likely[first] >= self.lead * likely[rest[0]] else ""

    def likelihoods(self, evidence: Evidence) -> dict[str, float]:
        """How likely each candidate is; they add up to 1."""
        raised = {
            candidate: math.exp(sum(self.weights.get(name, 0.0) * value for name, value in told.items()))
            for candidate, told in evidence.items()
        }
        total = sum(raised.values())
        return {candidate: value / total for candidate, value in raised.items()}
