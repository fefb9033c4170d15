"""Written news with verdicts: what a reader wants of it stands in it, and each verdict is of one of its texts."""

import csv

import pytest

from benchmarks.coder_truth import FOREIGN, OURS, VERDICTS, digest, stories, wants_of
from pipelines.coding.training.written import LABELS


@pytest.mark.parametrize("name", [*OURS, *FOREIGN])
def test_what_is_wanted_stands_in_its_text(name: str) -> None:
    texts = {story.document.text for story in stories(name)}
    assert len(texts) >= 28
    for text, want in wants_of(name, None):
        assert text in texts
        assert want["sentence"] in text
        assert want["trigger"] in want["sentence"]
        assert {want["type"], *want.get("or", ())} <= {*LABELS["types"]}


@pytest.mark.parametrize("file", ["written-7.tsv", "mixed-8.tsv", "languages-8.tsv", "mixed-9.tsv", "languages-9.tsv"])
def test_verdicts_are_of_sets_that_are_there_and_of_the_part_of_their_text(file: str) -> None:
    with (VERDICTS / file).open(encoding="utf-8", newline="") as rows:
        verdicts = list(csv.DictReader(rows, dialect="excel-tab"))
    assert {line["set"] for line in verdicts} <= {*OURS, *FOREIGN}
    kept = {digest(want["sentence"]) for name in (*OURS, *FOREIGN) for _, want in wants_of(name, "kept")}
    built = {digest(want["sentence"]) for name in (*OURS, *FOREIGN) for _, want in wants_of(name, "build")}
    for line in verdicts:
        assert line["digest"] not in (built if line["part"] == "kept" else kept)
