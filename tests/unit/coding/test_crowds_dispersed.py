"""Force against a crowd that the event does not name is done to who protests there; made-up reports."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document

MARCH = "Thousands of students marched in Nairobi, Kenya, on Tuesday."


@pytest.mark.parametrize(
    ("text", "word", "targets"),
    [
        (f"{MARCH} Police fired tear gas.", "fired", ["KENEDU"]),
        (f"{MARCH} Police fired tear gas at journalists.", "fired", ["KENJRN"]),
        (f"{MARCH} It was cold. Shops stayed shut. Police fired tear gas.", "fired", []),
        ("Nairobi in Kenya was calm on Tuesday. Police fired tear gas.", "fired", []),
        (f"{MARCH.replace('students', 'people')} Police arrested 40 of them.", "arrested", ["KENCVL"]),
    ],
)
def test_whom_force_against_a_crowd_hits(coder: EventCoder, text: str, word: str, targets: list[str]) -> None:
    [coding] = coder.code([Document(text=text, published=date(2024, 5, 15))])
    found = [t for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word]
    assert [[actor.code for actor in telling.targets] for telling in found] == [targets]
