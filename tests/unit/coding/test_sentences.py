"""Where sentences of news end, and where they do not."""

import pytest

from pipelines.coding.sentence.sentences import split_sentences


def pieces(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("Mr. Smith met Gen. Lee. They talked.", ["Mr. Smith met Gen. Lee.", "They talked."]),
        ("The U.S. Senate voted. It passed.", ["The U.S. Senate voted.", "It passed."]),
        ("He lives in the U.S. The law changed.", ["He lives in the U.S.", "The law changed."]),
        ("J. F. Kennedy spoke on Jan. 20 at noon.", ["J. F. Kennedy spoke on Jan. 20 at noon."]),
        ("It rose 2.5 percent. Fine.", ["It rose 2.5 percent.", "Fine."]),
        ('"We will go," he said. "Now!" She left.', ['"We will go," he said.', '"Now!"', "She left."]),
        ("First ### Second one", ["First", "Second one"]),
        ("A heading\n\nThe text begins.", ["A heading", "The text begins."]),
        ("The line was wrapped\nin the middle. End.", ["The line was wrapped\nin the middle.", "End."]),
        ("Really?! Yes... Perhaps.", ["Really?!", "Yes...", "Perhaps."]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_splits_as_a_reader_does(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_sentences_hold_all_text_but_white_space() -> None:
    text = "A first (odd?) line\n * item one\n * item two ### “Quoted. Twice.” End…  tail"
    assert "".join("".join(pieces(text)).split()) == "".join(text.replace("###", "").split())
