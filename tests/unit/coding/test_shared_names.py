"""Whose a body or party is whose name those of several countries bear: "Congress", "the Coast Guard"."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def parties(coder: EventCoder, text: str, word: str) -> tuple[list[str], list[str]]:
    """The codes of both sides of the event that a word tells."""
    (coding,) = coder.code([Document(text=text, published=date(2024, 5, 15))])
    (telling,) = [t for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word]
    return [actor.code for actor in telling.sources], [actor.code for actor in telling.targets]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Two China Coast Guard ships rammed a Philippine boat on Monday.", "CHNCOP"),
        ("China Coast Guard personnel rammed a Philippine boat on Monday.", "CHNCOP"),
        ("A Japan Coast Guard vessel rammed a Chinese boat on Monday.", "JPNCOP"),
        ("A US Coast Guard cutter rammed a Cuban boat on Monday.", "USACOP"),
        ("A Coast Guard cutter rammed a Cuban boat on Monday.", "USACOP"),
    ],
)
def test_a_country_right_before_the_name_is_whose_it_is(coder: EventCoder, text: str, source: str) -> None:
    assert parties(coder, text, "rammed")[0] == [source]


def test_who_is_of_a_body_behind_a_country_is_of_it(coder: EventCoder) -> None:
    told = parties(coder, "A delegation of the United States Senate met a Danish minister.", "met")
    assert told == (["USALEG"], ["DNKGOV"])


US = "The United States and {} are to hold drills in June."


@pytest.mark.parametrize(
    ("text", "source"),
    [
        # a report about one country that names the other too
        ("SEOUL, May 15 - The Democratic Party accused Kang of lying.\n\n" + US.format("South Korea"), "KORPTY"),
        ("BRASILIA, May 15 - The Congress accused the Lula government of lying.\n\n" + US.format("Brazil"), "BRALEG"),
        ("MANILA, May 15 - The Department of Justice accused a mayor of lying.\n\n" + US.format("Manila"), "PHLGOV"),
        # that has no such body
        ("BERLIN, May 15 - Congress accused the firm Kolb of lying.\n\n" + US.format("Germany"), "USALEG"),
        ("OSLO, May 15 - The Justice Department accused the firm Kolb of lying.\n\n" + US.format("Norway"), "USAGOV"),
        # whose the sentence names
        ("LIMA, May 15 - Congress accused the US firm Kolb of lying.\n\nPeru welcomed it.", "PERLEG"),
        # a report about the one that mostly has it
        ("WASHINGTON, May 15 - The Senate accused Georgia of lying.\n\nThe United States had helped it.", "USALEG"),
        ("KARACHI, May 15 - The Foreign Office accused Kabul of lying.\n\nPakistan and Iran met in June.", "PAKGOV"),
        ("LONDON, May 15 - The Foreign Office accused Kabul of lying.\n\nBritain and Iran met in June.", "GBRGOV"),
        ("CEBU, May 15 - Senator Ana Ruiz accused the navy of lying.\n\nChina rammed a Philippine boat.", "PHLLEG"),
        ("KYOTO, May 15 - The Home Secretary accused the navy of lying.\n\nJapan and Britain met.", "GBRGOV"),
        # of whom nobody else is told
        ("The Justice Department accused two men of lying.", "USAGOV"),
    ],
)
def test_a_shared_name_is_that_of_the_country_told_of_that_has_one(coder: EventCoder, text: str, source: str) -> None:
    assert parties(coder, text, "accused")[0] == [source]


def test_the_end_of_a_longer_name_is_another_party(coder: EventCoder) -> None:
    text = "ABUJA, May 15 - The Hill Dwellers Party accused the government of lying. Nigeria votes in June."
    assert parties(coder, f"{text}\n\n{US.format('Nigeria')}", "accused") == (["NGAPTY"], ["NGAGOV"])


def test_an_office_that_no_other_country_told_of_has_is_its_owners(coder: EventCoder) -> None:
    text = "The Treasury Department sanctioned two Russian banks.\n\nRussia denied it. Russia will answer."
    assert parties(coder, text, "sanctioned") == (["USAGOV"], ["RUSBUS"])


def test_a_shared_office_tells_what_a_report_is_about_where_nothing_else_does(coder: EventCoder) -> None:
    assert parties(coder, "The Justice Department was quiet.\n\nPolice arrested two men.", "arrested")[0] == ["USACOP"]
