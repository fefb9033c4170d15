"""Names of bodies, parties and groups that news gives without saying what they are, at their day; made-up sentences."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.described import known_here


@pytest.fixture(scope="module")
def lexicon() -> ActorLexicon:
    return ActorLexicon.load()


def code(lexicon: ActorLexicon, words: str, day: date) -> str:
    split = words.split()
    actor = lexicon.resolve(split, len(split) - 1, day)
    return "" if actor is None else actor.code


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("the Seimas", date(2024, 5, 1), "LTULEG"),
        ("the Storting", date(2024, 5, 1), "NORLEG"),
        ("the GIGN", date(2024, 5, 1), "FRACOP"),
        ("Rapid Action Battalion", date(2024, 5, 1), "BGDCOP"),
        ("the Teamsters", date(2024, 5, 1), "USALAB"),
        ("Comelec", date(2024, 5, 1), "PHLGOV"),
        ("Katiba Macina", date(2024, 5, 1), "MLIREB"),
        # in office and in the opposition
        ("the PDP", date(2012, 5, 1), "NGAPTY"),
        ("the PDP", date(2022, 5, 1), "NGAOPP"),
        ("Pastef", date(2023, 5, 1), "SENOPP"),
        ("Pastef", date(2025, 5, 1), "SENPTY"),
        ("UNITA", date(1993, 5, 1), "AGOREB"),
        ("UNITA", date(2023, 5, 1), "AGOOPP"),
        ("the AfD", date(2024, 5, 1), "DEUOPP"),
        ("the CDU", date(2019, 5, 1), "DEUPTY"),
        ("the CDU", date(2023, 5, 1), "DEUOPP"),
        ("the Tories", date(2023, 5, 1), "GBRPTY"),
        ("the Tories", date(2025, 5, 1), "GBROPP"),
        ("Fuerza Popular", date(2019, 5, 1), "PEROPP"),
        ("Free National Movement", date(2019, 5, 1), "BHSPTY"),
        ("FijiFirst", date(2024, 5, 1), "FJIOPP"),
        ("FijiFirst", date(2018, 5, 1), "FJIPTY"),
        ("PDP governor Ana Ruiz", date(2022, 5, 1), "NGAGOV"),
        ("PDP supporters", date(2022, 5, 1), "NGAOPP"),
        # nouns
        ("hoodlums", date(2024, 5, 1), "CRM"),
        ("boda boda riders", date(2024, 5, 1), "LAB"),
        ("the principals", date(2024, 5, 1), "EDU"),
        ("the Chadian air component", date(2024, 5, 1), "TCDMIL"),
        ("a militant outfit", date(2024, 5, 1), "UAF"),
        # words that only look like these
        ("the principal", date(2024, 5, 1), ""),
        ("a storting", date(2024, 5, 1), ""),
        ("the summer outfits", date(2024, 5, 1), ""),
    ],
)
def test_names_have_their_code(lexicon: ActorLexicon, name: str, day: date, expected: str) -> None:
    assert code(lexicon, name, day) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The NDC met in Accra, Ghana.", "GHAPTY"),
        ("The NDC met in Grenada.", "GRDPTY"),
        ("Kenya's UDA met.", "KENPTY"),
        ("The UDA met. Britain was calm.", "GBRREB"),
        # of several of these countries, or of none: what they all are, if they are alike
        ("The NDC of Ghana and that of Grenada met.", "PTY"),
        ("The NDC met.", "PTY"),
        ("The UDA met.", ""),
    ],
)
def test_a_name_of_several_countries_is_of_the_one_that_the_report_names(
    lexicon: ActorLexicon, text: str, expected: str
) -> None:
    name = "UDA" if "UDA" in text else "NDC"
    assert code(known_here(lexicon, [text], date(2012, 5, 1)), name, date(2012, 5, 1)) == expected


def test_a_report_lends_its_country_to_letters_of_several() -> None:
    text = "Sri Lanka votes\n\nThe SLPP condemned India in Colombo on Tuesday."
    (coding,) = EventCoder.load().code([Document(text=text, published=date(2022, 5, 4))])
    assert [a.code for t in coding.tellings for a in t.sources] == ["LKAPTY"]
