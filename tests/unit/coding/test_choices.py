"""What settles what rules leave open: the choice itself, whose an actor is, and the day of what has none."""

import json
import math
from datetime import date
from pathlib import Path

import pytest

from pipelines.coding.choices import FOLDER, Choice
from pipelines.coding.coder import EventCoder
from pipelines.coding.datafiles import LexiconError
from pipelines.coding.document import Document
from schemas import Telling

CHOICE = Choice({"near": 2.0, "far": -1.0}, lead=1.5)


def told(coder: EventCoder, text: str, word: str) -> Telling:
    [coding] = coder.code([Document(text=text, published=date(2024, 5, 15))])  # a Wednesday
    [telling] = [t for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word]
    return telling


def test_likelihoods_are_those_of_the_weights() -> None:
    likely = CHOICE.likelihoods({"a": {"near": 1.0}, "b": {"near": 0.5, "unknown": 9.0}})
    assert likely["a"] / likely["b"] == pytest.approx(math.e)
    assert sum(likely.values()) == pytest.approx(1)


def test_only_who_leads_is_chosen() -> None:
    assert CHOICE.best({"a": {"near": 1.0}, "b": {}}) == "a"
    assert CHOICE.best({"a": {"near": 1.0}, "b": {"near": 0.9}}) == ""
    assert CHOICE.best({"a": {"far": 1.0}}) == "a"


@pytest.mark.parametrize("stored", ["", "[]", '{"weights": {}}', '{"weights": {"a": "x"}, "lead": 1}'])
def test_a_file_that_holds_no_weights_says_how_to_make_it(tmp_path: Path, stored: str) -> None:
    path = tmp_path / "choice.json"
    path.write_text(stored, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"choice\.json: .*fit_choices"):
        Choice.load(path)
    with pytest.raises(LexiconError, match=r"absent\.json: .*fit_choices"):
        Choice.load(tmp_path / "absent.json")


@pytest.mark.parametrize("name", ["belonging", "undated"])
def test_what_ships_has_finite_weights(name: str) -> None:
    choice = Choice.load(FOLDER / f"{name}.json")
    assert choice.weights
    assert all(map(math.isfinite, choice.weights.values()))
    assert json.loads((FOLDER / f"{name}.json").read_text())["lead"] >= 1


HOMES = [
    # the country that the report names most, though others are named and no dateline tells
    (
        "Kenya tightens its budget. Lawmakers in Kenya voted late. Uganda and Rwanda had done so in March.\n\n"
        "It was cold.\n\nThe interior ministry condemned the march.",
        "condemned",
        ["KEN"],
    ),
    # armed men are of the country of what they attacked
    ("Gunmen attacked a market in Mali on Tuesday, killing six traders.", "attacked", ["MLI"]),
    # of two that are named alike nobody knows
    ("Kenya and Peru signed a pact. It was cold. The interior ministry condemned the march.", "condemned", [""]),
    # the other side of the event tells nothing where the report names nobody else
    ("The mayor condemned the attack by Chad. He said that it was a crime.", "condemned", [""]),
    # a firm by name may be anybody's, and so may the company that was named before
    ("Kenya is calm. Chad buys oil. Bergmann Motors Inc. condemned the strike by Chad.", "condemned", [""]),
    # a country that a president governs has no premier
    ("It rained in America. It was cold. Premier Ali Omar condemned the attack.", "condemned", [""]),
    # several of several countries
    ("Kenya is calm. It was cold. The two men condemned the attack.", "condemned", [""]),
]


@pytest.mark.parametrize(("text", "word", "countries"), HOMES)
def test_whose_an_actor_is_by_its_report(coder: EventCoder, text: str, word: str, countries: list[str]) -> None:
    assert [actor.country for actor in told(coder, text, word).sources] == countries


def test_a_country_that_the_report_lends_is_no_name(coder: EventCoder) -> None:
    [actor] = told(coder, HOMES[0][0], "condemned").sources
    assert (actor.code, actor.country_basis) == ("KENGOV", "place")


ON = "Shops burned down in Kisumu on Monday. It was cold. "
REST = "It was cold. Shops stayed shut. " * 3
DAYS = [
    # far down, the story goes on with the day on which it all was
    (f"Kenyan police arrested nine men in Kisumu on Monday.\n\n{ON}Police detained a journalist.", "2024-05-13"),
    # a report of today's news
    (f"Kenyan police arrested nine men in Kisumu on Wednesday.\n\n{REST}Police detained a journalist.", "2024-05-15"),
    # no day is named
    (f"Kenyan police arrested nine men in Kisumu.\n\n{REST}Police detained a journalist.", "2024-05-15"),
    # a report that comes late, of a story that its first sentence dates
    (f"On Monday a mob burned shops in Kisumu, Kenya.\n\n{REST}Police detained a journalist.", "2024-05-13"),
    # unless a later day is named before
    (f"On Monday a mob burned shops in Kisumu, Kenya. It rained today.\n\n{REST}Police detained a man.", "2024-05-15"),
    # an old day is none that a story goes on with
    (f"Kenyan police arrested nine men in Kisumu in March.\n\n{REST}Police detained a journalist.", "2024-05-15"),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_the_day_of_what_is_told_without_one(coder: EventCoder, text: str, day: str) -> None:
    telling = told(coder, text, "detained")
    assert telling.event_date.isoformat() == day
    assert telling.date_basis == ("report" if day == "2024-05-15" else "relative")


def test_a_headline_is_of_the_day_of_its_report(coder: EventCoder) -> None:
    text = "Kenyan police detain journalist\n\nKenya is calm. On Monday nurses in Kisumu met the governor."
    assert told(coder, text, "detain").event_date == date(2024, 5, 15)
