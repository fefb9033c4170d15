"""Who must have done a deed whose sentence does not say."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document


def sources(coder: EventCoder, text: str, word: str) -> list[tuple[str, str]]:
    (coding,) = coder.code([Document(text=text, published=date(2024, 5, 15))])
    (telling,) = [t for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word]
    return [(actor.text, actor.code) for actor in telling.sources]


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("Seventeen people were arrested in Kisumu on Monday.", "arrested", "KENCOP"),
        ("NAIROBI - Students marched on Monday.\n\nNine students were briefly detained.", "detained", "KENCOP"),
        ("A US citizen was arrested in Moscow on Thursday, his lawyer said.", "arrested", "RUSCOP"),
        ("The former mayor of Getafe in Spain, Ana Ruiz, was jailed for nine years on Tuesday.", "jailed", "ESPJUD"),
        ("The Chinese national was convicted of spying in Nairobi on Monday.", "convicted", "KENJUD"),
        ("LIMA - A union leader was charged with sedition in Lima on Monday.", "charged", "PERJUD"),
        ("LIMA - A curfew was imposed in Puno on Monday after riots.", "imposed", "PERGOV"),
    ],
)
def test_the_deed_says_who_did_it(coder: EventCoder, text: str, word: str, code: str) -> None:
    assert sources(coder, text, word) == [(word, code)]


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("Soldiers arrested nine students in Kisumu on Monday.", "arrested", ["KENMIL"]),
        ("Nine students were arrested by soldiers in Kisumu on Monday.", "arrested", ["KENMIL"]),
        ("Two Turkish truckers were abducted near Kano on Monday.", "abducted", []),
        ("Nine students were shot dead in Kisumu on Monday.", "shot", []),
        ("Sixty sailors were freed in Kisumu on Monday.", "freed", []),
    ],
)
def test_who_is_named_stays_and_no_other_deed_says_it(coder: EventCoder, text: str, word: str, code: list[str]) -> None:
    assert [told for _, told in sources(coder, text, word)] == code


def test_of_whom_nobody_is_known_nothing_is_told_for_that(coder: EventCoder) -> None:
    (coding,) = coder.code([Document(text="He was detained again.", published=date(2024, 5, 15))])
    assert coding.tellings == ()
