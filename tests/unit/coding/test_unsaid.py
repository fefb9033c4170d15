"""To whom a deed is done, where its own sentence leaves that unsaid."""

import json
import math
from datetime import date

import pytest

from pipelines.coding.choices import FOLDER, Choice
from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling


def told(coder: EventCoder, text: str, word: str) -> Telling:
    (coding,) = coder.code([Document(text=text, published=date(2024, 5, 15))])
    (telling,) = [t for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word]
    return telling


def targets(coder: EventCoder, text: str, word: str) -> list[str]:
    return [actor.code for actor in told(coder, text, word).targets]


def test_what_ships_has_finite_weights() -> None:
    choice = Choice.load(FOLDER / "unsaid.json")
    assert choice.weights
    assert all(map(math.isfinite, choice.weights.values()))
    assert json.loads((FOLDER / "unsaid.json").read_text())["lead"] >= 1


KENYA = (
    "Kenya accuses Somalia of moving border posts\n\nKenya on Tuesday accused Somalia of moving border posts. "
    "Kenya summoned the Somali ambassador.\n\nSomalia rejected the charge by Kenya. Kenya asked Somalia for maps.\n\n"
)


def test_the_other_of_two_countries_is_meant(coder: EventCoder) -> None:
    assert targets(coder, f"{KENYA}Kenya threatened to close the border.", "threatened")[0][:3] == "SOM"


def test_protesters_march_against_the_government_of_the_report(coder: EventCoder) -> None:
    text = (
        "Nurses in Peru accuse government of neglect\n\nNurses in Peru accused the government of neglect on Monday. "
        "The government rejected their demands.\n\nThe union condemned the government.\n\n"
        "Nurses marched through the city."
    )
    assert targets(coder, text, "marched") == ["PERGOV"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Kenya threatened to close the border.", "threatened"),  # nobody is told of
        (f"{KENYA}Kenya and Uganda signed an agreement.", "signed"),  # what two do together
        (f"{KENYA}It was cold. Kenya blamed Tarvo Nexel for the delay.", "blamed"),  # a name that nobody knows
    ],
)
def test_nobody_is_made_up(coder: EventCoder, text: str, word: str) -> None:
    assert not any(targets(coder, text, word))


def test_who_does_it_is_not_whom_it_is_done_to(coder: EventCoder) -> None:
    telling = told(coder, f"{KENYA}Kenya threatened to close the border.", "threatened")
    assert {a.code for a in telling.sources}.isdisjoint(a.code for a in telling.targets)


def test_the_identity_is_that_of_the_sides_told(coder: EventCoder) -> None:
    alone = told(coder, "Kenya threatened to close the border.", "threatened")
    among = told(coder, f"{KENYA}Kenya threatened to close the border.", "threatened")
    assert alone.event_id != among.event_id
