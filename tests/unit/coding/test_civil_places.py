"""Whom violence against homes, markets and shelters hits, and what is only where a deed is done."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def targets(coder: EventCoder, text: str) -> list[str]:
    (coding,) = coder.code([Document(text=text, published=date(2024, 5, 15))])
    assert coding.tellings
    return [actor.code for actor in coding.tellings[0].targets]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Rockets struck a house in Gaza.", "PSECVL"),
        ("Drones hit a residential building in Kharkiv, Ukraine.", "UKRCVL"),
        ("Gunmen raided villages in central Mali.", "MLICVL"),
        ("Jets bombed a market in Sagaing, Myanmar.", "MMRCVL"),  # by those of the same country
        ("Soldiers torched houses in Bambari, Central African Republic.", "CAFCVL"),
        ("A missile struck a camp for displaced families in Marib, Yemen.", "YEMREF"),
        # what somebody else uses is theirs
        ("The army bombed a rebel camp in Darfur, Sudan.", "SDNREB"),
        ("A drone struck a militant house in Waziristan, Pakistan.", "PAKUAF"),
        ("Soldiers burned the homes of farmers in Chin State, Myanmar.", "MMRAGR"),
        # a town is no house, and ground that is taken nobody's home
        ("Russia shelled Kharkiv, Ukraine.", "UKR"),
        ("Rebels captured the village of Kibumba in eastern Congo.", "COD"),
    ],
)
def test_places_of_daily_life_are_the_civilians_there(coder: EventCoder, text: str, hit: str) -> None:
    assert targets(coder, text) == [hit]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("Police raided an office in Lima, Peru.", []),
        ("Police raided a house in Nairobi, Kenya.", []),
        ("Police arrested a Danish envoy in Lima, Peru.", ["DNKGOV"]),
        ("Denmark condemned the government in Kabul, Afghanistan.", ["AFGGOV"]),
    ],
)
def test_where_something_is_done_is_nobody(coder: EventCoder, text: str, hit: list[str]) -> None:
    assert targets(coder, text) == hit


@pytest.mark.parametrize(
    ("text", "faced"),
    [
        ("Russia massed tanks near the Ukrainian border.", ["UKR"]),
        ("Turkey deployed troops along the border of Syria.", ["SYR"]),
        ("The army sent 300 soldiers to Marib, Yemen.", []),  # to a part of its own country
        ("Kenya sent 200 soldiers to Haiti.", ["HTI"]),
    ],
)
def test_troops_face_the_country_that_they_are_sent_to_and_are_not_its(
    coder: EventCoder, text: str, faced: list[str]
) -> None:
    assert targets(coder, text) == faced
