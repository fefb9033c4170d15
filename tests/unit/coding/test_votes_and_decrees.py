"""What parliaments vote for and those who govern decree, forgive or hand in, and what only sounds like it."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling

DAY = date(2024, 5, 1)


def _told(coder: EventCoder, text: str) -> list[Telling]:
    return list(coder.code([Document(text=text, published=DAY)])[0].tellings)


@pytest.mark.parametrize(
    ("text", "kind", "source", "target"),
    [
        ("Kenya's parliament voted for the expulsion of the Ugandan ambassador.", "SANCTION", "KENLEG", "UGAGOV"),
        ("Kenya's parliament voted for expelling the Ugandan ambassador.", "SANCTION", "KENLEG", "UGAGOV"),
        ("Kenyan parliament votes for expulsion of Ugandan troops", "SANCTION", "KENLEG", "UGAMIL"),
        ("Kenya's parliament passed a resolution to expel Ugandan troops.", "SANCTION", "KENLEG", "UGAMIL"),
        ("Kenyan MPs vote against treaty with Uganda", "REJECT", "KENLEG", "UGA"),
        ("Kenya issues arrest warrants for two Ugandan ministers", "THREATEN", "KEN", "UGAGOV"),
        ("Kenyan President William Ruto issued a series of nine pardons on Tuesday.", "RETREAT", "KENGOV", ""),
        ("Kenya's interior minister filed his resignation on Tuesday.", "RETREAT", "KENGOV", ""),
        ("The government of Kenya has quarantined several towns on the coast.", "COERCE", "KENGOV", ""),
        ("The Kenyan government made masks compulsory in shops.", "COERCE", "KENGOV", ""),
        ("Kenya planned to implement a curfew in Mombasa.", "THREATEN", "KEN", ""),
        ("Kenya's foreign minister contacted his Ugandan counterpart on Monday.", "CONSULT", "KENGOV", "UGAGOV"),
        ("The Kenyan government concluded that Uganda had violated the treaty.", "ACCUSE", "KENGOV", "UGA"),
        ("Kenya's ministers concluded that the pact between Chad and Niger was void.", "REJECT", "KENGOV", "TCD"),
        ("Kenya's foreign ministry called the plan null and void.", "REJECT", "KENGOV", ""),
    ],
)
def test_what_is_voted_and_decreed_is_told(coder: EventCoder, text: str, kind: str, source: str, target: str) -> None:
    [event] = _told(coder, text)
    assert event.type == kind
    assert source in {actor.code for actor in event.sources}
    assert not target or target in {actor.code for actor in event.targets}


@pytest.mark.parametrize(
    "text",
    [
        "The board passed a motion to sell the stadium in Nairobi.",
        "Record votes for Kenyan singer in contest",
        "The rain made the roads of Kenya compulsory reading for engineers.",
        "The Kenyan runner contacted her coach on Monday.",
        "The inquiry concluded that the old bridge was void of rust.",
    ],
)
def test_what_sounds_like_a_vote_or_a_decree_is_none(coder: EventCoder, text: str) -> None:
    assert not _told(coder, text)


def test_a_vote_against_an_expulsion_expels_nobody(coder: EventCoder) -> None:
    text = "Lawmakers in Kenya voted against the expulsion of the Ugandan ambassador."
    assert [event.type for event in _told(coder, text)] == ["REJECT"]


def test_police_who_arrest_are_no_warrant(coder: EventCoder) -> None:
    assert [event.type for event in _told(coder, "Kenyan police arrest 40 in Nairobi")] == ["COERCE"]


@pytest.mark.parametrize(
    "text",
    [
        "The lockdown was lifted in Nairobi on Monday.",
        "Curfew lifted in Mombasa as protests fade",
        "The state of emergency was lifted in Kenya on Monday.",
        "Kenya's health ministry told of 40 cases. Kenyan schools stayed shut. The curfew was lifted on Monday.",
    ],
)
def test_what_nobody_is_told_to_lift_is_lifted_by_the_government_for_its_people(coder: EventCoder, text: str) -> None:
    [event] = [t for t in _told(coder, text) if t.type == "CONCEDE"]
    assert [actor.code for actor in event.sources] == ["KENGOV"]
    assert [actor.code for actor in event.targets] == ["KENCVL"]


@pytest.mark.parametrize(
    "text",
    [
        "Restrictions on Peruvian fruit were lifted in Kenya on Monday.",
        "The rebels' siege of the town was lifted on Monday in Kenya.",
    ],
)
def test_what_lies_on_others_is_not_lifted_for_the_people(coder: EventCoder, text: str) -> None:
    assert not any(actor.code == "KENCVL" for event in _told(coder, text) for actor in event.targets)
