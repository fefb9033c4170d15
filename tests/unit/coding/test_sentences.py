"""Where sentences of news end, and where they do not."""

import pytest

from pipelines.coding.datafiles import DATA
from pipelines.coding.sentence.sentences import abbreviations_in, split_sentences


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
        ("The U.S. President left. He slept.", ["The U.S. President left.", "He slept."]),
        ("He met the U.K. Foreign Secretary.", ["He met the U.K. Foreign Secretary."]),
        ("Later U.S. President Ito left.", ["Later U.S. President Ito left."]),
        ("Dozens greeted U.S. President Ito. He slept.", ["Dozens greeted U.S. President Ito.", "He slept."]),
        ("The visit of U.S. President Ito ended.", ["The visit of U.S. President Ito ended."]),
        ("In this photo, U.S. President Ito waves.", ["In this photo, U.S. President Ito waves."]),
        ("OSLO (EFE) — U.S. President Ito left.", ["OSLO (EFE) — U.S. President Ito left."]),
        ("They live in the U.S. President Ito knows.", ["They live in the U.S.", "President Ito knows."]),
        ("In Ste. Marie, Que., it rained.", ["In Ste. Marie, Que., it rained."]),
        (
            "The No. 3 of the group fell. We said no. The end.",
            ["The No. 3 of the group fell.", "We said no.", "The end."],
        ),
        ("They met on Monday.Troops left.Ito spoke!Now", ["They met on Monday.", "Troops left.", "Ito spoke!", "Now"]),
        (
            "See www.example.Com or St.Petersburg, or the U.S.Senate.",
            ["See www.example.Com or St.Petersburg, or the U.S.Senate."],
        ),
        ("* Police left * Ito spoke • It rained", ["* Police left", "* Ito spoke", "• It rained"]),
        (
            "In brief: Police arrested two men; Ito met his wife in town; It rained all day long.",
            ["In brief: Police arrested two men;", "Ito met his wife in town;", "It rained all day long."],
        ),
        ("It met Ana Ruiz, Peru; Bo Lin, Laos; Al Um, Oman.", ["It met Ana Ruiz, Peru; Bo Lin, Laos; Al Um, Oman."]),
        ("The army said,\nBo Lin was in\nPeru. End.", ["The army said,\nBo Lin was in\nPeru.", "End."]),
        ("Ten men\n12 women", ["Ten men", "12 women"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_splits_as_a_reader_does(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_sentences_hold_all_text_but_white_space() -> None:
    text = "A first (odd?) line\n * item one\n * item two ### “Quoted. Twice.” End…  tail"
    assert "".join("".join(pieces(text)).split()) == "".join(text.replace("###", "").split())


def test_russian_thousands_go_on_before_a_figure_and_end_before_a_name() -> None:
    known = abbreviations_in(DATA / "ru" / "abbreviations.txt")
    text = "Убиты 2 тыс. 300 человек. Вышли 5 тыс. Полиция молчит."
    ends = [text[start:end] for start, end in split_sentences(text, known)]
    assert ends == ["Убиты 2 тыс. 300 человек.", "Вышли 5 тыс.", "Полиция молчит."]
