"""Logistic curves of confidence: the evidence behind each telling, their fit, and how good they are."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from pipelines.coding.training.scoring import area, calibration_error

FOLDS = 10
STRENGTHS = (0.003, 0.01, 0.03, 0.1, 0.3)
_CUTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)

Array = npt.NDArray[np.float64]


class Notebook:
    """A weigher that keeps the evidence of every telling, and gives its number for a confidence."""

    least = -1.0

    def __init__(self) -> None:
        self.pages: list[Mapping[str, float]] = []

    def confidence(self, evidence: Mapping[str, float]) -> float:
        """The number under which ``evidence`` is kept."""
        self.pages.append(evidence)
        return float(len(self.pages) - 1)


def fit(inputs: Array, right: Array, strength: float) -> tuple[Array, float]:
    """Weights and bias of the curve, over inputs as they are."""
    scaler = StandardScaler().fit(inputs)
    model = LogisticRegression(C=strength, max_iter=1000).fit(scaler.transform(inputs), right)
    spread = np.where(scaler.scale_ == 0, 1, scaler.scale_)
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ scaler.mean_)


def sure(inputs: Array, weights: Array, bias: float) -> Array:
    """The curve's values."""
    return np.asarray(1 / (1 + np.exp(-(inputs @ weights + bias))))


def left_out(inputs: Array, right: Array, groups: Sequence[str], strength: float) -> Array:
    """For each event, how sure a curve is that has seen no event of its group."""
    values = np.zeros(len(right))
    for learn, test in GroupKFold(FOLDS).split(inputs, right, groups):
        values[test] = sure(inputs[test], *fit(inputs[learn], right[learn], strength))
    return values


def best_left_out(inputs: Array, right: Array, groups: Sequence[str]) -> tuple[float, Array]:
    """The strength whose curves are surprised least by what they have not seen, and their values."""
    found = [(strength, left_out(inputs, right, groups, strength)) for strength in STRENGTHS]
    return min(found, key=lambda pair: _surprise(pair[1], right))


def write(path: Path, names: Sequence[str], weights: Array, bias: float, least: float) -> None:
    """Write the file that the coder reads."""
    rounded = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
    stored = {"bias": round(bias, 4), "least": least, "weights": {n: w for n, w in rounded.items() if w}}
    path.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def strongest(inputs: Array, names: Sequence[str], weights: Array) -> str:
    """The evidence by how much it moves the curve over what it was fitted to."""
    moves = sorted(zip(weights * inputs.std(0), names, strict=True), key=lambda pair: -abs(pair[0]))
    return " ".join(f"{move:+.3f} {name}" for move, name in moves)


def summary(values: Array, right: Array) -> dict[str, Any]:
    """How well values tell what is right, and what each cut keeps."""
    truth = [bool(r) for r in right]
    cuts = {}
    for cut in _CUTS:
        told = values >= cut
        if told.any():
            cuts[f"{cut:.1f}"] = f"{right[told].mean():.2f} right, {right[told].sum() / max(right.sum(), 1):.2f} kept"
    return {
        "of": len(right),
        "right": round(float(right.mean()), 3),
        "auc": round(area(values.tolist(), truth), 3),
        "calibration_error": round(calibration_error(values.tolist(), truth), 3),
        "cuts": cuts,
    }


def _surprise(values: Array, right: Array) -> float:
    bounded = np.clip(values, 1e-4, 1 - 1e-4)
    return float(-np.mean(right * np.log(bounded) + (1 - right) * np.log(1 - bounded)))
