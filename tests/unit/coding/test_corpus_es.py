"""The Spanish corpus: every span is in its sentence, every type and mode is of the ontology, nothing stands twice."""

import json
from collections import Counter

from pipelines.coding.datafiles import DATA, read_rows

CORPUS = DATA.parent / "training" / "corpus"
LEAST = {"PROTEST": 140, "ASSAULT": 180, "NONE": 320}
FIELDS = {"sentence", "label", "mode", "cameo", "trigger", "source", "target", "modality", "note"}


def rows():
    for path in sorted((CORPUS / "es").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def test_rows_are_whole():
    known = {(row.cells[0], row.cells[1]) for row in read_rows(DATA / "ontology" / "types.tsv", 5, 5)}
    for row in rows():
        assert set(row) == FIELDS, row
        assert row["label"] == "NONE" or (row["label"], row["mode"] or "-") in known, row
        for field in ("trigger", "source", "target"):
            assert row[field] is None or row[field].lower() in row["sentence"].lower(), (field, row)
        assert row["modality"] in ("asserted", "denied", "planned", "historical"), row


def test_counts():
    counts = Counter(row["label"] for row in rows())
    assert all(counts[label] >= least for label, least in LEAST.items()), counts
    assert len(counts) == 17
    assert sum(counts.values()) >= 900


def test_no_sentence_stands_twice():
    assert [s for s, n in Counter(row["sentence"] for row in rows()).items() if n > 1] == []
