"""A blow told in the passive is dealt by those who use force in the clause beside it; made-up sentences."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load()


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("Seven people were shot dead in Nigeria after armed men stopped a van near Kano.", "shot", ["NGAUAF"]),
        ("Two men were shot dead in Peru when police moved to clear a blockade.", "shot", ["PERCOP"]),
        ("Armed men broke into a bank in Lagos, and two guards were shot dead.", "shot", ["NGAUAF"]),
        ("Two officers were shot dead when gunmen raided a post in Mali.", "shot", ["MLIUAF"]),
        ("Masked men set upon a cameraman in Lima.", "set", ["PERUAF"]),
        ("Two clerks were set upon in Lima.", "set", []),
        # whom their own did not shoot
        ("Two officers were shot dead when police raided a flat in Lima.", "shot", []),
        # who use no force there
        ("A teacher was shot dead after police warned of attacks in Lima.", "shot", []),
        ("A teacher was shot dead after soldiers left the town of Mora in Chad.", "shot", []),
        ("A teacher was shot dead when police moved house in Lima.", "shot", []),
        ("A mayor was shot dead as he left a rally in Lima, and police opened an inquiry.", "shot", []),
        ("A teacher was shot dead by rebels when police raided a flat in Lima, Peru.", "shot", ["PERREB"]),
    ],
)
def test_who_deals_the_blow(coder: EventCoder, text: str, word: str, codes: list[str]) -> None:
    [coding] = coder.code([Document(text=text, published=date(2024, 5, 15))])
    found = [t for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word]
    assert [[actor.code for actor in telling.sources] for telling in found] == [codes]
