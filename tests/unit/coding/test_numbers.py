"""Numbers of people in a sentence."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
import spacy

from pipelines.coding.when_where.numbers import find_counts, find_numbers

JUDGED = Path(__file__).parents[2] / "data" / "coding" / "judged.jsonl"
tokenise = spacy.blank("en").make_doc


def counts(sentence: str) -> dict[str, int]:
    found = find_counts([token.text for token in tokenise(sentence)])
    return {field: value for field, value in asdict(found).items() if value is not None}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("At least 12 people were killed and dozens injured.", {"killed": 12}),
        ("Moscow has amassed some 100,000 troops.", {"troops": 100_000}),
        ("They sent two soldiers.", {"troops": 2}),
        ("The blast left 12 dead.", {"killed": 12}),
        ("The death toll rose to 45.", {"killed": 45}),
        ("Some 1.2 million people marched.", {"protesters": 1_200_000}),
        ("A dozen people were arrested.", {"arrested": 12}),
        ("Hundreds of protesters marched.", {}),
        ("The bomb killed 5 people and wounded 20 others.", {"killed": 5, "injured": 20}),
        ("A raid killing 12 soldiers and three civilians", {"killed": 15}),
        ("It killed at least 12 people, including three children.", {"killed": 12}),
        ("Police arrested more than 200 protesters.", {"arrested": 200}),
        ("Twenty-three people were injured.", {"injured": 23}),
        ("In 2014, 3 people died.", {"killed": 3}),
    ],
)
def test_numbers_go_to_what_they_count(sentence: str, expected: dict[str, int]) -> None:
    assert counts(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Three gunmen killed the mayor.",
        "The aid is worth $12 million.",
        "They shelled it for 12 days.",
        "He was killed in 2014.",
        "The attack destroyed 40 houses.",
        "A 12-year-old boy marched.",
        "It kidnapped two soldiers.",
        "Support fell by 12 percent.",
    ],
)
def test_other_numbers_count_nobody(sentence: str) -> None:
    assert counts(sentence) == {}


def test_numbers_are_read_in_figures_and_words() -> None:
    lowers = "one twenty - five 1,234 2.5 million a hundred 40 thousand".split()
    assert [number.value for number in find_numbers(lowers)] == [1, 25, 1234, 2_500_000, 100, 40_000]


@pytest.mark.parametrize("sentence", ["9" * 400, "1e999 killed", "1,,2 dead", "½ killed", "nan dead", "²3 killed", "-"])
def test_odd_numbers_do_no_harm(sentence: str) -> None:
    assert all(value <= 10**19 for value in counts(sentence).values())


def test_judged_sentences_have_their_numbers() -> None:
    rows = [json.loads(line) for line in JUDGED.read_text().splitlines()]
    assert len(rows) == 200
    assert sum(bool(row["counts"]) for row in rows) > 50
    assert sum(counts(row["sentence"]) == row["counts"] for row in rows) / len(rows) >= 0.95
