"""Word pieces: what is looked up, what is not, and where each stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.coding.judge.pieces import Vocabulary

PIECES = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "the",
    "army",
    "shell",
    "##ed",
    "##s",
    "a",
    "cafe",
    ",",
    "un",
    "##ing",
    "$",
]
VOCABULARY = Vocabulary(PIECES)


def read(text, most=20):
    pieces = VOCABULARY.split(text, most)
    assert len(pieces.ids) == len(pieces.spans)
    return [(PIECES[number], text[start:end]) for number, (start, end) in zip(pieces.ids, pieces.spans, strict=True)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The army shelled", [("the", "The"), ("army", "army"), ("shell", "shell"), ("##ed", "ed")]),
        ("armies, shells", [("[UNK]", "armies"), (",", ","), ("shell", "shell"), ("##s", "s")]),
        ("a Café", [("a", "a"), ("cafe", "Café")]),
        ("a cafe\u0301", [("a", "a"), ("cafe", "cafe\u0301"[:4])]),
        ("un\u00ading$a", [("un", "un"), ("##ing", "ing"), ("$", "$"), ("a", "a")]),
        ("", []),
    ],
)
def test_a_text_is_split_into_its_longest_pieces(text, wanted):
    assert read(text) == [("[CLS]", ""), *wanted, ("[SEP]", "")]


def test_no_more_pieces_than_are_asked_for():
    pieces = VOCABULARY.split("the " * 50, 10)
    assert len(pieces.ids) == 10
    assert PIECES[pieces.ids[-1]] == "[SEP]"


def test_a_word_without_end_is_unknown_and_cheap():
    assert read("a" * 100_000) == [("[CLS]", ""), ("[UNK]", "a" * 100_000), ("[SEP]", "")]


@given(st.text(max_size=60))
def test_spans_follow_each_other_in_the_text(text):
    spans = VOCABULARY.split(text, 100).spans[1:-1]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
