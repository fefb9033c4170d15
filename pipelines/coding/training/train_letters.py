"""Train what hears a deed in the letters of a sentence: ``python -m pipelines.coding.training.train_letters LANGUAGE``.

Needs scikit-learn, which the coder itself does not. Writes ``data/LANGUAGE/letters.json`` from the written sentences
and the press texts of the language. Prints, cross-validated, how many of each deed are heard, and how rightly.
"""

import json
import sys
from pathlib import Path

from pipelines.coding.datafiles import DATA
from pipelines.coding.judge.letters import DEEDS, OTHER, SURE, runs_of
from pipelines.coding.judge.model import NONE
from pipelines.coding.training.linear import fit, held_out, matrix, vocabulary_of, write
from pipelines.coding.training.train import written

PRESS = Path(__file__).parent / "press"


def main() -> None:
    """Train, report, write."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m pipelines.coding.training.train_letters LANGUAGE")
    texts = texts_of(sys.argv[1])
    documents = [runs_of(text) for text, _ in texts]
    labels = [coarse(label) for _, label in texts]
    order = sorted(set(labels))
    heard = [
        order[chances.argmax()] if chances.max() >= SURE else NONE
        for chances in held_out(documents, labels, balanced=True)
    ]
    for deed in sorted(DEEDS):
        both = sum(a == b == deed for a, b in zip(labels, heard, strict=True))
        print(f"{deed}: {both} of {labels.count(deed)} heard, {both} of {heard.count(deed)} rightly")  # noqa: T201
    vocabulary = vocabulary_of(documents)
    path = DATA / sys.argv[1] / "letters.json"
    number = write(path, vocabulary, fit(matrix(documents, vocabulary), labels, balanced=True))
    print(f"{len(texts)} texts, {number} features, {path.stat().st_size / 1e6:.1f} MB in {path.name}")  # noqa: T201


def coarse(label: str) -> str:
    """What a type is to the letters."""
    return label if label in DEEDS | {NONE} else OTHER


def texts_of(language: str) -> list[tuple[str, str]]:
    """What is written in a language, each text with its label: the plain sentences, then those of the press."""
    press = (json.loads(line) for line in (PRESS / f"{language}.jsonl").open(encoding="utf-8"))
    plain = [(row["sentence"], row["label"]) for row in written(language)]
    return plain + [(row["text"], row["label"]) for row in press]


if __name__ == "__main__":
    main()
