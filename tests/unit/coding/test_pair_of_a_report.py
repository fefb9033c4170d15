"""Whom "the two ministers" means far below the sentence that named them."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def sources(coder: EventCoder, text: str, word: str) -> list[str]:
    (coding,) = coder.code([Document(text=text, published=date(2024, 5, 15))])
    return [a.code for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word for a in t.sources]


TOP = "Oman and Japan hold talks on ports\n\nOman received the Japanese foreign minister on Tuesday.\n\n"
FAR = "The visit lasted three hours. Rain fell on the palace.\n\n"


def test_two_ministers_are_those_of_the_two_countries_of_the_report(coder: EventCoder) -> None:
    told = sources(coder, f"{TOP}{FAR}The two ministers signed an agreement on ports.", "signed")
    assert sorted(told) == ["JPNGOV", "OMNGOV"]


def test_two_sides_are_the_countries(coder: EventCoder) -> None:
    told = sources(coder, f"{TOP}{FAR}The two sides signed an agreement on ports.", "signed")
    assert sorted(told) == ["JPN", "OMN"]


@pytest.mark.parametrize(
    "top",
    [
        "Oman, Japan and Chad hold talks\n\nOman received the ministers of Japan and Chad on Tuesday.\n\n",  # three
        "Oman holds talks\n\nOman raised wages. Oman cut taxes. Oman grew. Japan looked on. Oman sold oil.\n\n",  # one
    ],
)
def test_nobody_is_guessed_where_a_report_is_not_of_two_countries(coder: EventCoder, top: str) -> None:
    told = sources(coder, f"{top}{FAR}The two ministers signed an agreement on ports.", "signed")
    assert "JPNGOV" not in told
