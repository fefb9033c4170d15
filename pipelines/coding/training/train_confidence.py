"""Fit how sure the coder is where no network reads: ``python -m pipelines.coding.training.train_confidence LANGUAGE``.

Needs scikit-learn, which the coder itself does not. Codes the written sentences and the press texts of the language,
each with a linear model and letters that have not seen it, and fits a logistic curve to whether the events told are of
the text's type. Writes ``data/LANGUAGE/confidence.json``; prints, for texts left out of the fit in turn, area under the
curve, calibration, what each cut keeps, and how many deeds are told. ``--dry`` writes nothing.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.model_selection import StratifiedKFold

from pipelines.coding.assembling import VETOES, judge_of
from pipelines.coding.coder import EventCoder
from pipelines.coding.datafiles import DATA
from pipelines.coding.document import Document
from pipelines.coding.judge.letters import DEEDS, OTHER, Letters, runs_of
from pipelines.coding.judge.model import NONE
from pipelines.coding.judge.prior import Prior
from pipelines.coding.languages import Coders
from pipelines.coding.packages import how_to_install
from pipelines.coding.training.curve import Array, Notebook, best_left_out, fit, strongest, summary, write
from pipelines.coding.training.linear import FOLDS, model_of
from pipelines.coding.training.train import WRITTEN, features_in, written
from pipelines.coding.training.train_letters import coarse, texts_of
from schemas import Telling

LEAST = 0.4
_SURE = 0.6  # what rows count unless a deployment says otherwise


@dataclass(frozen=True, slots=True)
class Told:
    """An event of a text: by its number, the evidence for it, and whether it is right."""

    text: int
    evidence: Mapping[str, float]
    right: bool


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language", choices=sorted(VETOES))
    parser.add_argument("--least", type=float, default=LEAST, help="confidence below which nothing is told")
    parser.add_argument("--dry", action="store_true", help="print, write nothing")
    asked = parser.parse_args()
    coder = Coders().of(asked.language)
    if coder is None:
        raise SystemExit(f"{asked.language} is not installed: {how_to_install(asked.language)}")
    texts = texts_of(asked.language)
    plain = len(written(asked.language))
    told = list(tell_held_out(coder, asked.language, texts, plain))
    names = sorted(set().union(*(one.evidence for one in told)))
    inputs = np.array([[one.evidence.get(name, 0.0) for name in names] for one in told])
    right = np.array([one.right for one in told], dtype=float)
    strength, values = best_left_out(inputs, right, [str(one.text) for one in told])
    press = np.array([one.text >= plain for one in told])
    heard = inputs[:, names.index("heard")] > 0
    parts = {"all": press | ~press, "written": ~press, "press": press, "letters alone": heard}
    found = {"strength": strength} | {name: summary(values[of], right[of]) for name, of in parts.items()}
    print(json.dumps(found, indent=1))  # noqa: T201
    for cut in (asked.least, _SURE):
        print(json.dumps(_counts(texts, plain, told, values, cut)))  # noqa: T201
    weights, bias = fit(inputs, right, strength)
    print(strongest(inputs, names, weights))  # noqa: T201
    if not asked.dry:
        write(DATA / asked.language / "confidence.json", names, weights, bias, asked.least)


def tell_held_out(coder: EventCoder, language: str, texts: Sequence[tuple[str, str]], plain: int) -> Iterator[Told]:
    """Every event told of ``texts``, by models that have not seen its text; the first ``plain`` teach the linear one.

    Of an event beside one of the text's own type nothing is known, and it is left out.
    """
    labels = [label for _, label in texts]
    features = features_in(coder, [text for text, _ in texts[:plain]])
    runs = [runs_of(text) for text, _ in texts]
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for learn, test in folds.split(runs, labels):
        seen = [i for i in learn if i < plain]
        model = model_of([features[i] for i in seen], [labels[i] for i in seen])
        letters = Letters(model_of([runs[i] for i in learn], [coarse(labels[i]) for i in learn], balanced=True))
        notebook = Notebook()
        judge = judge_of(language, model, letters)
        taught = coder.judged_by(judge, Prior(notebook, letters), letters.sounds)
        codings = taught.code([Document(text=texts[i][0], published=WRITTEN, language=language) for i in test])
        for i, coding in zip(test, codings, strict=True):
            agreeing = [_agrees(telling, labels[i]) for telling in coding.tellings]
            for telling, right in zip(coding.tellings, agreeing, strict=True):
                if right or not any(agreeing):
                    yield Told(int(i), notebook.pages[int(telling.confidence)], right)


def _agrees(telling: Telling, label: str) -> bool:
    """Whether an event is of a text's type; what is ``OTHER`` is any but the deeds."""
    return telling.type not in DEEDS if label == OTHER else telling.type == label


def _counts(
    texts: Sequence[tuple[str, str]], plain: int, told: Sequence[Told], values: Array, cut: float
) -> dict[str, Any]:
    """How many deeds, and how many texts without any, are told something from ``cut`` on."""
    counts: dict[str, Any] = {"cut": cut}
    rightly = {one.text for one, value in zip(told, values, strict=True) if value >= cut and one.right}
    any_told = {one.text for one, value in zip(told, values, strict=True) if value >= cut}
    for name, numbers in (("written", range(plain)), ("press", range(plain, len(texts)))):
        deeds = [i for i in numbers if texts[i][1] != NONE]
        silent = [i for i in numbers if texts[i][1] == NONE]
        counts[f"{name}, told"] = round(sum(i in rightly for i in deeds) / len(deeds), 3)
        counts[f"{name}, false alarms"] = round(sum(i in any_told for i in silent) / len(silent), 3)
    return counts


if __name__ == "__main__":
    main()
