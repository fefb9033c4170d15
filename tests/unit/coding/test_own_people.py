"""Whom a state sets free or puts on trial is of that state, and an embassy abroad is where it stands."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def told(coder: EventCoder, text: str) -> list[Telling]:
    return list(coder.code([Document(text=text, published=date(2024, 5, 15))])[0].tellings)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Belarus released 30 political prisoners.", "BLROPP"),
        ("Vietnam jailed a former justice ministry official for three years.", "VNMGOV"),
        ("The rebels released an opposition politician.", "OPP"),
        ("Qatar closed its embassy in Kabul.", "AFGGOV"),
        ("Chad is withdrawing staff from its embassy in Lima amid fears of war.", "PERGOV"),
        ("Sudan recalled its ambassador from Nairobi.", "KENGOV"),
    ],
)
def test_whose_they_are(coder: EventCoder, text: str, target: str) -> None:
    [telling] = told(coder, text)
    assert [actor.code for actor in telling.targets] == [target]


def test_people_flown_abroad_are_no_aid(coder: EventCoder) -> None:
    types = [telling.type for telling in told(coder, "Nicaragua released 135 prisoners and flew them to Guatemala.")]
    assert types == ["RETREAT"]


def test_for_the_fourth_time_is_of_today(coder: EventCoder) -> None:
    [telling] = told(coder, "Prosecutors in Guatemala raided the electoral tribunal for the fourth time.")
    assert (telling.modality, telling.date_basis) == ("asserted", "report")
