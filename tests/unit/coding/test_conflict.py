"""Notes on armed conflict come out with their type and their sides, and no side that is hit deals the blow."""

import json
from datetime import date
from pathlib import Path
from typing import TypedDict

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Actor, Telling

FOLDER = Path(__file__).parents[2] / "data" / "coding"
DAY = date(2024, 5, 15)


class Note(TypedDict):
    """A note, the types that will do, and the beginnings of codes on each side (None: not judged)."""

    text: str
    types: list[str]
    sources: list[str] | None
    targets: list[str] | None


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


@pytest.fixture(scope="module")
def told(coder: EventCoder) -> list[tuple[Note, tuple[Telling, ...]]]:
    notes: list[Note] = [json.loads(line) for line in (FOLDER / "conflict.jsonl").open(encoding="utf-8")]
    codings = coder.code([Document(text=note["text"], published=DAY) for note in notes])
    return [(note, coding.tellings) for note, coding in zip(notes, codings, strict=True)]


def stand_there(codes: list[str] | None, actors: tuple[Actor, ...]) -> bool:
    if codes is None:
        return True
    return all(any(_is(code, actor) for actor in actors) for code in codes) if codes else not actors


def _is(code: str, actor: Actor) -> bool:
    """Whether an actor is what a note wants; of armed men of no group the country of the place may be told."""
    placed = actor.country_basis == "place" and actor.sectors == ("UAF",)
    return actor.code.startswith(code) or (placed and code == "UAF")


def test_nine_of_ten_have_their_type(told: list[tuple[Note, tuple[Telling, ...]]]) -> None:
    assert len(told) >= 200
    wrong = [note["text"] for note, tellings in told if not any(t.type in note["types"] for t in tellings)]
    assert len(wrong) <= len(told) * 0.07, wrong


def test_nine_of_ten_have_their_sides(told: list[tuple[Note, tuple[Telling, ...]]]) -> None:
    judged = [(n, ts) for n, ts in told if n["sources"] is not None or n["targets"] is not None]
    assert len(judged) >= 50
    wrong = [
        note["text"]
        for note, tellings in judged
        if not any(
            stand_there(note["sources"], t.sources) and stand_there(note["targets"], t.targets) for t in tellings
        )
    ]
    assert len(wrong) <= len(judged) * 0.12, wrong


def test_no_side_that_is_hit_deals_the_blow(told: list[tuple[Note, tuple[Telling, ...]]]) -> None:
    """A number of people is no doer, and who is hit in a sentence hits nobody else in it."""
    for note, tellings in told:
        blows = [telling for telling in tellings if telling.type == "ASSAULT"]
        for blow in blows:
            assert not any(actor.text.split()[0].isdigit() for actor in blow.sources), note["text"]
            hit = {actor.text for other in blows if other.sentence == blow.sentence for actor in other.targets}
            assert hit.isdisjoint(actor.text for actor in blow.sources), note["text"]


@pytest.mark.parametrize(
    ("text", "sources", "events"),
    [
        ("Two guards were hurt when a grenade exploded in Goma. It was thrown by rebels.", ["CODREB"], 1),
        ("A rocket hit a school in Taiz. It was fired by the Houthis.", ["YEMREB"], 1),
        ("A bomb killed 12 people in Kabul. Islamic State claimed responsibility for the attack.", ["ISMUAF"], 1),
        ("A bomb killed nine people in Quetta. No group has claimed responsibility.", [], 1),
        ("The Taliban claimed responsibility for the attack that killed 12 policemen.", ["AFGGOV"], 1),
        ("The Taliban claimed responsibility for the attack.", [], 0),
    ],
)
def test_a_blow_told_over_two_sentences_is_one(coder: EventCoder, text: str, sources: list[str], events: int) -> None:
    [coding] = coder.code([Document(text=text, published=DAY)])
    assert len(coding.tellings) == events
    assert [actor.code for telling in coding.tellings for actor in telling.sources] == sources


def test_a_claim_names_the_doer_wherever_a_report_tells_of_the_blow(coder: EventCoder) -> None:
    text = (
        "Car bomb kills nine soldiers in Quetta\n\nA bomb wounded two people in Lahore, Pakistan, on Monday. "
        "Hours later a car bomb struck a barracks in Quetta. Nine soldiers were killed in the blast. "
        "The barracks opened last year. Roads stayed shut. The Taliban claimed responsibility for the attack."
    )
    [coding] = coder.code([Document(text=text, published=DAY)])
    doers = {t.sentence.split()[-1]: [actor.text for actor in t.sources] for t in coding.tellings}
    assert doers == {"Quetta": ["The Taliban"], "Monday.": [], "Quetta.": ["The Taliban"], "blast.": ["The Taliban"]}


