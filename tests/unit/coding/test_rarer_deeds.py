"""Rarer deeds in Spanish, French and Russian: threats, refusals, concessions, aid; and plain uses of their words."""

from pathlib import Path

import pytest
from unit.coding.foreign import told

from pipelines.coding.datafiles import read_rows

TEXTS = Path(__file__).parents[2] / "data" / "coding" / "rarer-deeds.tsv"
NONE = "NONE"


@pytest.mark.parametrize("language", ["es", "fr", "ru"])
def test_deeds_are_told_and_plain_uses_are_not(language: str) -> None:
    rows = [row.cells[1:] for row in read_rows(TEXTS, 3, 3) if row.cells[0] == language]
    assert len(rows) >= 11
    types = [{one.type for one in tellings} for tellings in told(language, *(text for _, text in rows))]
    wrong = [
        (text, sorted(found))
        for (kind, text), found in zip(rows, types, strict=True)
        if (found if kind == NONE else kind not in found)
    ]
    assert wrong == []
