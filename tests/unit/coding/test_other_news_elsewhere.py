"""Accidents, storms, sport, common crime, culture and business tell nothing in Spanish, French and Russian."""

from functools import cache
from pathlib import Path

import pytest
from unit.coding.foreign import told

from pipelines.coding.datafiles import read_rows
from schemas import Telling

TEXTS = Path(__file__).parents[2] / "data" / "coding" / "other-news-elsewhere.tsv"
NONE = "NONE"
pytestmark = pytest.mark.parametrize("language", ["es", "fr", "ru"])


@cache
def read(language: str) -> list[tuple[str, str, list[Telling]]]:
    """Type, text and what is told of each text of a language."""
    rows = [row.cells[1:] for row in read_rows(TEXTS, 3, 3) if row.cells[0] == language]
    tellings = told(language, *(text for _, text in rows))
    return [(kind, text, found) for (kind, text), found in zip(rows, tellings, strict=True)]


def test_other_news_tells_nothing(language: str) -> None:
    silent = [(text, found) for kind, text, found in read(language) if kind == NONE]
    assert len(silent) >= 140
    assert [(text, [one.type for one in found]) for text, found in silent if found] == []


def test_politics_beside_it_is_told(language: str) -> None:
    deeds = [(kind, text, {one.type for one in found}) for kind, text, found in read(language) if kind != NONE]
    assert len(deeds) >= 9
    assert [(text, sorted(types)) for kind, text, types in deeds if kind not in types] == []


def test_an_accident_that_the_letters_hear_costs_no_report(language: str) -> None:
    texts = {
        "es": "Murieron tres obreros al caer el andamio en el que trabajaban.",
        "fr": "Trois ouvriers ont péri en tombant de la grue sur laquelle ils travaillaient.",
        "ru": "Погибли трое рабочих: упали леса, на которых они работали.",
    }
    assert [one.type for one in told(language, texts[language])[0] if one.type == "ASSAULT"] == []
