"""Day, country, modality and numbers of events in 200 judged sentences."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling

JUDGED = Path(__file__).parents[2] / "data" / "coding" / "judged.jsonl"


@pytest.fixture(scope="module")
def told() -> list[tuple[dict[str, Any], Telling | None]]:
    rows = [json.loads(line) for line in JUDGED.open(encoding="utf-8")]
    documents = [Document(text=r["sentence"], published=date.fromisoformat(r["published"])) for r in rows]
    codings = EventCoder.load().code(documents)
    return [(row, next(iter(coding.tellings), None)) for row, coding in zip(rows, codings, strict=True)]


def seen(telling: Telling, field: str) -> str | None:
    match field:
        case "date":
            return telling.event_date.isoformat()
        case "place":
            return telling.place.country if telling.place else None
        case _:
            return telling.modality


@pytest.mark.parametrize("field", ["date", "place", "modality"])
def test_nine_of_ten_are_exact(told: list[tuple[dict[str, Any], Telling | None]], field: str) -> None:
    assert len(told) == 200
    exact = [telling is not None and seen(telling, field) == row[field] for row, telling in told]
    assert sum(exact) / len(told) >= 0.9, [row["sentence"] for (row, _), ok in zip(told, exact, strict=True) if not ok]


def test_nine_of_ten_have_the_numbers(told: list[tuple[dict[str, Any], Telling | None]]) -> None:
    exact = [telling is not None and numbers(telling) == row["counts"] for row, telling in told]
    assert sum(exact) / len(told) >= 0.9, [row["sentence"] for (row, _), ok in zip(told, exact, strict=True) if not ok]


def numbers(telling: Telling) -> dict[str, int]:
    counts = telling.counts
    found = {name: getattr(counts, name) for name in ("killed", "injured", "arrested", "protesters", "troops")}
    return {name: number for name, number in found.items() if number is not None}
