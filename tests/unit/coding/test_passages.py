"""The passages that the network learns from: well-formed, many, and of all kinds."""

import json
from collections import Counter

import pytest

from pipelines.coding.training.written import LABELS, PASSAGES, read_passages

ROWS = list(read_passages())


def test_each_passage_is_well_formed():
    for row in ROWS:
        assert set(row) == {"genre", "before", "sentence", "trigger", "label", "time"}, row
        assert row["trigger"], row
        assert row["trigger"] in row["sentence"], row
        assert row["label"] in LABELS["types"], row
        assert row["genre"] in LABELS["genres"], row
        assert row["time"] in LABELS["times"], row


def test_no_word_of_a_sentence_stands_twice():
    words = Counter((row["sentence"], row["trigger"]) for row in ROWS)
    twice = [word for word, number in words.items() if number > 1]
    assert not twice


@pytest.mark.parametrize(("column", "least"), [("label", 45), ("genre", 70), ("time", 70)])
def test_every_kind_is_there_in_number(column, least):
    counts = Counter(row[column] for row in ROWS)
    assert set(counts) == set(LABELS[{"label": "types", "genre": "genres", "time": "times"}[column]])
    assert min(counts.values()) >= least, counts


def test_files_hold_one_object_a_line():
    for path in PASSAGES.glob("*.jsonl"):
        for line in path.open(encoding="utf-8"):
            json.loads(line)
