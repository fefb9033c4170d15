"""What sets off a protest is not who protests, nor is a tool who does a deed; a strike called for a day is to come."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling

WEDNESDAY = date(2024, 5, 15)


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def told(coder: EventCoder, text: str) -> dict[str, Telling]:
    return {telling.type: telling for telling in coder.code([Document(text=text, published=WEDNESDAY)])[0].tellings}


def codes(telling: Telling) -> tuple[list[str], list[str]]:
    return [actor.code for actor in telling.sources], [actor.code for actor in telling.targets]


@pytest.mark.parametrize(
    ("text", "sources", "targets"),
    [
        ("Senegal's president postponed the vote, triggering violent protests.", [], ["SENGOV"]),
        ("The president's remarks triggered protests by students in Dhaka.", ["BGDEDU"], ["BGDGOV"]),
        ("Kenya's leader drew protests from traders.", ["KENBUS"], ["KENGOV"]),
        ("The ruling ignited protests in Senegal.", [], ["SENJUD"]),
        ("Students held protests in Dhaka.", ["BGDEDU"], []),
    ],
)
def test_who_sets_off_a_protest_is_its_target(
    coder: EventCoder, text: str, sources: list[str], targets: list[str]
) -> None:
    assert codes(told(coder, text)["PROTEST"]) == (sources, targets)


def test_who_uses_a_tool_does_what_follows(coder: EventCoder) -> None:
    text = "Police used batons and water cannon to disperse a rally in Belgrade, detaining 38."
    arrest = told(coder, text)["COERCE"]
    assert codes(arrest)[0] == ["SRBCOP"]
    assert arrest.counts.arrested == 38


@pytest.mark.parametrize(
    ("text", "day", "modality"),
    [
        ("Togo's opposition called a rally for Saturday.", "2024-05-18", "planned"),
        ("Unions in Chile called a strike for Friday.", "2024-05-17", "planned"),
        ("Unions in Chile held a strike on Friday.", "2024-05-10", "asserted"),
    ],
)
def test_a_day_that_a_protest_is_called_for_is_to_come(coder: EventCoder, text: str, day: str, modality: str) -> None:
    protest = told(coder, text)["PROTEST"]
    assert (str(protest.event_date), protest.modality) == (day, modality)


def test_troops_told_to_leave_are_not_sent(coder: EventCoder) -> None:
    assert "MOBILIZE" not in told(coder, "Niger's junta has ordered US troops to leave the country.")
    assert "MOBILIZE" in told(coder, "The president ordered 3,000 troops to Poland.")


def test_infantry_vehicles_are_no_soldiers(coder: EventCoder) -> None:
    assert told(coder, "Germany delivered ten infantry fighting vehicles to Ukraine.")["AID"].counts.troops is None


def test_an_agents_bill_is_no_agent(coder: EventCoder) -> None:
    protest = told(coder, 'Thousands protested in Tbilisi against the "foreign agents" bill.')["PROTEST"]
    assert codes(protest) == (["GEOCVL"], ["GEOGOV"])  # whose bills are


def test_who_only_saw_it_did_not_do_it_and_is_not_counted(coder: EventCoder) -> None:
    text = (
        "Militants fled. On Monday they attacked a convoy near Djibo, killing six soldiers, two security sources said."
    )
    attack = told(coder, text)["ASSAULT"]
    assert codes(attack)[0] != ["BFAGOV"]
    assert attack.counts.killed == 6


def test_police_who_charge_a_crowd_accuse_nobody(coder: EventCoder) -> None:
    assert set(told(coder, "Riot police charged the crowd in Lima.")) == {"ASSAULT"}
    assert set(told(coder, "Police in Lima charged two protesters with arson.")) == {"ACCUSE"}


def test_a_participle_is_of_the_day_of_its_verb(coder: EventCoder) -> None:
    text = "Lawmakers in Georgia met on Tuesday. Police charged the crowd, detaining at least 13."
    assert str(told(coder, text)["COERCE"].event_date) == "2024-05-14"


def test_a_house_of_the_press_is_no_country_that_a_report_is_about(coder: EventCoder) -> None:
    text = (
        "Chad junta suspends BBC over report\n\nN'DJAMENA, May 14 - Chad has suspended the BBC. The BBC denied it. "
        "The BBC left.\n\nSoldiers shot at least 20 villagers on Monday."
    )
    assert codes(told(coder, text)["ASSAULT"])[0] == ["TCDMIL"]