def test_a_claim_of_those_on_the_ground_is_none_of_an_air_strike(coder: EventCoder) -> None:
    text = (
        "A drone hit a wedding in Mali on Monday, killing eleven people. Nine soldiers were killed at their post. "
        "Islamic State claimed responsibility for the attack."
    )
    [coding] = coder.code([Document(text=text, published=DAY)])
    assert [[actor.text for actor in t.sources] for t in coding.tellings] == [[], ["Islamic State"]]


@pytest.mark.parametrize(
    ("second", "doers"),
    [
        ("The attack was carried out by the Houthis.", [["the Houthis"], ["the Houthis"]]),
        ("The Houthis said that they carried out the attack.", [["The Houthis"], ["The Houthis"]]),
        ("The Houthis carried out an attack in Hodeidah on Monday.", [[], ["The Houthis"]]),
    ],
)
def test_who_carried_out_the_attack_dealt_the_blow(coder: EventCoder, second: str, doers: list[list[str]]) -> None:
    [coding] = coder.code([Document(text=f"A bomb killed two men in Aden on Monday. {second}", published=DAY)])
    assert [[actor.text for actor in telling.sources] for telling in coding.tellings] == doers


def test_no_claim_reaches_past_a_blow_that_somebody_else_dealt(coder: EventCoder) -> None:
    text = (
        "A bomb killed nine people in Quetta on Monday. Later Islamic State gunmen killed two people in Karachi. "
        "Roads stayed shut. Shops opened late. The Taliban claimed responsibility for the attack."
    )
    [coding] = coder.code([Document(text=text, published=DAY)])
    assert [[actor.text for actor in t.sources] for t in coding.tellings] == [[], ["Islamic State gunmen"]]


def test_violence_at_home_and_other_crime_is_silent(coder: EventCoder) -> None:
    texts = [
        "A man stabbed his wife and two daughters to death in Lyon.",
        "A woman was killed by her ex-husband in Rome.",
        "A burglar stabbed a pensioner in his flat in Leeds.",
        "Masked robbers held up a bank in Durban and shot a guard in the leg.",
        "A nurse is charged with three counts of indecency with a child, and faces nine years in prison.",
        "Police in Nairobi arrested a suspected serial killer on Monday.",
        "The Kenyan securities commission sued two Nairobi men on Monday over a Ponzi scheme.",
        "A court in Kampala sentenced a teacher to nine years in prison for rape.",
        "Kenyan police raided the homes of five people who sold copyrighted films.",
    ]
    for coding in coder.code([Document(text=text, published=DAY) for text in texts]):
        assert coding.tellings == ()


@pytest.mark.parametrize(
    "text",
    [
        "A gunman shot President William Ruto and his wife in Nairobi on Monday.",
        "A rebel killed a policeman and his brother in Goma on Monday.",
    ],
)
def test_kin_of_somebody_else_who_is_hit_are_no_doers_own(coder: EventCoder, text: str) -> None:
    [coding] = coder.code([Document(text=text, published=DAY)])
    assert [(telling.type, len(telling.targets)) for telling in coding.tellings] == [("ASSAULT", 2)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A Kenyan opposition leader was convicted of fraud and sentenced to nine years in prison.", "SANCTION"),
        ("Ugandan soldiers were charged with the rape of villagers in Congo.", "ACCUSE"),
        ("Amnesty accused Uganda of the rape of prisoners.", "ACCUSE"),
        ("Police arrested the former president of Honduras on charges of fraud.", "COERCE"),
        ("A Ugandan journalist was arrested on charges of indecency.", "COERCE"),
        ("Police arrested eight terror suspects in London over a scam.", "COERCE"),
        ("Police in Nairobi arrested thirty students who had protested against rape.", "COERCE"),
    ],
)
def test_charges_against_who_is_in_public_life_are_no_common_crime(coder: EventCoder, text: str, kind: str) -> None:
    [coding] = coder.code([Document(text=text, published=DAY)])
    assert kind in {telling.type for telling in coding.tellings}
