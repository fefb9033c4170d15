"""Whom a crowd that says nobody marches against; made-up sentences."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document


def targets(coder: EventCoder, text: str, word: str) -> list[str]:
    (coding,) = coder.code([Document(text=text, published=date(2024, 5, 15))])
    (telling,) = [t for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word]
    return [actor.code or actor.text for actor in telling.targets]


KENYA = "Rain fell on Nairobi.\n\nIt was cold in Kenya.\n\nKenya had waited for rain.\n\n"


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("Thousands march in anti-Brexit protest in London.", "march", "GBRGOV"),
        ("Villagers in Peru marched in a pro-democracy demonstration on Monday.", "marched", "PERGOV"),
        (f"{KENYA}Students in Kenya marched to the gate on Monday with a coffin.", "marched", "KENGOV"),
        (f"{KENYA}Kenyan protesters marched from Hill Corner towards the Cathedral.", "marched", "KENGOV"),
        (f"{KENYA}Opposition supporters rallied in Nairobi on Monday for democracy.", "rallied", "KENGOV"),
    ],
)
def test_it_faces_those_who_govern_its_country(coder: EventCoder, text: str, word: str, code: str) -> None:
    assert targets(coder, text, word) == [code]


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        # a line says too little
        ("Students in Kenya marched to the gate on Monday with a coffin.", "marched", []),
        # it may face somebody else
        (f"{KENYA}On Monday, as Uganda voted, students in Kenya marched.", "marched", []),
        (f"{KENYA}Workers marched in Nairobi on Monday over pay.", "marched", []),
        (f"{KENYA}Students in Kenya marched against the noise on Monday.", "marched", []),
        (f"{KENYA}Students in Kenya rallied on Monday for Tarvo Nexel.", "rallied", ["Tarvo Nexel"]),
        (f"{KENYA}Villagers in Kenya blocked the road on Monday.", "blocked", []),
        (f"{KENYA}Students in Kenya burned cars on Monday.", "burned", []),
        ("Chadian exiles rallied in Paris in an anti-corruption march on Monday.", "rallied", []),
    ],
)
def test_not_where_it_may_face_somebody_else(coder: EventCoder, text: str, word: str, codes: list[str]) -> None:
    assert targets(coder, text, word) == codes
