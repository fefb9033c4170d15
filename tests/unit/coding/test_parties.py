"""Who does what to whom, in hand-written reports."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.datafiles import read_rows
from pipelines.coding.document import Document
from schemas import Actor

ROWS = [row.cells for row in read_rows(Path(__file__).parents[2] / "data" / "coding" / "parties.tsv", 5, 5)]


def codes(actors: Sequence[Actor]) -> str:
    return " ".join(sorted({actor.code or actor.text for actor in actors})) or "-"


@pytest.mark.parametrize(("day", "text", "kind", "sources", "targets"), ROWS)
def test_the_parties_are_those_of_a_careful_reader(
    coder: EventCoder, day: str, text: str, kind: str, sources: str, targets: str
) -> None:
    (coding,) = coder.code([Document(text=text, published=date.fromisoformat(day))])
    told = [(codes(t.sources), codes(t.targets)) for t in coding.tellings if t.type == kind]
    assert any(sources in (s, "...") and targets in (t, "...") for s, t in told), told
