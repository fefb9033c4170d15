"""The corpora of other languages: spans stand in their sentences, types and modes are known, nothing stands twice."""

import json
from collections import Counter

import pytest

from pipelines.coding.datafiles import DATA, read_rows

CORPUS = DATA.parent / "training" / "corpus"
LEAST = {
    "es": {"PROTEST": 140, "ASSAULT": 180, "NONE": 320},
    "fr": {"PROTEST": 150, "ASSAULT": 190, "NONE": 340},
    "ru": {"PROTEST": 150, "ASSAULT": 180, "NONE": 370},
}
ALL = {"es": 900, "fr": 1200, "ru": 1200}
FIELDS = {"sentence", "label", "mode", "cameo", "trigger", "source", "target", "modality", "note"}
pytestmark = pytest.mark.parametrize("language", sorted(LEAST))


def rows(language):
    for path in sorted((CORPUS / language).glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def test_rows_are_whole(language):
    known = {(row.cells[0], row.cells[1]) for row in read_rows(DATA / "ontology" / "types.tsv", 5, 5)}
    for row in rows(language):
        assert set(row) == FIELDS, row
        assert row["label"] == "NONE" or (row["label"], row["mode"] or "-") in known, row
        for field in ("trigger", "source", "target"):
            assert row[field] is None or row[field].lower() in row["sentence"].lower(), (field, row)
        assert row["modality"] in ("asserted", "denied", "planned", "historical"), row


def test_counts(language):
    counts = Counter(row["label"] for row in rows(language))
    assert all(counts[label] >= least for label, least in LEAST[language].items()), counts
    assert len(counts) == 17
    assert sum(counts.values()) >= ALL[language]


def test_no_sentence_stands_twice(language):
    assert [s for s, n in Counter(row["sentence"] for row in rows(language)).items() if n > 1] == []
