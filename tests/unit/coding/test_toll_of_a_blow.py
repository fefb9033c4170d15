"""The dead and hurt of a blow: as its own sentence tells them, in words or idioms, and as the next sentence does."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from pipelines.coding.when_where.numbers import find_numbers
from schemas import Telling

# text, and for each of its blows the dead and the hurt
TOLLS = [
    ("Gunmen opened fire on a bar in Bissau on Saturday. Five people died and eight were taken to hospital.", [(5, 8)]),
    (
        "Rebels ambushed a patrol near Gao on Monday, killing seven soldiers. Another nine were hurt, an officer said.",
        [(7, 9)],
    ),
    ("Raiders threw a grenade into a shop in Bangui on Friday; three customers were wounded.", [(None, 3)]),
    # another blow, or a toll that runs up
    (
        "Gunmen attacked a post near Gao on Monday. Five people were killed elsewhere in Mali.",
        [(None, None), (5, None)],
    ),
    ("Jets bombed Taiz on Monday. Some 900 people have been killed since January.", [(None, None), (900, None)]),
    # the blow that is told last, not the dead of another before it
    (
        "Three people were killed in Kenya on Sunday, officials said; rebels shelled Beni in Congo on Monday. "
        "Six people were injured.",
        [(3, None), (None, 6)],
    ),
    # by syntax
    ("Nine pilgrims, the youngest a girl of six, were wounded on Monday when gunmen attacked their bus.", [(None, 9)]),
    (
        "Twelve traders, most of them women on their way home from a cattle fair in the next valley, were killed when "
        "gunmen attacked their lorry in Niger.",
        [(12, None)],
    ),
    ("Two bombs in a market in Pulka killed 11 and injured 30, an aid worker said.", [(11, 30)]),
    ("Congolese troops killed a militia chief and two of his bodyguards near Beni.", [(3, None)]),
    ("A mob in Sialkot in Pakistan dragged a manager out of his office and beat him to death.", [(1, None)]),
    # by idiom
    ("Six Malian soldiers lost their lives when jihadists stormed their post.", [(6, None)]),
    ("Four quarry workers met their deaths when al-Shabaab gunmen overran their camp in Kenya.", [(4, None)]),
    ("A truck was shot at by Sudanese soldiers, leaving three of its crew with gunshot wounds.", [(None, 3)]),
    ("Among the nine people killed in an Israeli strike on Rafah were a nurse and her two sons.", [(9, None)]),
]
FIGURES = [
    ("half a million", 500_000),
    ("three quarters of a million", 750_000),
    ("one hundred and eighteen", 118),
    ("two thousand five hundred", 2_500),
    ("two dozen", 24),
]


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def told(coder: EventCoder, text: str) -> list[Telling]:
    [coding] = coder.code([Document(text=text, published=date(2025, 3, 13))])
    return list(coding.tellings)


@pytest.mark.parametrize(("text", "expected"), TOLLS)
def test_dead_and_hurt(coder: EventCoder, text: str, expected: list[tuple[int | None, int | None]]) -> None:
    blows = [telling for telling in told(coder, text) if telling.type == "ASSAULT"]
    assert [(blow.counts.killed, blow.counts.injured) for blow in blows] == expected


@pytest.mark.parametrize(("words", "value"), FIGURES)
def test_figures_in_words(words: str, value: int) -> None:
    assert [number.value for number in find_numbers([*words.split(), "people", "marched"])] == [value]


@pytest.mark.parametrize(
    ("text", "protesters"),
    [
        ("Half a million Catalans marched through Barcelona on Sunday to demand a vote.", 500_000),
        ("Police put the crowd at 12,000 when teachers marched through Lima on Thursday for higher pay.", 12_000),
    ],
)
def test_crowds(coder: EventCoder, text: str, protesters: int) -> None:
    assert [t.counts.protesters for t in told(coder, text) if t.type == "PROTEST"] == [protesters]
