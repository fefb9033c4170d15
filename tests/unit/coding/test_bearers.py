"""Who somebody is by what the report says of the name elsewhere."""

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
    ("text", "source"),
    [
        # the same name without its accents
        ("Interior Minister Ivo Zarziński of Poland spoke.\n\nLater Zarzinski condemned the strike.", "POLGOV"),
        # a party or body behind "of", and the full name again
        ("The court heard Ana Quell of the Scottish National Party.\n\nQuell condemned the cuts.", "GBRPTY"),
        ("The court heard Ana Quell, an MP in Kenya.\n\nOn Monday Ana Quell condemned the cuts.", "KENLEG"),
        # an office that stands before the name and a comma
        ("Saxony's interior minister, Ivo Quell, spoke.\n\nQuell condemned the cuts on Monday.", "DEUGOV"),
        # who somebody is or was
        ("Ana Quell, who is a senator in Peru, spoke.\n\nQuell condemned the cuts on Monday.", "PERLEG"),
        ("Ana Quell, who was Kenya's envoy to Chad until May, condemned the cuts on Monday.", "KENELI"),
        # a headline is read with the text
        ("Quell condemns the cuts\n\nKenya's health minister Ana Quell condemned the cuts on Monday.", "KENGOV"),
        ("Ana Quell, of the Lima city council, spoke.\n\nQuell condemned the cuts on Monday.", "PERGOV"),
        # nobody is what stands behind a verb, or is said of somebody else
        ("Ana Quell, dismissed the police chief of Lima.\n\nQuell condemned the cuts on Monday.", ""),
        ("Ana Quell, who met a senator in Peru, spoke.\n\nQuell condemned the cuts on Monday.", ""),
        ("Peru votes.\n\nHe met the interior minister, Ana Quell and others.\n\nQuell condemned the cuts.", ""),
        ("Ana Quell of Westtech Marine spoke in Lima.\n\nQuell condemned the cuts on Monday.", ""),
        ("Ana Quell, an MP in Kenya, spoke.\n\nOn Monday Ivo Quell condemned the cuts.", ""),
    ],
)
def test_a_name_is_who_the_report_says(coder: EventCoder, text: str, source: str) -> None:
    telling = next(t for t in reversed(told(coder, text)) if "the " in t.sentence and t.sources)
    assert [actor.code for actor in telling.sources] == [source]
