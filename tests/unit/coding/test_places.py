"""Places, and which bearer of a name a report means."""

import json
from datetime import date
from pathlib import Path

import pytest
import spacy

from pipelines.coding.when_where.places import Gazetteer
from pipelines.coding.who.actors import ActorLexicon
from schemas import Place

JUDGED = Path(__file__).parents[2] / "data" / "coding" / "judged.jsonl"
tokenise = spacy.blank("en").make_doc


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def places(gazetteer: Gazetteer, *sentences: str, countries: tuple[str, ...] = ()) -> list[Place]:
    """The settled places of a document of some sentences, in order."""
    found = [gazetteer.find([token.text for token in tokenise(sentence)]) for sentence in sentences]
    return [place for sentence in gazetteer.settle(found, countries) for place in sentence]


def test_a_city_has_all_that_a_record_needs(gazetteer: Gazetteer) -> None:
    (kyiv,) = places(gazetteer, "A bomb exploded in Kiev.")
    assert (kyiv.name, kyiv.country, kyiv.precision) == ("Kyiv", "UKR", "city")
    assert kyiv.geonames_id == 703448
    assert kyiv.lat == pytest.approx(50.45, abs=0.1)
    assert kyiv.lon == pytest.approx(30.52, abs=0.1)
    assert kyiv.admin1 is not None


@pytest.mark.parametrize(
    ("sentence", "country", "admin1"),
    [
        ("a bomb in Paris on Monday", "FRA", "11"),
        ("a bomb in Paris, Texas", "USA", "TX"),
        ("a fire in Lebanon, Pennsylvania", "USA", "PA"),
        ("a march in Birmingham, Alabama", "USA", "AL"),
        ("a march in Birmingham", "GBR", "ENG"),
        ("a march in London, Ontario", "CAN", "08"),
        ("a bomb in Tripoli", "LBY", "77"),
        ("a bomb in Tripoli, Lebanon", "LBN", "09"),
        ("a bomb in Tripoli, northern Lebanon", "LBN", "09"),
        ("a raid in Punjab, Pakistan", "PAK", "04"),
        ("a ship in the Gulf of Aden", "", None),
    ],
)
def test_what_stands_behind_the_comma_decides(
    gazetteer: Gazetteer, sentence: str, country: str, admin1: str | None
) -> None:
    place = places(gazetteer, sentence)[0]
    assert (place.country, place.admin1) == (country, admin1)


@pytest.mark.parametrize(
    ("sentence", "countries", "expected"),
    [
        ("a raid in Hyderabad", ("PAK",), "PAK"),
        ("a raid in Hyderabad", (), "IND"),
        ("a raid in Valencia", ("VEN",), "VEN"),
        ("a vote in Georgia", (), "GEO"),
        ("a vote in Georgia", ("USA",), "USA"),
        ("a raid in Tripoli", ("LBN",), "LBN"),
    ],
)
def test_countries_of_the_report_decide(
    gazetteer: Gazetteer, sentence: str, countries: tuple[str, ...], expected: str
) -> None:
    assert places(gazetteer, sentence, countries=countries)[0].country == expected


def test_other_sentences_of_the_report_count_too(gazetteer: Gazetteer) -> None:
    assert places(gazetteer, "Polls opened in Georgia.", "Voters in Atlanta queued.")[0].country == "USA"


@pytest.mark.parametrize(
    "sentence",
    ["Reading the note, he left.", "Mobile phones rang.", "A Nice day Of rest", "In March they met.", "Police came.",
     "The White House replied.", "President Lincoln Carter spoke.", "Mr Okay said so.", "Tendai Gombe, 29, was held.",
     "They met Gombe al-Amri.", "They met Gombe bin Omar."],
)  # fmt: skip
def test_common_words_and_surnames_are_no_places(gazetteer: Gazetteer, sentence: str) -> None:
    assert places(gazetteer, sentence) == []


