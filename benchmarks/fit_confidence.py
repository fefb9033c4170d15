"""Fits how sure the coder is to verdicts on news: ``python -m benchmarks.fit_confidence --least 0.4``.

Joins the verdicts of ``benchmarks/truth`` on real news and on what was written (those of the part ``kept`` stay out:
they measure) to what the coder says now, and fits a logistic curve to whether event, type and modality are right.
Prints, for verdicts left out of the fit in turn: area under the curve, calibration, and what each cut keeps; writes
``pipelines/coding/data/confidence.json``. Needs the real news.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from benchmarks.coder_truth import CORE, OURS, SETS, Output, holds, nearest, outputs, verdicts
from pipelines.coding.coder import EventCoder
from pipelines.coding.judge.weighing import FILE
from pipelines.coding.training.curve import Notebook, best_left_out, fit, strongest, summary, write

KEPT = "kept"


def read(sets: Sequence[str]) -> list[tuple[Output, Mapping[str, float], bool, str]]:
    """Judged events of today: output, evidence, whether its core is right, and the part of its verdict."""
    notebook = Notebook()
    coder, known = EventCoder.load(notebook), verdicts()
    found = []
    for name in sets:
        for output in outputs(name, coder):
            judged = known.get(output.key())
            if output.telling is None or judged is None:
                continue
            verdict = nearest(judged, output)
            columns = holds(verdict, output)
            core = [columns.get(column) for column in CORE]
            if columns and (None not in core or False in core):
                found.append((output, notebook.pages[int(output.telling.confidence)], all(core), verdict["part"]))
    return found


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--least", type=float, required=True, help="confidence below which nothing is told")
    parser.add_argument("--dry", action="store_true", help="print, write nothing")
    asked = parser.parse_args()
    found = read((*SETS, *OURS))
    names = list(found[0][1])
    used = [row for row in found if row[3] != KEPT]
    inputs = np.array([[row[1][name] for name in names] for row in used])
    right = np.array([row[2] for row in used], dtype=float)
    groups = [row[0].key()[0] for row in used]
    best, values = best_left_out(inputs, right, groups)
    sets = np.array([row[0].story.name for row in used])
    found_of: dict[str, Any] = {"events": len(used), "right": round(float(right.mean()), 3), "strength": best}
    for name in ("all", *SETS, *OURS):
        chosen = (sets == name) | (name == "all")
        if chosen.any():
            found_of[name] = summary(values[chosen], right[chosen])
    print(json.dumps(found_of, indent=1))
    weights, bias = fit(inputs, right, best)
    print(strongest(inputs, names, weights))
    if not asked.dry:
        write(FILE, names, weights, bias, asked.least)


if __name__ == "__main__":
    main()
