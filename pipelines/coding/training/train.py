"""Train the model on the written sentences: ``python -m pipelines.coding.training.train [LANGUAGE]``.

Needs scikit-learn, which the coder itself does not. Writes ``data/model.json``, that of another language than English
below ``data/LANGUAGE``, and prints, cross-validated over the sentences, accuracy of the type and, for English, what the
model adds to the rules: in the other languages the letters speak in its place, and each has a veto of its own.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from pipelines.coding.coder import EventCoder
from pipelines.coding.datafiles import DATA
from pipelines.coding.event.proposals import Proposal
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.judge.features import features_of
from pipelines.coding.judge.judging import SPEAK, VETO, Analysis, missed_event
from pipelines.coding.judge.model import NONE
from pipelines.coding.languages import Coders
from pipelines.coding.packages import how_to_install
from pipelines.coding.training.linear import Array, fit, held_out, matrix, vocabulary_of, write

CORPUS = Path(__file__).parent / "corpus"
WRITTEN = date(2022, 6, 1)  # the sentences carry no date of their own


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
    labels = [example.label for example in examples]
    print(f"{len(examples)} sentences, {len(set(labels))} labels")  # noqa: T201
    documents = [example.features for example in examples]
    _report(language, examples, sorted(set(labels)), held_out(documents, labels))
    vocabulary = vocabulary_of(documents)
    path = (DATA if language == ENGLISH else DATA / language) / "model.json"
    number = write(path, vocabulary, fit(matrix(documents, vocabulary), labels))
    print(f"{number} features, {path.stat().st_size / 1e6:.1f} MB in {path.name}")  # noqa: T201


def written(language: str) -> list[dict[str, str]]:
    """Every row of a language's corpus."""
    folder = CORPUS if language == ENGLISH else CORPUS / language
    return [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")]


def read_examples(language: str = ENGLISH) -> list[Example]:
    """Every sentence of a language's corpus, with the features that the coder would see."""
    rows = written(language)
    coder = Coders().of(language)
    if coder is None:
        raise SystemExit(f"{language} is not installed: {how_to_install(language)}")
    analyses = coder.analyse([row["sentence"] for row in rows], WRITTEN)
    return [Example(a, _features(a), row["label"]) for a, row in zip(analyses, rows, strict=True)]


def features_in(coder: EventCoder, sentences: Sequence[str]) -> list[list[str]]:
    """The features that a coder sees in each sentence."""
    return [_features(analysis) for analysis in coder.analyse(sentences, WRITTEN)]


def _features(analysis: Analysis) -> list[str]:
    return features_of(analysis.parse, analysis.matches, analysis.findings)


def _events(example: Example, probabilities: dict[str, float]) -> list[Proposal]:
    """What the coder of English would tell, as ``Judge.judge`` has it."""
    proposals = example.analysis.findings.proposals
    if proposals:
        return [p for p in proposals if not p.negated and probabilities[p.type] >= VETO]
    missed = missed_event(example.analysis, probabilities)
    return [missed] if missed is not None else []


def _report(language: str, examples: Sequence[Example], labels: Sequence[str], chances: Array) -> None:
    best = [labels[i] for i in chances.argmax(axis=1)]
    alone = np.mean([b == e.label for b, e in zip(best, examples, strict=True)])
    rules = np.mean(
        [_agrees(e.label, {p.type for p in e.analysis.findings.proposals if not p.negated}) for e in examples]
    )
    if language != ENGLISH:
        print(f"sentences right: rules {rules:.3f}, model {alone:.3f}")  # noqa: T201
        return
    both = np.mean(
        [
            _agrees(e.label, {p.type for p in _events(e, dict(zip(labels, row.tolist(), strict=True)))})
            for e, row in zip(examples, chances, strict=True)
        ]
    )
    print(f"sentences right: rules {rules:.3f}, model {alone:.3f}, both {both:.3f}")  # noqa: T201
    print(f"veto {VETO}, speak {SPEAK}")  # noqa: T201


def _agrees(label: str, types: set[str]) -> bool:
    return not types if label == NONE else label in types


if __name__ == "__main__":
    main()
