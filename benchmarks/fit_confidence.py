"""Fits how sure the coder is to verdicts on real news: ``python -m benchmarks.fit_confidence --least 0.36``.

Joins the verdicts of ``benchmarks/truth`` (those of the part ``kept`` stay out: they measure) to what the coder says
now, and fits a logistic curve to whether event, type and modality are right. Prints, for verdicts left out of the fit
in turn: area under the curve, calibration, and what each cut keeps; writes ``pipelines/coding/data/confidence.json``.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from benchmarks.coder_truth import CORE, SETS, Output, area, calibration_error, holds, outputs, verdicts
from pipelines.coding.coder import EventCoder
from pipelines.coding.judge.weighing import FILE

KEPT = "kept"
FOLDS = 10
STRENGTHS = (0.003, 0.01, 0.03, 0.1, 0.3)

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


def read(sets: Sequence[str]) -> list[tuple[Output, Mapping[str, float], bool, str]]:
    """Judged events of today: output, evidence, whether its core is right, and the part of its verdict."""
    notebook = Notebook()
    coder, known = EventCoder.load(notebook), verdicts()
    found = []
    for name in sets:
        for output in outputs(name, coder):
            verdict = known.get(output.key())
            if output.telling is None or verdict is None:
                continue
            columns = holds(verdict, output)
            core = [columns.get(column) for column in CORE]
            if columns and (None not in core or False in core):
                found.append((output, notebook.pages[int(output.telling.confidence)], all(core), verdict["part"]))
    return found


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
    """For each event, how sure a curve is that has seen no event of its report's set and sentence."""
    values = np.zeros(len(right))
    for learn, test in GroupKFold(FOLDS).split(inputs, right, groups):
        values[test] = sure(inputs[test], *fit(inputs[learn], right[learn], strength))
    return values


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--least", type=float, required=True, help="confidence below which nothing is told")
    parser.add_argument("--dry", action="store_true", help="print, write nothing")
    asked = parser.parse_args()
    found = read(SETS)
    names = list(found[0][1])
    used = [row for row in found if row[3] != KEPT]
    inputs = np.array([[row[1][name] for name in names] for row in used])
    right = np.array([row[2] for row in used], dtype=float)
    groups = [row[0].key()[0] for row in used]
    best = min(STRENGTHS, key=lambda s: _surprise(left_out(inputs, right, groups, s), right))
    values = left_out(inputs, right, groups, best)
    sets = np.array([row[0].story.name for row in used])
    summary: dict[str, Any] = {"events": len(used), "right": round(float(right.mean()), 3), "strength": best}
    for name in ("all", *SETS):
        chosen = (sets == name) | (name == "all")
        if chosen.any():
            summary[name] = _summary(values[chosen], right[chosen])
    print(json.dumps(summary, indent=1))
    weights, bias = fit(inputs, right, best)
    print(
        *(
            f"{w:+.3f} {n}"
            for w, n in sorted(zip(weights * inputs.std(0), names, strict=True), key=lambda p: -abs(p[0]))
        )
    )
    if not asked.dry:
        stored = {"bias": round(bias, 4), "least": asked.least}
        stored |= {
            "weights": {n: round(float(w), 4) for n, w in zip(names, weights, strict=True) if round(float(w), 4)}
        }
        FILE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def _surprise(values: Array, right: Array) -> float:
    bounded = np.clip(values, 1e-4, 1 - 1e-4)
    return float(-np.mean(right * np.log(bounded) + (1 - right) * np.log(1 - bounded)))


def _summary(values: Array, right: Array) -> dict[str, Any]:
    truth = [bool(r) for r in right]
    cuts = {}
    for cut in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        told = values >= cut
        if told.any():
            cuts[f"{cut:.1f}"] = f"{right[told].mean():.2f} right, {right[told].sum() / max(right.sum(), 1):.2f} kept"
    return {
        "of": len(right),
        "auc": round(area(values.tolist(), truth), 3),
        "calibration_error": round(calibration_error(values.tolist(), truth), 3),
        "cuts": cuts,
    }


if __name__ == "__main__":
    main()
