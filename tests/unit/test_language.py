"""Which language a report is in, and what the feed's word for it is worth."""

import tracemalloc
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.language import SUPPORTED, UNSURE, language_of
from schemas import Report

ENGLISH = "The foreign ministers met on Monday and agreed to open the border crossing again before the winter."
SPANISH = "Los ministros se reunieron el lunes y acordaron abrir de nuevo el paso fronterizo antes del invierno."
RUSSIAN = "Министры встретились в понедельник и договорились снова открыть пограничный переход до зимы."
ARABIC = "التقى الوزراء يوم الاثنين واتفقوا على إعادة فتح المعبر الحدودي قبل الشتاء."
MOMENT = datetime(2022, 1, 24, tzinfo=UTC)


def language(text: str, given: str | None = None, **around: Any) -> str:
    return language_of(
        Report(
            report_id="r",
            source="s",
            text=text,
            published_at=MOMENT,
            published_precision="day",
            fetched_at=MOMENT,
            language=given,
            **around,
        )
    )


@pytest.mark.parametrize(("text", "code"), [(ENGLISH, "en"), (SPANISH, "es"), (RUSSIAN, "ru"), (ARABIC, "ar")])
@pytest.mark.parametrize("given", [None, "", "English", "eng", "und-x", "xx", "cz-CZ"])
def test_text_decides_where_the_feed_gives_no_code(text: str, code: str, given: str | None) -> None:
    assert language(text, given) == code


@pytest.mark.parametrize("given", ["en", "EN", "en-GB", "en_US"])
def test_feed_is_believed_for_latin_script(given: str) -> None:
    assert language("Snow closed the market.", given) == "en"
    assert language(ENGLISH, "fr" + given[2:]) == "fr"


def test_what_norwegians_write_is_one_language() -> None:
    assert {language("Ministeren møter pressen i dag.", given) for given in ("no", "nb-NO", "nn", "no_NO")} == {"no"}


@pytest.mark.parametrize("given", ["en", "es", "fr"])
@pytest.mark.parametrize(("text", "is_in"), [(RUSSIAN, "ru"), (ARABIC, "ar")])
def test_feed_is_not_believed_for_another_script(text: str, is_in: str, given: str) -> None:
    assert language(text, given) == is_in


def test_a_feed_in_russian_is_believed_but_for_letters_of_its_neighbours() -> None:
    assert language("Протесты в столице.", "ru") == "ru"
    assert language("Протести у столиці почалися після виборів.", "ru") == "uk"
    assert language(SPANISH, "ru") == "ru"


def test_a_name_in_another_script_does_not_make_a_text_foreign() -> None:
    assert language(f"{ENGLISH} The town is called Київ (Kyiv) there.", "en") == "en"


@pytest.mark.parametrize("text", ["", "12 34", "☃☃☃", "🙂"])
def test_a_text_without_letters_has_the_language_of_its_feed(text: str) -> None:
    assert language(text, "en") == "en"
    assert len(language(text)) == 2


LINES = (Path(__file__).parents[1] / "data" / "headlines.tsv").read_text("utf-8").splitlines()[1:]
ROWS = [(code, headline) for code, headline in (line.split("\t") for line in LINES)]
ENGLISH_ONES = [headline for code, headline in ROWS if code == "en"]
OTHERS = [(code, headline) for code, headline in ROWS if code != "en"]


@pytest.mark.parametrize("headline", ENGLISH_ONES)
def test_a_short_english_headline_is_read_whatever_the_model_takes_it_for(headline: str) -> None:
    assert language(headline) in SUPPORTED
    assert language(headline, url="https://post.co.uk/x") == "en"


def test_figures_of_the_docs_hold() -> None:
    assert (len(ENGLISH_ONES), sum(language(headline) == "en" for headline in ENGLISH_ONES)) == (80, 46)
    assert (len(OTHERS), len({code for code, _ in OTHERS})) == (67, 26)
    assert Counter(language(headline) for _, headline in OTHERS)[UNSURE] == 17
    assert "en" not in {language(headline) for _, headline in OTHERS}


@pytest.mark.parametrize(("code", "headline"), OTHERS)
def test_a_headline_of_another_language_is_of_the_one_that_its_address_names(code: str, headline: str) -> None:
    assert language(headline, url=f"https://post.example/{code}/x") == code


@pytest.mark.parametrize("given", ["English", "eng", "ENGLISH"])
def test_what_is_unsure_is_what_stands_around_it(given: str) -> None:
    assert language("Oil prices surge") == UNSURE
    assert language("Oil prices surge", given) == "en"
    assert language("Oil prices surge", url="https://www.post.co.uk/oil") == "en"
    assert language("Oil prices surge", url="https://en.post.example/oil") == "en"
    assert language("Oil prices surge", title="Oil prices surge", publisher="The Arlen Morning Post") == "en"
    assert language("Oil prices surge", summary="Traders blame the new sanctions on Bortania.") == "en"
    assert language("Oil prices surge", extra={"feed_language": "en-US"}) == "en"
    assert language("Le ministre démissionne", extra={"feed_language": "en-US"}) == "fr"
    assert language("Macron rencontre Zelensky", extra={"feed_language": "fr-FR"}) == "fr"
    assert language("Macron rencontre Zelensky") == UNSURE
    assert language("Macron rencontre Zelensky", "French") == "fr"
    assert language("Macron rencontre Zelensky", "fre") == "fr"
    assert language("Macron rencontre Zelensky", url="https://poste.fr/monde") == "fr"
    assert language("Macron rencontre Zelensky", url="https://poste.example/fr/monde") == "fr"
    assert language("Macron rencontre Zelensky", publisher="La Poste du Matin") == "fr"


def test_no_address_makes_english_another_language() -> None:
    for url in ("https://thelocal.de/x", "https://post.example/de/x", "https://post.id/x", "http://[", "", "x"):
        assert language("Death toll rises", url=url) == "en", url


def test_the_language_hangs_on_nothing_but_the_report() -> None:
    before = [language(one) for one in ENGLISH_ONES]
    language(SPANISH), language(RUSSIAN)
    assert [language(one) for one in reversed(ENGLISH_ONES)] == before[::-1]


TABLE = "Q | 12.5 | 7.0 | 3.4\n"


def test_below_a_table_the_text_decides() -> None:
    assert language(TABLE * 200 + SPANISH * 4) == "es"
    assert language(TABLE * 200, title=SPANISH) == "es"


def test_of_a_table_without_end_its_beginning_counts() -> None:
    language(TABLE)  # loads the model
    tracemalloc.start()
    found = language(TABLE * 20_000 + SPANISH, "English", tags=(TABLE * 100,) * 300)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == "en"
    assert most < 10e6
