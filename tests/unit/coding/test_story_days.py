"""The recent day on which a story goes on, in sentences that are not parsed: "la veille", "the next day"."""

from datetime import date

import pytest
from unit.coding.foreign import DAY, coders, needs, told

from pipelines.coding.document import Document
from pipelines.coding.when_where.carried import story_day

THURSDAY = date(2024, 5, 16)
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


@pytest.mark.parametrize(
    ("sentences", "day"),
    [
        (["L'armée a tué cinq rebelles mardi.", "La police a arrêté trois hommes."], "2024-05-14"),
        (
            ["L'armée a tué cinq rebelles mardi.", "Le lendemain, elle a pris la ville.", "Elle est partie."],
            "2024-05-15",
        ),
        (
            ["Des rebelles ont attaqué mardi.", "La veille, l'armée a tué deux hommes.", "Elle est partie."],
            "2024-05-13",
        ),
        (["Le lendemain, elle a pris la ville.", "Elle est partie."], None),
        (["Mardi, l'armée a tué cinq rebelles après l'attaque de la veille.", "Elle est partie."], None),
    ],
)
def test_the_day_of_a_story_in_french(sentences: list[str], day: str | None) -> None:
    found = story_day(sentences, len(sentences) - 1, THURSDAY, "fr")
    assert (str(found.day.date) if found else None) == day


def test_a_story_of_many_days_before_is_read_at_the_price_of_its_length() -> None:
    needs("fr")
    text = "Des rebelles ont attaqué la ville mercredi au Mali. " + "La veille, l'armée a tué deux hommes. " * 1_100
    [coding] = coders().code([Document(text=text, published=DAY, language="fr")])
    assert not coding.fault
    assert coding.given_up is None


def test_a_signed_post_is_meant_by_no_other_pronoun() -> None:
    text = "Police in Kenya raided a market.\n\n— William Ruto (@williamruto) May 14, 2024\n\nThey arrested 30 traders."
    [tellings] = told("en", text)
    assert ["KENGOV"] not in [[actor.code for actor in telling.sources] for telling in tellings]
