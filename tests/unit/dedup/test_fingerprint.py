"""What the fingerprint of a text is, and what leaves it unchanged."""

import json
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dedup import fingerprint as module
from pipelines.dedup.fingerprint import fingerprint, sentence_parts, words_in
from pipelines.normal import normalise

VECTORS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "data/dedup/fingerprints.jsonl").read_text("utf-8").splitlines()
]
SENTENCE = "Two fishermen from Stennes were released by the coast guard on Sunday"


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["text"][:30] or "empty")
def test_vectors_hold(vector: dict[str, object]) -> None:
    assert fingerprint(str(vector["text"])) == tuple(vector["fingerprint"])  # type: ignore[arg-type]


def test_hash_is_seven_bytes_of_blake2b_and_the_number_of_words() -> None:
    digest = blake2b(b"two fishermen from stennes were released by the coast guard on sunday", digest_size=7).digest()
    (part,) = fingerprint(SENTENCE + ".")
    assert part.to_bytes(8, "big", signed=True) == digest + b"\x0c"
    assert words_in(part) == 12


def test_parts_of_fewer_than_eight_words_do_not_count() -> None:
    assert fingerprint("One two three four five six seven.") == ()
    assert len(fingerprint("One two three four five six seven eight.")) == 1


def test_very_long_part_counts_255_words() -> None:
    (part,) = fingerprint("word " * 1000)
    assert words_in(part) == 255


def test_order_and_repetition_are_kept() -> None:
    other = "The parliament of Arvenia voted to end the state of emergency"
    first, second, third = fingerprint(f"{SENTENCE}. {other}. {SENTENCE}.")
    assert first == third != second


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE + "!",
        SENTENCE.upper(),
        SENTENCE.replace(" ", "  "),
        f"Released ### {SENTENCE} ### Nordpress",
        f"Released\n{SENTENCE}\nNordpress",
        f"STENNES (Nordpress) - {SENTENCE}.",
        f"STENNES, Arvenia — {SENTENCE}.",
        f"“{SENTENCE}”, he said.",
        SENTENCE.replace(" by the", "\n  by the"),
        f"{SENTENCE}…",
    ],
)
def test_layout_byline_and_typography_make_no_difference(text: str) -> None:
    assert fingerprint(text) == fingerprint(SENTENCE)


def test_comma_cuts_once_eight_words_were_said() -> None:
    text = "On Monday, in the old port of Kolva, a crowd of four hundred dockers gathered in silence, and left"
    assert list(sentence_parts(text)) == [
        "on monday in the old port of kolva",
        "a crowd of four hundred dockers gathered in silence and left",
    ]


def test_numbers_are_not_cut() -> None:
    (part,) = sentence_parts("The mill sold 1,200 tons of flour at 3.5 crowns a sack that year")
    assert part == "the mill sold 1 200 tons of flour at 3 5 crowns a sack that year"


def test_stock_phrases_are_no_part() -> None:
    stock = (
        "Sign up for our morning letter and get the best of the day. "
        "Ane Lund and Tor Vik in Kolva contributed to this report."
    )
    assert fingerprint(f"{SENTENCE}. {stock}") == fingerprint(SENTENCE)
    assert len(fingerprint("Signs of life were found on the upper slope on Monday morning.")) == 1


@given(st.text())
def test_parts_are_normalised_and_long_enough(text: str) -> None:
    for part in sentence_parts(text):
        assert normalise(part) == part
        assert len(part.split(" ")) >= 8


@given(st.characters(exclude_categories=["Cs"]))
def test_every_character_is_a_cut_or_normalised_like_all_text(char: str) -> None:
    text = f"eight words stand before the one odd character{char}and eight stand behind it as anyone can count"
    assert " ".join(sentence_parts(text)) == normalise(text)


@given(st.text())
def test_any_text_has_a_fingerprint_of_signed_64_bit_numbers(text: str) -> None:
    assert all(-(2**63) <= part < 2**63 for part in fingerprint(text))


def test_error_in_the_list_of_phrases_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "phrases.tsv"
    path.write_text("# a comment\nbegins\tsign up\ncontains\tread more\n")
    with pytest.raises(ValueError, match=r"phrases\.tsv, line 3: .*begins.*ends"):
        module._load_boilerplate(path)