def test_regions_and_countries_have_their_precision(gazetteer: Gazetteer) -> None:
    found = places(gazetteer, "in the Donbas, in Darfur, in the West Bank and in Peru")
    assert [(place.country, place.precision) for place in found] == [
        ("UKR", "region"),
        ("SDN", "region"),
        ("PSE", "region"),
        ("PER", "country"),
    ]
    assert found[-1].geonames_id == 3932488
    assert all(place.lat is not None for place in found)


def test_the_order_of_sentences_makes_no_difference(gazetteer: Gazetteer) -> None:
    one, two = "A raid in Hyderabad.", "Troops left Lahore."
    assert places(gazetteer, one, two) == list(reversed(places(gazetteer, two, one)))


def test_judged_sentences_lie_in_their_country(gazetteer: Gazetteer) -> None:
    actors = ActorLexicon.load()
    rows = [json.loads(line) for line in JUDGED.read_text().splitlines()]
    asked = [row for row in rows if row["place"]]
    assert len(asked) > 150
    right = 0
    for row in asked:
        words = [token.text for token in tokenise(row["sentence"])]
        countries = [m.country for m in actors.find(words, date.fromisoformat(row["published"])) if m.country]
        (settled,) = gazetteer.settle([gazetteer.find(words)], countries)
        right += row["place"] in {place.country for place in settled}
    assert right / len(asked) >= 0.95


@pytest.mark.parametrize(
    ("sentence", "countries", "expected"),
    [
        ("a bomb in Odessa", (), "UKR"),
        ("a bomb in Odessa, Texas", (), "USA"),
        ("a trial in St. Petersburg", (), "RUS"),
        ("a march in Calcutta", (), "IND"),
        ("a march in Bombay", (), "IND"),
        ("pilgrims in Medina", (), "SAU"),
        ("a march in Bethlehem", (), "PSE"),
        ("a trial in Moscow, Idaho", (), "USA"),
        ("a fire in Macedonia, Ohio,", (), "USA"),
        ("troops in Kenya, Ohio and Texas", (), "KEN"),
        ("the Lebanese city of Tripoli", (), "LBN"),
        ("Pakistan's southern city of Hyderabad", (), "PAK"),
        ("a raid in Tripoli, in northern Lebanon,", (), "LBN"),
        ("Georgia's governor spoke", (), "USA"),
        ("the Georgia legislature met", (), "USA"),
        ("the governor of Georgia spoke", (), "USA"),
        ("the US state of Georgia", (), "USA"),
        ("the president of Georgia spoke", (), "GEO"),
        ("Georgia's president spoke", (), "GEO"),
        ("troops shelled Sumy", (), "UKR"),
        ("jets bombed Tyre", (), "LBN"),
        ("Artemivsk was attacked", (), "UKR"),
        ("a raid on Sana'a", (), "YEM"),
        ("a raid in El Fasher Monday", (), "SDN"),
        ("a raid in Palma", ("MOZ",), "MOZ"),
        ("talks in Geneva", ("USA", "RUS"), "CHE"),
        ("talks in Vienna", ("USA", "IRN"), "AUT"),
        ("talks in Rome", ("USA",), "ITA"),
        ("a march in Odessa", ("USA",), "USA"),
    ],
)
def test_news_names_the_place_that_is_news(
    gazetteer: Gazetteer, sentence: str, countries: tuple[str, ...], expected: str
) -> None:
    assert places(gazetteer, sentence, countries=countries)[0].country == expected


@pytest.mark.parametrize("site", ["town", "resort", "township"])
def test_a_town_that_no_map_has_is_its_country_once(gazetteer: Gazetteer, site: str) -> None:
    found = gazetteer.find(f"Gunmen struck the Colombian {site} of Puerto Nuevito on Monday".split())
    assert [[candidate.place.country for candidate in match.candidates] for match in found] == [["COL"]]
