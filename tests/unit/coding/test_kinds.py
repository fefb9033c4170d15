"""Officers, fighters and coalitions are what the rest of their report makes them; made-up reports."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("Officers searched the offices of three firms in Bucharest.", "searched", "ROUCOP"),
        ("The army lost ten men near Goma, Congo. Officers searched a house in Goma.", "searched", "CODMIL"),
        ("Rebels attacked a school in Cameroon. Fighters burned a church on Monday.", "burned", "CMRREB"),
        ("The army lost ten men near Goma in Congo. Fighters burned a lorry on Monday.", "burned", "CODUAF"),
        ("Hamas fighters killed nine soldiers on Monday.", "killed", "PSEREB"),
        ("The UN asked Chad for help.\n\nPeacekeepers fired into the air in Mora.", "fired", "IGOUNO"),
        ("The UN and the African Union met in Chad.\n\nPeacekeepers fired into the air in Mora.", "fired", "MIL"),
        ("Kenyan peacekeepers fired into the air, said the UN.", "fired", "KENMIL"),
        ("The Ash Path rebel group took a village in Chad. A spokesman for the group blamed Chad.", "blamed", "TCDREB"),
        (
            "The Ash Path rebel group took a village in Chad. A spokesman for the army blamed the rebels.",
            "blamed",
            "TCDMIL",
        ),
        ("Business chamber president Leo Astor accused the governor in Peru.", "accused", "PERBUS"),
        ("A gang took a market in Haiti on Sunday. Gunmen burned a church on Monday.", "burned", "HTICRM"),
        ("A gang took a market in Haiti on Sunday. Unknown gunmen burned a church on Monday.", "burned", "HTIUAF"),
        ("A gang and rebels met in Haiti on Sunday. Gunmen burned a church on Monday.", "burned", "HTIUAF"),
        ("Ukrainian fighters shelled Donetsk on Monday.", "shelled", "UKRMIL"),
        ("Ten parties marched in Togo. The coalition accused the president of fraud.", "accused", "TGOPTY"),
        ("The Houthis shelled Marib in Yemen on Monday. The coalition bombed a market.", "bombed", "MIL"),
        ("Soldiers left Marib in Yemen on Monday. The coalition accused the Houthis of murder.", "accused", "MIL"),
    ],
)
def test_what_they_are(coder: EventCoder, text: str, word: str, code: str) -> None:
    [coding] = coder.code([Document(text=text, published=date(2024, 5, 15))])
    found = [t for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word]
    assert [[actor.code for actor in telling.sources] for telling in found] == [[code]]
