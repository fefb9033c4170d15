"""The day of a story that a sentence without a day goes on with, in the languages beside English; made-up texts."""

from datetime import date

import pytest
from unit.coding.foreign import DAY, told

MONDAY, TUESDAY = date(2024, 5, 13), date(2024, 5, 14)

# language, text, the day of its last event
STORIES = [
    ("fr", "Des hommes armés ont attaqué mardi Bamba, au Mali. L'armée malienne a abattu six assaillants.", TUESDAY),
    ("fr", "La police togolaise a dispersé lundi une marche. Une trentaine d'étudiants ont été arrêtés.", MONDAY),
    ("fr", "Des opposants ont défilé mardi à Lomé. La veille, la police avait arrêté douze étudiants.", MONDAY),
    ("fr", "La police a dispersé mardi une marche à Lomé. Le gouvernement togolais a condamné les violences.", DAY),
    ("fr", "Les opposants défileront vendredi à Lomé. La police a arrêté douze étudiants togolais.", DAY),
    ("fr", "Des opposants avaient défilé lundi à Lomé. La police a arrêté douze étudiants togolais.", DAY),
    ("es", "Hombres armados atacaron el martes un poblado de Colombia. El ejército mató a seis rebeldes.", TUESDAY),
    ("ru", "Полиция разогнала во вторник митинг в Минске. Полицейские задержали двадцать студентов.", TUESDAY),
]


@pytest.mark.parametrize(("language", "text", "day"), STORIES, ids=[text for _, text, _ in STORIES])
def test_a_sentence_goes_on_with_the_day_of_its_story(language: str, text: str, day: date) -> None:
    [tellings] = told(language, text)
    assert tellings[-1].event_date == day
