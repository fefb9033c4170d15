"""The hand-written sentences: legal, consistent with the ontology, unlike one another, and enough of each kind."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

import pipelines.coding
from pipelines.coding.event.ontology import Ontology
from pipelines.normal import normalise
from schemas.records import Modality

CORPUS = Path(pipelines.coding.__path__[0]) / "training" / "corpus"
FAILURES = Path(__file__).parents[2] / "data" / "coding" / "failures"
FIELDS = ["sentence", "label", "mode", "cameo", "trigger", "source", "target", "modality", "note"]
MODALITIES = get_args(Modality)
KINDS = Ontology.load().kinds
TYPES = sorted({event_type for event_type, _ in KINDS})
CODES = {
    "AGREE": r"03[0-46-9]",
    "CONSULT": r"04",
    "SUPPORT": r"05",
    "CONCEDE": r"0341|035|08[0-3]",
    "COOPERATE": r"06",
    "AID": r"07",
    "RETREAT": r"08[4-7]|081[34]|0831",
    "REQUEST": r"10",
    "ACCUSE": r"09|11",
    "REJECT": r"12",
    "THREATEN": r"13",
    "PROTEST": r"14",
    "SANCTION": r"16|1734",
    "MOBILIZE": r"15",
    "COERCE": r"17|191|192",
    "ASSAULT": r"1712|175|18|19|20",
    "NONE": r"01|02",
}
LABEL_FILES = [f"{event_type.lower()}.jsonl" for event_type in TYPES] + ["none-statements.jsonl", "none-world.jsonl"]
FAILURE_FILES = [
    "modal.jsonl",
    "conditional.jsonl",
    "third-party-warning.jsonl",
    "negation.jsonl",
    "history.jsonl",
    "posture.jsonl",
    "stale-actors.jsonl",
    "over-production.jsonl",
    "duplicates.jsonl",
    "silent-junk.jsonl",
]


def read(path):
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def rows(name):
    return read(CORPUS / name)


def span_is_whole_words(sentence, span):
    """Whether ``span`` stands in ``sentence`` without cutting a word in two."""
    return re.search(rf"(?<!\w){re.escape(span)}(?!\w)", sentence) is not None


def test_the_files_are_the_types_and_two_for_silence():
    assert sorted(path.name for path in CORPUS.glob("*.jsonl")) == sorted(LABEL_FILES)
    assert len(TYPES) == 16


@pytest.mark.parametrize("name", LABEL_FILES)
def test_fields_and_values_are_legal(name):
    label = "NONE" if name.startswith("none-") else name.removesuffix(".jsonl").upper()
    for row in rows(name):
        assert list(row) == FIELDS, row
        assert row["label"] == label, row
        assert row["modality"] in MODALITIES, row
        assert row["sentence"] == " ".join(row["sentence"].split()), row
        if label == "NONE":
            assert row["mode"] is row["source"] is row["target"] is None, row
            assert row["cameo"] is None or re.match(CODES["NONE"], row["cameo"]), row
        else:
            assert (label, row["mode"]) in KINDS, row
            assert re.fullmatch(r"\d{2,4}", row["cameo"]), row
            assert re.match(CODES[label], row["cameo"]), row


@pytest.mark.parametrize("name", LABEL_FILES)
def test_spans_are_words_of_the_sentence(name):
    for row in rows(name):
        spans = [row[field] for field in ("trigger", "source", "target") if row[field] is not None]
        assert all(span_is_whole_words(row["sentence"], span) for span in spans), row
        assert row["label"] == "NONE" or row["trigger"], row


def test_no_sentence_is_there_twice():
    corpus = Counter(normalise(row["sentence"]) for name in LABEL_FILES for row in rows(name))
    assert [sentence for sentence, n in corpus.items() if n > 1] == []
    tested = {normalise(case["sentence"]) for name in FAILURE_FILES for case in read(FAILURES / name)}
    assert tested.isdisjoint(corpus)


@pytest.mark.parametrize("event_type", TYPES)
def test_each_type_has_enough_sentences_and_ways_to_say_it(event_type):
    sentences = rows(f"{event_type.lower()}.jsonl")
    assert len(sentences) >= 170
    assert len({row["trigger"].casefold() for row in sentences}) >= 60
    assert {"denied", "historical"} <= {row["modality"] for row in sentences}


def test_about_a_third_of_all_is_silence():
    counts = Counter(row["label"] for name in LABEL_FILES for row in rows(name))
    assert counts["NONE"] >= 1250
    assert 0.25 <= counts["NONE"] / counts.total() <= 0.45


@pytest.mark.parametrize("name", FAILURE_FILES)
def test_failure_sets_are_legal(name):
    cases = read(FAILURES / name)
    assert len(cases) >= 25
    for case in cases:
        for event in case["expect"]:
            assert event["type"] in TYPES, case
            assert event.get("modality", "asserted") in MODALITIES, case
            spans = [event[field] for field in ("source", "target") if event.get(field)]
            assert all(span_is_whole_words(case["sentence"], span) for span in spans), case
