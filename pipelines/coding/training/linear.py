"""Linear models over features that are there or not: their matrices, their fit, and the file that the coder reads."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix  # type: ignore[import-untyped, unused-ignore]
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from pipelines.coding.judge.model import SCALE, Model

FOLDS = 5
STRENGTH = 30.0  # inverse of the penalty on weights
RAREST = 2  # features of fewer sentences are left out

Array = npt.NDArray[np.float64]
Documents = Sequence[Sequence[str]]


def vocabulary_of(documents: Documents) -> dict[str, int]:
    """The column of each feature that is not too rare."""
    counts = Counter(feature for document in documents for feature in document)
    return {feature: i for i, feature in enumerate(sorted(f for f, n in counts.items() if n >= RAREST))}


def matrix(documents: Documents, vocabulary: dict[str, int]) -> csr_matrix:
    """A row for each document, its features weighing alike, as ``Model.probabilities`` weighs them."""
    data, columns, starts = [], [], [0]
    for document in documents:
        found = [vocabulary[f] for f in document if f in vocabulary]
        columns += found
        data += [1 / len(document) ** 0.5] * len(found)
        starts.append(len(columns))
    return csr_matrix((data, columns, starts), shape=(len(documents), len(vocabulary)))


def fit(rows: csr_matrix, labels: Sequence[str], *, balanced: bool = False) -> LogisticRegression:
    """The model of ``labels``; with ``balanced`` the rare ones weigh as much as the common."""
    model = LogisticRegression(C=STRENGTH, max_iter=500, class_weight="balanced" if balanced else None)
    return model.fit(rows, labels)


def held_out(documents: Documents, labels: Sequence[str], *, balanced: bool = False) -> Array:
    """The probabilities of each label, in order, for each document, by a model that has not seen it."""
    found = np.zeros((len(documents), len(set(labels))))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for learn, test in folds.split(found, labels):
        seen = [documents[i] for i in learn]
        vocabulary = vocabulary_of(seen)
        model = fit(matrix(seen, vocabulary), [labels[i] for i in learn], balanced=balanced)
        found[test] = model.predict_proba(matrix([documents[i] for i in test], vocabulary))
    return found


def model_of(documents: Documents, labels: Sequence[str], *, balanced: bool = False) -> Model:
    """The model of documents as the coder has it."""
    vocabulary = vocabulary_of(documents)
    fitted = fit(matrix(documents, vocabulary), labels, balanced=balanced)
    weights = fitted.coef_.T.astype(np.float64)
    return Model(tuple(fitted.classes_), fitted.intercept_.astype(np.float64), vocabulary, weights)


def write(path: Path, vocabulary: dict[str, int], model: LogisticRegression) -> int:
    """Write what the coder reads, whole hundredths, small weights left out; how many features that is."""
    rows = np.rint(model.coef_.T * SCALE).astype(int)
    weights = {feature: rows[i].tolist() for feature, i in vocabulary.items() if np.abs(rows[i]).max() >= SCALE / 10}
    stored = {
        "labels": list(model.classes_),
        "bias": np.rint(model.intercept_ * SCALE).astype(int).tolist(),
        "weights": weights,
    }
    path.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    return len(weights)
