"""What courts rule, stay, reverse and impose, as news has it, and what only sounds like it."""

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
        ("Kenyan court finds suspension of parliament unlawful", "REJECT", "KENJUD", "KENLEG"),
        ("The Kenyan Supreme Court found the dissolution of parliament to be unlawful.", "REJECT", "KENJUD", "KENLEG"),
        ("The Supreme Court of Kenya ruled that the president's decree was illegal.", "REJECT", "KENJUD", "KENGOV"),
        ("A federal judge in Peru issued a ruling against President Soto.", "REJECT", "PERJUD", "PERGOV"),
        ("A Kenyan court ruled against the government in a dispute with teachers.", "REJECT", "KENJUD", "KENGOV"),
        ("Kenya's High Court ruled the election void.", "REJECT", "KENJUD", ""),
        ("Kenya's appeals court issued a stay on the order of the High Court.", "REJECT", "KENJUD", "KENJUD"),
        ("The Kenyan court stayed the deportation of the opposition leader.", "REJECT", "KENJUD", "KENOPP"),
        ("Kenya's Supreme Court reversed the convictions of two former ministers.", "REJECT", "KENJUD", "KENELI"),
        ("The Kenyan government appealed the ruling to the Supreme Court.", "REJECT", "KENGOV", "KENJUD"),
        ("The Kenyan government said it would appeal the ruling.", "REJECT", "KENGOV", ""),
        ("Former Kenyan minister receives ten-year sentence", "SANCTION", "", ""),
        ("The former minister Ann Moro was given a fine of 5,000 dollars in Kenya.", "SANCTION", "", "KENELI"),
        ("Judge Ali Sabri ordered the Kenyan senator remain in custody until April.", "COERCE", "KENJUD", "KENLEG"),
        ("Kenyan prosecutors unsealed charges against a Tanzanian minister.", "ACCUSE", "KENJUD", "TZAGOV"),
    ],
)
def test_what_courts_decide_is_told(coder: EventCoder, text: str, kind: str, source: str, target: str) -> None:
    [event] = [t for t in _told(coder, text) if t.type == kind]
    assert not source or source in {actor.code for actor in event.sources}
    assert not target or target in {actor.code for actor in event.targets}


@pytest.mark.parametrize(
    "text",
    [
        "The referee ruled against Kenya in the final minute.",
        "The president gave a fine speech in Nairobi.",
        "Kenya's airline found the old plan of the terminal.",
        "The Kenyan band received a standing ovation and a second term of praise.",
    ],
)
def test_what_sounds_like_a_ruling_is_none(coder: EventCoder, text: str) -> None:
    assert not [t for t in _told(coder, text) if t.type in ("REJECT", "SANCTION", "ACCUSE")]


def test_talks_that_break_up_are_between_their_parties(coder: EventCoder) -> None:
    [event] = _told(coder, "Talks between Serbia and Kosovo broke up in Ohrid on Thursday.")
    assert {actor.code for actor in event.sources} == {"SRB", "KOS"}


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("The bill failed in Kenya's Senate on Monday.", {"KENLEG"}, set()),
        ("Kenya's bid for an early election failed to get the two-thirds majority in parliament.", {"LEG"}, {"KEN"}),
        ("The motion of Kenya's opposition failed to pass in the Kenyan parliament on Monday.", {"KENLEG"}, set()),
    ],
)
def test_a_vote_that_fails_is_refused_by_the_chamber(
    coder: EventCoder, text: str, source: set[str], target: set[str]
) -> None:
    [event] = [t for t in _told(coder, text) if t.type == "REJECT"]
    assert {actor.code for actor in event.sources} == source
    assert target <= {actor.code for actor in event.targets}


def test_an_order_to_a_court_is_what_it_orders(coder: EventCoder) -> None:
    text = "Kenya's judicial council issued an order to the court in Lamu to implement an arrest warrant for Ali Sabri."
    assert [t.type for t in _told(coder, text)] != ["REQUEST"]
