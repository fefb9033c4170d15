"""A town right before a weekday is a town, and the weekday is the day."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document

DAY = date(2024, 5, 15)


@pytest.mark.parametrize(
    ("sentence", "town", "day"),
    [
        ("Police arrested nine people in Kano Monday.", "Kano", "2024-05-13"),
        ("Rebels attacked Goma Tuesday.", "Goma", "2024-05-14"),
        ("Troops shelled Bakhmut Sunday.", "Bakhmut", "2024-05-12"),
        ("A mine killed two soldiers in Mopti Friday, police said.", "Mopti", "2024-05-10"),
        ("Police in Lagos Friday arrested nine people.", "Lagos", "2024-05-10"),
        ("Students clashed with police in Dhaka Thursday.", "Dhaka", "2024-05-09"),
        ("Soldiers killed nine protesters in Port Harcourt Saturday.", "Port Harcourt", "2024-05-11"),
    ],
)
def test_a_town_before_a_weekday(coder: EventCoder, sentence: str, town: str, day: str) -> None:
    [coding] = coder.code([Document(text=sentence, published=DAY)])
    [event] = coding.tellings
    assert event.place is not None
    assert (event.place.name, event.event_date.isoformat()) == (town, day)


def test_the_town_is_what_is_attacked(coder: EventCoder) -> None:
    [coding] = coder.code([Document(text="Rebels attacked Goma Monday.", published=DAY)])
    assert [actor.country for actor in coding.tellings[0].targets] == ["COD"]
