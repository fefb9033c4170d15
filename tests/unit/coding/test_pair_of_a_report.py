"""Whom "the two ministers" means far below the sentence that named them."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def sources(coder: EventCoder, text: str, word: str) -> list[str]:
    (coding,) = coder.code([Document(text=text, published=date(2024, 5, 15))])
    return [a.code for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word for a in t.sources]


TOP = "Oman and Japan hold talks on ports\n\nOman received the Japanese foreign minister on Tuesday.\n\n"
FAR = "The visit lasted three hours. Rain fell on the palace.\n\n"


def test_two_ministers_are_those_of_the_two_countries_of_the_report(coder: EventCoder) -> None:
    told = sources(coder, f"{TOP}{FAR}The two ministers signed an agreement on ports.", "signed")
    assert sorted(told) == ["JPNGOV", "OMNGOV"]


def test_two_sides_are_the_countries(coder: EventCoder) -> None:
    told = sources(coder, f"{TOP}{FAR}The two sides signed an agreement on ports.", "signed")
    assert sorted(told) == ["JPN", "OMN"]


@pytest.mark.parametrize(
    "top",
    [
        "Oman, Japan and Chad hold talks\n\nOman received the ministers of Japan and Chad on Tuesday.\n\n",  # three
        "Oman holds talks\n\nOman raised wages. Oman cut taxes. Oman grew. Japan looked on. Oman sold oil.\n\n",  # one
    ],
)
def test_nobody_is_guessed_where_a_report_is_not_of_two_countries(coder: EventCoder, top: str) -> None:
    told = sources(coder, f"{top}{FAR}The two ministers signed an agreement on ports.", "signed")
    assert "JPNGOV" not in told


@pytest.mark.parametrize(
    ("below", "word", "codes"),
    [
        ("Defence officials of the two countries agreed to share data.", "agreed", ["JPNGOV", "OMNGOV"]),
        ("Regional commanders from both sides met at a port.", "met", ["JPNMIL", "OMNMIL"]),
        ("Coastguards of the two held a joint patrol on Sunday.", "held", ["JPNCOP", "OMNCOP"]),
        ("Villagers on both sides protested.", "protested", ["JPNCVL", "OMNCVL"]),
        ("Both ministries of defence signed an agreement on ports.", "signed", ["JPNGOV", "OMNGOV"]),
        ("The two armies signed an agreement on ports.", "signed", ["JPNMIL", "OMNMIL"]),
        ("The two foreign ministers signed an agreement on ports.", "signed", ["JPNGOV", "OMNGOV"]),
        ("The parties signed an agreement on ports.", "signed", ["JPN", "OMN"]),
        # not the two of the report
        ("The two officers signed an agreement on ports.", "signed", ["MIL"]),
        ("Both officials resigned.", "resigned", ["GOV"]),
        ("Officials of the two towns signed an agreement.", "signed", ["GOV"]),
        ("The two armies of Chad and Niger signed an agreement.", "signed", ["NERMIL", "TCDMIL"]),
        ("A spokesman of the two sides signed an agreement.", "signed", ["GOV"]),
    ],
)
def test_those_of_both_sides_are_of_either_country(coder: EventCoder, below: str, word: str, codes: list[str]) -> None:
    assert sorted(sources(coder, f"{TOP}{below}", word)) == codes


def test_a_patrol_held_together_is_no_party(coder: EventCoder) -> None:
    text = f"{TOP}Coastguards of the two held a joint patrol on Sunday."
    (coding,) = coder.code([Document(text=text, published=date(2024, 5, 15))])
    assert [t.targets for t in coding.tellings if t.type == "COOPERATE"] == [()]


MEN = "LIMA. Peru's prime minister had hardly landed on Tuesday. Why had she seen the {} president?\n\nIt rained.\n\n{}"


def test_two_men_hold_the_two_offices_told_of_before(coder: EventCoder) -> None:
    told = sources(coder, MEN.format("Chadian", "The two men signed a treaty."), "signed")
    assert sorted(told) == ["PERGOV", "TCDGOV"]


@pytest.mark.parametrize(
    "text",
    [
        MEN.format("Peruvian", "The two men signed a treaty."),  # one country
        MEN.format("Chadian president and the Kenyan", "The two men signed a treaty."),  # three
    ],
)
def test_two_men_of_no_two_countries_are_not_guessed(coder: EventCoder, text: str) -> None:
    assert not {"TCDGOV", "KENGOV"} & {*sources(coder, text, "signed")}
