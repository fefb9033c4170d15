"""Parties, types and numbers as whole articles have them."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Actor, Telling

DAY = date(2025, 6, 17)


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def told(coder: EventCoder, text: str) -> list[Telling]:
    [coding] = coder.code([Document(text=text, published=DAY)])
    return list(coding.tellings)


def names(actors: tuple[Actor, ...]) -> list[str]:
    return [actor.text for actor in actors]


@pytest.mark.parametrize(
    "text",
    [
        "Trains stopped across Bulgaria on Monday as some 9,000 railway workers began a 48-hour strike for higher pay.",
        "Nurses in Ghana launched a strike over unpaid allowances on Monday.",
        "Teachers in Peru resumed their strike on Monday.",
    ],
)
def test_a_strike_of_workers_is_a_protest(coder: EventCoder, text: str) -> None:
    assert {(event.type, event.mode) for event in told(coder, text)} == {("PROTEST", "strike")}


@pytest.mark.parametrize(
    "text",
    [
        '"We fought like soldiers," said the coach of Benin, Didier Morneau.',
        "Norpac of Chile cancelled two sailings to Shanghai last week.",
        "The measures of the Treasury of Peru freeze any assets that the three hold in foreign banks.",
        "The Communist Party of India called on Interior Minister Paula Ruiz to explain the eviction.",
    ],
)
def test_what_only_sounds_like_a_deed_is_none(coder: EventCoder, text: str) -> None:
    assert told(coder, text) == []


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ('Some 2,000 people rallied in Chisinau on Monday, chanting "Recount!"', []),
        ("Hundreds of people marched through central Tbilisi on Monday.", []),
        ("His lawyer said he had been detained by police in Bissau.", []),
        ("Her party said that she had been arrested by soldiers in Bissau.", []),
    ],
)
def test_who_is_not_named_is_not_guessed(coder: EventCoder, text: str, targets: list[str]) -> None:
    [event] = told(coder, text)
    assert names(event.targets) == targets


def test_what_stands_before_a_semicolon_is_told_for_itself(coder: EventCoder) -> None:
    inquiry, demand = told(
        coder, "The Assembly of Peru opened an inquiry; its chairman, Ana Ruiz, demanded that Andrade hand over files."
    )
    assert (inquiry.type, demand.type) == ("ACCUSE", "REQUEST")
    assert names(demand.targets) == ["Andrade"]


def test_them_in_a_clause_that_hangs_on_a_deed_are_those_it_was_done_to(coder: EventCoder) -> None:
    _, accusation = told(coder, "Iran arrested two journalists, accusing them of spying for Israel.")
    assert names(accusation.targets) == ["two journalists"]


def test_a_capital_that_protests_does_not_march(coder: EventCoder) -> None:
    assert {event.type for event in told(coder, "Japan gives Manila two ships; Beijing protests")} <= {"ACCUSE", "AID"}


def test_a_headline_names_the_extradited_as_the_one_who_suffers(coder: EventCoder) -> None:
    assert not any(event.sources for event in told(coder, "Ex-captain extradited to Argentina over camp killings"))


def test_who_reports_is_not_counted(coder: EventCoder) -> None:
    [event] = told(coder, "Police in Delhi detained 64 of them, an officer said.")
    assert event.counts.arrested == 64


def test_who_says_that_it_struck_a_post_struck_it(coder: EventCoder) -> None:
    [event] = told(coder, "The Israeli military said it had struck a Hamas command post inside a school.")
    assert [actor.code for actor in event.sources] == ["ISRMIL"]


def test_fire_that_is_set_on_a_weekday_is_of_the_day_before(coder: EventCoder) -> None:
    [event] = told(coder, "Protesters in Lima set fire to the office of the former rulers on Monday night.")
    assert event.event_date == date(2025, 6, 16)


def test_part_of_the_name_of_a_body_is_no_place(coder: EventCoder) -> None:
    assert all(
        event.place is None for event in told(coder, "The opposition burnt effigies in the Lok Sabha on Monday.")
    )
