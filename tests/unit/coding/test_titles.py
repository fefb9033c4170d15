"""What a headline tells is of the day on which the text below it tells the same, or of that of its report's news."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document

DAY = date(2025, 6, 17)


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Kenya expels Ugandan envoy\n\nKenya expelled the Ugandan ambassador on Monday, the ministry said.", 16),
        ("Rebels kill nine in Garissa\n\nPolice were at work.\n\nRebels killed nine people in Garissa on Sunday.", 15),
        ("Kenya expels Ugandan envoy\n\nKenya expelled the Ugandan ambassador, the ministry said.", 17),
        ("Kenya expels Ugandan envoy\n\nPeru expelled the Chilean ambassador on Monday.", 17),
        ("Kenya expels Ugandan envoy\n\nKenya expelled the Ugandan ambassador on 2 May.", 17),
        ("Police detain nine in Garissa\n\nOn Sunday it rained.\n\nKenyan police detained nine people on Monday.", 16),
        # otherwise than the text does, of whose first sentence the day is
        ("Kenya expels Ugandan envoy\n\nOn Monday, Kenya told the Ugandan ambassador to leave.", 16),
        ("Kenya expels Ugandan envoy\n\nIt was announced on Saturday that the man must go.\n\nHe left.", 14),
        ("Kenya expels Ugandan envoy\n\nAfter a quarrel, the ministry of labour on Monday told the man to go.", 16),
        # unless the report names a later one, or that day is another deed's
        ("Kenya expels Ugandan envoy\n\nOn Sunday, the man had to go. He left on Monday.", 17),
        ("Kenya expels Ugandan envoy\n\nAfter a quarrel on Monday, the man had to go.", 17),
        ("Kenya expels Ugandan envoy\n\nThe man had to go, two weeks after Monday's vote.", 17),
        ("Kenya expels Ugandan envoy\n\nThe man had to go over Monday's vote.", 17),
        ("Kenya expels Ugandan envoy\n\nThe man must leave on Monday.", 17),
        ("Kenya expels Ugandan envoy\n\nThe man was told to go. It rained on Monday.", 17),
        ("Kenya expels an envoy of Uganda.\n\nKenya expelled the Ugandan ambassador on Monday.", 17),
    ],
)
def test_a_headline_takes_the_day_from_the_text(coder: EventCoder, text: str, day: int) -> None:
    [coding] = coder.code([Document(text=text, published=DAY)])
    first = coding.tellings[0]
    assert (first.sentence_start, first.event_date) == (0, date(2025, 6, day))


def test_a_headline_told_of_another_day_is_another_event_than_before(coder: EventCoder) -> None:
    text = "Kenya expels Ugandan envoy\n\nKenya expelled the Ugandan ambassador on "
    codings = coder.code([Document(text=text + day, published=DAY) for day in ("Sunday.", "Monday.")])
    assert len({coding.tellings[0].event_id for coding in codings}) == 2
