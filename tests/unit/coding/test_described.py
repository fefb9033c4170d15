"""What a report says that a name is holds for the name, before and after; made-up reports."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.described import Describing

DAY = date(2024, 5, 15)


@pytest.fixture(scope="module")
def lexicon() -> ActorLexicon:
    return ActorLexicon.load()


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def names(lexicon: ActorLexicon, *sentences: str) -> dict[str, str]:
    return {n.name: n.country + "".join(n.sectors) for n in Describing(lexicon, sentences, DAY).names()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # behind the name
        ("Dawnlight, an opposition party, met.", {"Dawnlight": "OPP"}),
        ("The Ember Guard, which is a rebel group, met.", {"Ember Guard": "REB"}),
        ("The Kestrels, an elite police unit, met.", {"Kestrels": "COP"}),
        ("Dawnlight is a militant group in the north.", {"Dawnlight": "UAF"}),
        ("Solidar, Kenya's largest union, met.", {"Solidar": "KENLAB"}),
        ("Solidar, a Chadian rebel group, met.", {"Solidar": "TCDREB"}),
        ("Tamar Hill, a US-backed rebel group, met.", {"Tamar Hill": "REB"}),
        # before it
        ("The rebel group Ember Path met.", {"Ember Path": "REB"}),
        ("The Peruvian mining company Orel Nord met.", {"Orel Nord": "PERBUS"}),
        ("The country's largest union, Solidar, met.", {"Solidar": "LAB"}),
        ("The main opposition Dawnlight met.", {"Dawnlight": "OPP"}),
        ("The ruling Dawnlight party met.", {"Dawnlight": "PTY"}),
        ("A militia known as the Ember Guard met.", {"Ember Guard": "UAF"}),
        # around it
        ("BRGM rebels met.", {"BRGM": "REB"}),
        ("The Dawnlight party met.", {"Dawnlight": "PTY"}),
        ("The Ember Path rebel group met.", {"Ember Path": "REB"}),
        ("The 32nd IB met.", {"32nd IB": "MIL"}),
        # with letters
        ("The opposition Dawn Front (DF) met.", {"Dawn Front": "OPP", "DF": "OPP"}),
        ("The Ember Path (EP) met. EP rebels fled.", {"Ember Path": "REB", "EP": "REB"}),
        # the more telling of two words
        ("The Dawnlight party met. Dawnlight, an opposition party, met.", {"Dawnlight": "OPP"}),
        ("Ember Path, a militant group, met. The rebel group Ember Path met.", {"Ember Path": "REB"}),
    ],
)
def test_a_report_says_what_a_name_is(lexicon: ActorLexicon, text: str, expected: dict[str, str]) -> None:
    assert names(lexicon, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # described in two ways
        "Dawnlight, an opposition party, met. The rebel group Dawnlight met.",
        "The ruling Dawnlight party met. Dawnlight, an opposition party, met.",
        # members of a list
        "Talks with Dawnlight, the union, and the church went on.",
        "Dawnlight, a rebel group and a bank met.",
        # persons, days, places and titles
        "Ana Ruiz, the leader of a rebel group, met.",
        "The leader of the ruling party, Ana Ruiz, met.",
        "Ana Ruiz (UF) met. LAGOS (AP) - It rained.",
        "He left the opposition party Monday.",
        "He asked the opposition party Chairman.",
        "Quibdo, a rebel stronghold, fell.",
        # what somebody does to somebody else
        "Chad and Niger attacked rebels. Tamar Hill struck rebels. Orel fired police union members.",
        # adjectives
        "The Communist party met. A Sunni militia met. The Islamic militant group met. US-backed rebels met.",
        # what says nothing of a kind
        "Dawnlight, a group of friends, met. Dawnlight, the country's biggest movement, met.",
        "Dawnlight, a pro-government group, met. Dawnlight, a street patrol group, met.",
        # what the lists know
        "Hamas, a charity, met. Samsung Electronics, a company, met.",
    ],
)
def test_nothing_is_guessed(lexicon: ActorLexicon, text: str) -> None:
    assert names(lexicon, text) == {}


@pytest.mark.parametrize(
    ("text", "word", "source"),
    [
        ("BRGM gunmen shot nine people. It rained. BRGM, a rebel group, was founded in May.", "shot", "REB"),
        ("BRGM, a rebel group, was founded in May. A BRGM spokesman condemned the vote.", "condemned", "REB"),
        ("BRGM, a rebel group, was founded in May. A spokesman for BRGM condemned the vote.", "condemned", "REB"),
        ("BRGM, a rebel group, was founded in May. BRGM soldiers shot nine people.", "shot", "REB"),
        ("The opposition Dawn Front (DF) met. DF supporters attacked a bank.", "attacked", "OPP"),
        ("The opposition Dawn Front (DF) met. DF leader Ana Ruiz condemned the vote.", "condemned", "OPP"),
        ("Dawnlight, an opposition party, met. Members of Dawnlight condemned the vote.", "condemned", "OPP"),
        ("The Kestrels, an elite police unit, met. The Kestrels arrested nine people.", "arrested", "COP"),
        # letters that the lists give another country
        (
            "The Path of Toil and Ideas (PTI) met in Lima. The PTI condemned Chile.",
            "condemned",
            "",
        ),
        ("The Party of Toil and Ideas (PTI) met in Lima, Peru. The PTI condemned Chile.", "condemned", "PERPTY"),
        # who is no one of theirs
        ("BRGM, a rebel group, was founded in May. Police arrested a BRGM lawyer.", "arrested", "COP"),
    ],
)
def test_bare_names_are_what_the_report_says(coder: EventCoder, text: str, word: str, source: str) -> None:
    (coding,) = coder.code([Document(text=text, published=DAY)])
    found = [t for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word]
    assert [a.code for t in found for a in t.sources] == [source]
