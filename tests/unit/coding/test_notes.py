"""Notes of data bases of conflict come out with their type, kind by kind, and what looks like them stays silent."""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import TypedDict

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document

NOTES = Path(__file__).parents[2] / "data" / "coding" / "notes.jsonl"
DAY = date(2020, 6, 1)


class Note(TypedDict):
    """A note, its kind and the types that will do."""

    kind: str
    types: list[str]
    text: str


def rows() -> list[Note]:
    return [json.loads(line) for line in NOTES.read_text(encoding="utf-8").splitlines()]


KINDS = sorted({row["kind"] for row in rows()})


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    """One that tells all that it finds: how sure that is changes with every training of the network."""
    return EventCoder.load(TellingAll())


@pytest.fixture(scope="module")
def missed(coder: EventCoder) -> dict[str, list[str]]:
    found = defaultdict(list)
    notes = rows()
    for note, coding in zip(
        notes, coder.code([Document(text=note["text"], published=DAY) for note in notes]), strict=True
    ):
        if not any(telling.type in note["types"] for telling in coding.tellings):
            found[note["kind"]].append(note["text"])
    return found


def types(coder: EventCoder, *texts: str) -> list[set[str]]:
    codings = coder.code([Document(text=text, published=DAY) for text in texts])
    return [{telling.type for telling in coding.tellings} for coding in codings]


@pytest.mark.parametrize("kind", KINDS)
def test_notes_of_a_kind_have_their_type(missed: dict[str, list[str]], kind: str) -> None:
    assert missed[kind] == []


def test_most_notes_are_sure_enough() -> None:
    codings = EventCoder.load().code([Document(text=note["text"], published=DAY) for note in rows()])
    told = sum(
        any(t.type in note["types"] for t in coding.tellings) for note, coding in zip(rows(), codings, strict=True)
    )
    assert told >= 0.8 * len(rows())


def test_there_are_enough_notes() -> None:
    assert len(rows()) >= 60
    assert len(KINDS) >= 20


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Youths erected barricades and hurled stones at gendarmes in Conakry.", {"PROTEST"}),
        ("Two men riding a motorcycle opened fire on a councillor in Manila.", {"ASSAULT"}),
        ("Clashes flared in Najaf on Monday.", {"ASSAULT"}),
        ("A man arrested in Lagos on Friday", set()),
    ],
)
def test_a_past_tense_that_looks_like_a_participle_is_read(coder: EventCoder, text: str, wanted: set[str]) -> None:
    [told] = types(coder, text)
    assert told >= wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Movement of forces: On 2 November 2019, a convoy of 50 Turkish tanks entered Idlib.", {"MOBILIZE", "COERCE"}),
        ("Security measures: On 19 June 2019, police were deployed in Nairobi ahead of the vote.", {"MOBILIZE"}),
        ("Arrests: On 6 January 2020, police arrested 53 activists in Hong Kong.", {"COERCE"}),
    ],
)
def test_a_heading_before_the_day_is_passed_over(coder: EventCoder, text: str, wanted: set[str]) -> None:
    [told] = types(coder, text)
    assert told & wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A bomb near a market in Maiduguri wounded six traders.", {"ASSAULT"}),
        ("Militiamen pillaged the village of Mangina, stealing food, mobile phones and money.", {"ASSAULT"}),
        ("Truck drivers blocked several roads in Sao Paulo against the price of diesel.", {"PROTEST"}),
        ("A group of men attacked a cattle trader in Alwar and beat him.", {"ASSAULT"}),
    ],
)
def test_traders_and_phones_make_no_business(coder: EventCoder, text: str, wanted: set[str]) -> None:
    [told] = types(coder, text)
    assert told & wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rebels lost the town of Tabqa to government forces.", "COERCE"),
        ("The town of Kamango fell into the hands of rebel fighters.", "COERCE"),
        ("The army drove rebel fighters out of Kurmuk.", "ASSAULT"),
        ("Troops pulled out of southern Lebanon on Monday.", "RETREAT"),
        ("Police dismantled a militant cell in Tunis.", "COERCE"),
        ("The Houthis and the government exchanged 700 prisoners in Sanaa.", "RETREAT"),
        ("North Korea hurled invective at the president of Chile.", "ACCUSE"),
        ("Heavy fighting persisted in Najaf.", "ASSAULT"),
        ("Government troops intervened in the latest outbreak of fighting between warlords in Somalia.", "ASSAULT"),
    ],
)
def test_other_wordings_of_war_are_told(coder: EventCoder, text: str, wanted: str) -> None:
    [told] = types(coder, text)
    assert wanted in told


def test_accidents_and_business_in_the_same_words_are_silent() -> None:
    texts = (
        "A fire broke out at a warehouse in Lagos, destroying 20 shops.",
        "A truck slammed into a bus near Kampala, killing 12 people.",
        "An outbreak of cholera killed 40 people in Haiti.",
        "The carrier opened a new base at Stansted and will fly to Malaga.",
        "Toyota set up a headquarters in Brussels.",
        "A helicopter crashed into a hill near Medellin, killing the pilot.",
        "Reinforcements arrived at the club before the start of the season.",
        "The battle between Microsoft and Google intensified.",
        "Scientists found two bodies from the Bronze Age with wounds in a bog.",
    )
    assert types(EventCoder.load(), *texts) == [set()] * len(texts)
