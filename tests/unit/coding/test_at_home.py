"""Names that mean a body only in news of its country; made-up reports."""

from datetime import date

import pytest

from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.at_home import names_at_home

DAY = date(2024, 3, 15)


@pytest.fixture(scope="module")
def lexicon() -> ActorLexicon:
    return ActorLexicon.load()


def names(lexicon: ActorLexicon, on: date, *sentences: str) -> dict[str, str]:
    return {n.name: n.country + "".join(n.sectors) for n in names_at_home(lexicon, sentences, on)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Farmers in India marched. The Centre gave way.", {"The Centre": "INDGOV"}),
        ("Growers in Pakistan marched. They blamed the Centre.", {"the Centre": "PAKGOV"}),
        ("The Hawks seized files in Pretoria.", {"The Hawks": "ZAFCOP"}),
        ("South African miners marched, and the DA called for calm.", {"the DA": "ZAFOPP"}),
        ("Members of the Minority walked out in Accra.", {"the Minority": "GHAOPP"}),
        # of several countries the one named
        ("State House in Lusaka denied it.", {"State House": "ZMBGOV"}),
        ("Kenyan nurses marched on State House.", {"State House": "KENGOV"}),
        ("In Nepal the Congress walked out.", {"the Congress": "NPLPTY"}),
        ("The Congress in India walked out over a bus fare.", {"The Congress": "INDOPP"}),
        # none of them named, or two alike
        ("State House denied it.", {}),
        ("Kenya and Uganda met. State House denied it.", {}),
        # no country's own
        ("The Hawks lost in Ohio. South Africa lost too. Chicago won. Texas won.", {}),
        ("The Centre denied it. Peru and Chile agreed.", {}),
        # part of a longer name
        ("In India the Centre for Dry Soils closed.", {}),
        ("In South Africa the Hawks Nest inn closed.", {}),
        # who bears the name everywhere goes before
        ("A TSE judge in Brazil and another in Brasilia met a Honduran.", {}),
        ("The TSE in Tegucigalpa counted again.", {"TSE": "HNDGOV"}),
    ],
)
def test_a_name_means_what_its_country_calls_so(lexicon: ActorLexicon, text: str, expected: dict[str, str]) -> None:
    sentences = [f"{sentence}." for sentence in text.rstrip(".").split(". ")]
    assert names(lexicon, DAY, *sentences) == expected


def test_an_everyday_word_needs_a_report_that_is_mostly_of_the_country(lexicon: ActorLexicon) -> None:
    abroad = ["France struck a deal.", "French firms gained.", "Paris was glad.", "An Indian guest saw the Centre."]
    assert names(lexicon, DAY, *abroad) == {}
    assert names(lexicon, DAY, *abroad[2:]) == {"the Centre": "INDGOV"}


def test_what_a_name_means_goes_with_the_day(lexicon: ActorLexicon) -> None:
    text = "In Zambia the PF walked out."
    assert names(lexicon, date(2019, 1, 1), text) == {"PF": "ZMBPTY"}
    assert names(lexicon, DAY, text) == {"PF": "ZMBOPP"}
