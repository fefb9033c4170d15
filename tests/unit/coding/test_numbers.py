"""Numbers of people in a sentence."""

import json
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

import pytest
import spacy

from pipelines.coding.when_where import numbers, numbers_es, numbers_fr, numbers_ru
from pipelines.coding.when_where.counts import find_counts
from pipelines.coding.when_where.numbers import Number, find_numbers, is_age, is_figure

JUDGED = Path(__file__).parents[2] / "data" / "coding" / "judged.jsonl"
tokenise = spacy.blank("en").make_doc


def counts(sentence: str) -> dict[str, int]:
    found = find_counts([token.text for token in tokenise(sentence) if not token.is_space])
    return {field: value for field, value in asdict(found).items() if value is not None}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("At least 12 people were killed and dozens injured.", {"killed": 12}),
        ("The blast killed half a dozen people.", {"killed": 6}),
        ("Two hundred thousand people marched.", {"protesters": 200_000}),
        ("One hundred and eighteen thousand people marched.", {"protesters": 118_000}),
        ("One million two hundred and fifty thousand people marched.", {"protesters": 1_250_000}),
        ("Two thousand three hundred and four people were arrested.", {"arrested": 2_304}),
        ("Two or three hundred thousand people marched.", {"protesters": 200_000}),
        ("The toll of Sunday's blast in a market of Quetta has risen to 26 after two died.", {"killed": 26}),
        ("A half-dozen people were killed.", {"killed": 6}),
        ("Half a million people marched.", {"protesters": 500_000}),
        ("Two and a half thousand people were arrested.", {"arrested": 2_500}),
        ("Three-and-a-half thousand people were arrested.", {"arrested": 3_500}),
        ("A million and a half people marched.", {"protesters": 1_500_000}),
        ("Between two and three thousand people were killed.", {"killed": 2_000}),
        ("Two or three dozen people were injured.", {"injured": 24}),
        ("2-3 thousand people were arrested.", {"arrested": 2_000}),
        ("Between fifty and one hundred people were killed.", {"killed": 50}),
        ("The death toll rose from two to three thousand.", {"killed": 3_000}),
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
        ("Some 10 000 protesters marched.", {"protesters": 10_000}),
        ("Shelling killed 1\u00a0200 civilians.", {"killed": 1_200}),
        ("Shelling killed 12\u202f500 civilians.", {"killed": 12_500}),
        ("About 1,2 million people protested.", {"protesters": 1_200_000}),
        ("It killed 2.500 people.", {"killed": 2_500}),
        ("It killed 1,20,000 people.", {"killed": 120_000}),
        ("Nearly 3 lakh farmers protested.", {"protesters": 300_000}),
        ("Two crore workers protested.", {"protesters": 20_000_000}),
        ("Between 20 and 30 people were killed.", {"killed": 20}),
        ("Police arrested 20 to 30 protesters.", {"arrested": 20}),
        ("Police arrested 20-30 protesters.", {"arrested": 20}),
        ("The death toll rose from 20 to 34.", {"killed": 34}),
        ("At least 12 were killed and up to 40 injured.", {"killed": 12, "injured": 40}),
        ("Four attackers have killed nine monks.", {"killed": 9}),
        ("The two men had killed 14 people.", {"killed": 14}),
        ("A man and two women were killed.", {"killed": 3}),
        ("Gunmen killed a young woman and two girls.", {"killed": 3}),
        ("Three soldiers, two policemen and a child were killed.", {"killed": 6}),
        ("The clashes left 10 soldiers and 21 rebels dead.", {"killed": 31}),
        ("It killed seven soldiers, three of them officers.", {"killed": 7}),
        ("It left five of them dead.", {"killed": 5}),
        ("Three people die and one is wounded.", {"killed": 3, "injured": 1}),
        ("At least eleven people, including two nurses, were killed.", {"killed": 11}),
        ("Eight people, including five rangers and a soldier, are killed.", {"killed": 8}),
        ("They beheaded three fishermen and abducted two others.", {"killed": 3}),
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
        "No one was killed.",
        "Not one person was injured.",
        "None of the 12 soldiers was killed.",
        "The No. 3 of the group was killed.",
        "Police arrested Ali, 28, on Monday.",
        "A 28-year-old man was killed.",
        "On 3 March several soldiers were killed.",
        "On March 3 several soldiers were killed.",
        "It killed 2.5 people.",
        "Dozens were killed and scores injured.",
        "Rifles worth 12 million rand were captured.",
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


def test_a_word_without_letters_is_no_figure():
    """What an ending says in another language stands as a word without letters before its verb."""
    assert [n.value for n in find_numbers(["30", "", "return", "", "12"])] == [30, 12]
    assert not is_figure("")


@pytest.mark.parametrize(("words", "old"), [("a boy of 14 in Tubas", True), ("a soldier and 14 in Tubas", False)])
def test_an_age_stands_behind_of(words: str, old: bool) -> None:
    assert is_age(words.split(), Number(3, 4, 14)) is old


@pytest.mark.parametrize("language", [numbers, numbers_es, numbers_fr, numbers_ru])
@pytest.mark.parametrize(
    "words",
    [
        ["million"] * 500,
        ["mil"] * 500,
        ["mille"] * 500,
        ["тысяча"] * 500,
        ["-".join("1" * 900)],
        ["-".join(["две"] * 900), "тысячи"],
        ["half", "a"] * 500,
        ["demi"] * 500,
        ["два", "с", "половиной"] * 300,
    ],
    ids=lambda words: words[0][:8],
)
def test_no_run_of_words_for_figures_ends_in_an_error(language: ModuleType, words: list[str]) -> None:
    assert all(0 <= number.value <= numbers.MOST for number in language.find_numbers(words))
