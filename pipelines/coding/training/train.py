"""Train the model on the written sentences: ``python -m pipelines.coding.training.train [LANGUAGE]``.

Needs scikit-learn, which the coder itself does not. Writes ``data/model.json``, that of another language than English
below ``data/LANGUAGE``, and prints, cross-validated over the sentences, accuracy of the type and what the model adds to
the rules.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix  # type: ignore[import-untyped, unused-ignore]
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from pipelines.coding.datafiles import DATA
from pipelines.coding.event.proposals import Proposal
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.judge.features import features_of
from pipelines.coding.judge.judging import SPEAK, VETO, Analysis, missed_event
from pipelines.coding.judge.model import NONE, SCALE
from pipelines.coding.languages import Coders
from pipelines.coding.packages import how_to_install

CORPUS = Path(__file__).parent / "corpus"
FOLDS = 5
STRENGTH = 30.0  # inverse of the penalty on weights
RAREST = 2  # features of fewer sentences are left out
WRITTEN = date(2022, 6, 1)  # the sentences carry no date of their own

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A written sentence: what the rules found in it, its features, and its label."""

    analysis: Analysis
    features: list[str]
    label: str


def main() -> None:
    """Train, report, write."""
    language = sys.argv[1] if len(sys.argv) > 1 else ENGLISH
    examples = read_examples(language)
    labels = sorted({example.label for example in examples})
    print(f"{len(examples)} sentences, {len(labels)} labels")  # noqa: T201
    held_out = _cross_validate(examples, labels)
    vocabulary = _vocabulary([example.features for example in examples])
    model = _fit(_matrix(examples, vocabulary), examples, labels)
    _report(examples, labels, held_out)
    _write((DATA if language == ENGLISH else DATA / language) / "model.json", labels, vocabulary, model)


def read_examples(language: str = ENGLISH) -> list[Example]:
    """Every sentence of a language's corpus, with the features that the coder would see."""
    folder = CORPUS if language == ENGLISH else CORPUS / language
    rows = [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    coder = Coders().of(language)
    if coder is None:
        raise SystemExit(f"{language} is not installed: {how_to_install(language)}")
    analyses = coder.analyse([row["sentence"] for row in rows], WRITTEN)
    return [
        Example(a, features_of(a.parse, a.matches, a.findings), row["label"])
        for a, row in zip(analyses, rows, strict=True)
    ]


def _vocabulary(documents: Sequence[Sequence[str]]) -> dict[str, int]:
    counts = Counter(feature for document in documents for feature in document)
    return {feature: i for i, feature in enumerate(sorted(f for f, n in counts.items() if n >= RAREST))}


def _matrix(examples: Sequence[Example], vocabulary: dict[str, int]) -> csr_matrix:
    data, columns, starts = [], [], [0]
    for example in examples:
        found = [vocabulary[f] for f in example.features if f in vocabulary]
        columns += found
        data += [1 / len(example.features) ** 0.5] * len(found)
        starts.append(len(columns))
    return csr_matrix((data, columns, starts), shape=(len(examples), len(vocabulary)))


def _fit(matrix: csr_matrix, examples: Sequence[Example], labels: Sequence[str]) -> LogisticRegression:
    model = LogisticRegression(C=STRENGTH, max_iter=500)
    return model.fit(matrix, [labels.index(example.label) for example in examples])


def _cross_validate(examples: Sequence[Example], labels: Sequence[str]) -> Array:
    """The probabilities of each label for each sentence, by a model that has not seen it."""
    held_out = np.zeros((len(examples), len(labels)))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for learn, test in folds.split(held_out, [example.label for example in examples]):
        seen = [examples[i] for i in learn]
        vocabulary = _vocabulary([example.features for example in seen])
        model = _fit(_matrix(seen, vocabulary), seen, labels)
        held_out[test] = model.predict_proba(_matrix([examples[i] for i in test], vocabulary))
    return held_out


def _events(example: Example, probabilities: dict[str, float]) -> list[Proposal]:
    """What the coder would tell, as ``Judge.judge`` has it."""
    proposals = example.analysis.findings.proposals
    if proposals:
        return [p for p in proposals if not p.negated and probabilities[p.type] >= VETO]
    missed = missed_event(example.analysis, probabilities)
    return [missed] if missed is not None else []


def _report(examples: Sequence[Example], labels: Sequence[str], held_out: Array) -> None:
    best = [labels[i] for i in held_out.argmax(axis=1)]
    alone = np.mean([b == e.label for b, e in zip(best, examples, strict=True)])
    rules = np.mean(
        [_agrees(e.label, {p.type for p in e.analysis.findings.proposals if not p.negated}) for e in examples]
    )
    both = np.mean(
        [
            _agrees(e.label, {p.type for p in _events(e, dict(zip(labels, row.tolist(), strict=True)))})
            for e, row in zip(examples, held_out, strict=True)
        ]
    )
    print(f"sentences right: rules {rules:.3f}, model {alone:.3f}, both {both:.3f}")  # noqa: T201
    print(f"veto {VETO}, speak {SPEAK}")  # noqa: T201


def _agrees(label: str, types: set[str]) -> bool:
    return not types if label == NONE else label in types


def _write(path: Path, labels: Sequence[str], vocabulary: dict[str, int], model: LogisticRegression) -> None:
    rows = np.rint(model.coef_.T * SCALE).astype(int)
    weights = {feature: rows[i].tolist() for feature, i in vocabulary.items() if np.abs(rows[i]).max() >= SCALE / 10}
    stored = {
        "labels": list(labels),
        "bias": np.rint(model.intercept_ * SCALE).astype(int).tolist(),
        "weights": weights,
    }
    path.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(weights)} features, {path.stat().st_size / 1e6:.1f} MB in {path.name}")  # noqa: T201


if __name__ == "__main__":
    main()
