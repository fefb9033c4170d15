"""Which language a report is in, and what the feed's word for it is worth."""

from datetime import UTC, datetime

import pytest

from pipelines.language import SUPPORTED, language_of
from schemas import Report

ENGLISH = "The foreign ministers met on Monday and agreed to open the border crossing again before the winter."
SPANISH = "Los ministros se reunieron el lunes y acordaron abrir de nuevo el paso fronterizo antes del invierno."
RUSSIAN = "Министры встретились в понедельник и договорились снова открыть пограничный переход до зимы."
ARABIC = "التقى الوزراء يوم الاثنين واتفقوا على إعادة فتح المعبر الحدودي قبل الشتاء."
MOMENT = datetime(2022, 1, 24, tzinfo=UTC)


def language(text: str, given: str | None = None) -> str:
    return language_of(
        Report(
            report_id="r",
            source="s",
            text=text,
            published_at=MOMENT,
            published_precision="day",
            fetched_at=MOMENT,
            language=given,
        )
    )


@pytest.mark.parametrize(("text", "code"), [(ENGLISH, "en"), (SPANISH, "es"), (RUSSIAN, "ru"), (ARABIC, "ar")])
@pytest.mark.parametrize("given", [None, "", "English", "eng", "und-x"])
def test_text_decides_where_the_feed_gives_no_code(text: str, code: str, given: str | None) -> None:
    assert language(text, given) == code


@pytest.mark.parametrize("given", ["en", "EN", "en-GB", "en_US"])
def test_feed_is_believed_for_latin_script(given: str) -> None:
    assert language("Snow closed the market.", given) == "en"
    assert language(ENGLISH, "fr" + given[2:]) == "fr"


@pytest.mark.parametrize("text", [RUSSIAN, ARABIC])
def test_feed_is_not_believed_for_another_script(text: str) -> None:
    assert language(text, "en") not in SUPPORTED


def test_a_name_in_another_script_does_not_make_a_text_foreign() -> None:
    assert language(f"{ENGLISH} The town is called Київ (Kyiv) there.", "en") == "en"


@pytest.mark.parametrize("text", ["", "12 34", "☃☃☃", "🙂"])
def test_a_text_without_letters_has_the_language_of_its_feed(text: str) -> None:
    assert language(text, "en") == "en"
    assert len(language(text)) == 2
