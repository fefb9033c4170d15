"""Deeds of war in words that the lexicon lacks are told where the network is sure, and by nobody who may be hit."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling

DAY = date(2020, 6, 1)


def told(coder: EventCoder, text: str) -> tuple[Telling, ...]:
    [coding] = coder.code([Document(text=text, published=DAY)])
    return coding.tellings


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Insurgents hammered central Baghdad with one of their heaviest mortar barrages.", {"ASSAULT"}),
        ("Gunmen bundled off a traditional ruler and his driver at Wukari on Sunday.", {"ASSAULT", "COERCE"}),
        ("Militants put a village near Mopti to the torch, killing nine farmers.", {"ASSAULT"}),
    ],
)
def test_a_deed_in_other_words_is_told(coder: EventCoder, text: str, types: set[str]) -> None:
    assert {telling.type for telling in told(coder, text)} & types


@pytest.mark.parametrize(
    "text",
    [
        "Militants drove over a roadside bomb outside Ariha.",
        "A convoy of soldiers rolled over a landmine in Mali on Monday.",
        "Soldiers stumbled on a landmine near Gao, losing two men.",
        "Rebels tripped a landmine near Gao on Monday.",
    ],
)
def test_who_runs_into_a_mine_deals_no_blow(coder: EventCoder, text: str) -> None:
    [telling] = told(coder, text)
    assert (telling.type, telling.sources) == ("ASSAULT", ())
    assert telling.targets


def test_private_violence_is_left_out_whoever_finds_it(coder: EventCoder) -> None:
    assert told(coder, "A soldier smothered his two daughters with a pillow in Kampala on Monday.") == ()


def test_what_the_network_alone_finds_is_explained(coder: EventCoder) -> None:
    text = "Gunmen perforated a bus in Mali on Monday."
    assert told(coder, text)
    assert "by the network alone" in str(coder.explain(Document(text=text, published=date(2024, 5, 15))))


@pytest.mark.parametrize(
    "text",
    [
        "The militants did not touch the village.",
        "The rebels may yet turn on the town.",
        "The film tells of rebels who hold a bridge.",
        "Soldiers queued for bread at a bakery in Kharkiv.",
        "The minister said the troops were brave.",
        "Israeli army set to unveil stink bomb.",
        "Veterans of the militia sell honey in Tuzla.",
    ],
)
def test_what_is_no_deed_stays_silent(coder: EventCoder, text: str) -> None:
    assert told(coder, text) == ()


@pytest.mark.parametrize(
    ("text", "told_there"),
    [
        ("A grenade exploded in Damkatsallo.", True),
        ("A grenade exploded on Monday.", False),
        ("A grenade exploded in June.", False),
    ],
)
def test_a_blow_at_a_place_that_no_gazetteer_knows_is_told(coder: EventCoder, text: str, told_there: bool) -> None:
    assert bool(told(coder, text)) is told_there
