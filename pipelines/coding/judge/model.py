"""A small linear model beside the rules: how likely a sentence tells each type of event, or none.

Trained by ``python -m pipelines.coding.training.train`` on the sentences in ``pipelines/coding/training/corpus``; the
weights are ``data/model.json``. Here only sums are taken, so one sentence's answer never depends on another.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from pipelines.coding.datafiles import DATA, LexiconError

NONE = "NONE"
SCALE = 100.0  # weights are stored as whole hundredths


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of features for each label."""

    labels: tuple[str, ...]
    bias: npt.NDArray[np.float64]
    rows: Mapping[str, int]
    weights: npt.NDArray[np.float64]

    @classmethod
    def load(cls, path: Path = DATA / "model.json", trainer: str = "train") -> "Model":
        """A shipped model; raises LexiconError, with the command of its trainer, where it is missing or broken."""
        try:
            stored = msgspec.json.decode(path.read_bytes())
            weights = np.array(list(stored["weights"].values()), dtype=np.float32) / np.float32(SCALE)
            rows = {feature: row for row, feature in enumerate(stored["weights"])}
            bias = np.array(stored["bias"], dtype=np.float32) / np.float32(SCALE)
            return cls(tuple(stored["labels"]), bias.astype(np.float64), rows, weights.astype(np.float64))
        except (OSError, ValueError, KeyError, TypeError, msgspec.MsgspecError) as error:
            language = "" if path.parent == DATA else f" {path.parent.name}"
            hint = f"train it again with python -m pipelines.coding.training.{trainer}{language}"
            raise LexiconError(f"{path}: {error}; {hint}") from error

    def probabilities(self, features: Sequence[str]) -> dict[str, float]:
        """How likely each label is, the features weighing alike; they sum to 1."""
        known = [self.rows[feature] for feature in features if feature in self.rows]
        score = self.bias
        if known:
            score = score + np.add.reduce(self.weights.take(known, axis=0), axis=0) / math.sqrt(len(features))
        grown = np.exp(score - score.max())
        return dict(zip(self.labels, (grown / grown.sum()).tolist(), strict=True))
