"""Accidents told like attacks stay silent, and attacks told beside accidents do not."""

import json
from datetime import date
from pathlib import Path
from typing import TypedDict

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document

REPORTS = Path(__file__).parents[2] / "data" / "coding" / "accidents.jsonl"
DAY = date(2022, 1, 24)


class Row(TypedDict):
    """A report, and whether it tells of violence."""

    text: str
    attack: bool


@pytest.fixture(scope="module")
def told() -> list[tuple[Row, bool]]:
    rows: list[Row] = [json.loads(line) for line in REPORTS.read_text(encoding="utf-8").splitlines()]
    codings = EventCoder.load().code([Document(text=row["text"], published=DAY) for row in rows])
    return [(row, any(t.type == "ASSAULT" for t in coding.tellings)) for row, coding in zip(rows, codings, strict=True)]


@pytest.mark.parametrize("attack", [False, True])
def test_accidents_are_silent_and_attacks_are_told(told: list[tuple[Row, bool]], attack: bool) -> None:
    asked = [(row, found) for row, found in told if row["attack"] is attack]
    assert len(asked) >= 14
    wrong = [row["text"] for row, found in asked if found is not attack]
    assert len(wrong) <= len(asked) * 0.1, wrong


def test_a_sentence_is_judged_by_its_report() -> None:
    coder = EventCoder.load()
    sentence = "Twelve people are killed and 30 are injured in Egypt."
    alone, crash = coder.code(
        [Document(text=t, published=DAY) for t in (sentence, "A train derails near Cairo. " + sentence)]
    )
    assert [t.type for t in alone.tellings] == ["ASSAULT"]
    assert crash.tellings == ()
    assert crash.sentences[1].reason == "accident"
    assert "no event at 'killed': accident" in coder.explain(
        Document(text="A train derails near Cairo. " + sentence, published=DAY)
    )
