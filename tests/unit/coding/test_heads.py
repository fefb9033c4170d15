"""However a parse is mended, its governors stay a tree: what walks up or down one ends."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from pipelines.coding.sentence.heads import Heads

WORDS = 8


def is_a_tree(heads: list[int]) -> bool:
    """Whether every way up ends at a root."""
    for token in range(len(heads)):
        for _ in heads:
            token = heads[token]
        if heads[token] != token:
            return False
    return True


@given(st.lists(st.tuples(st.integers(0, WORDS - 1), st.integers(0, WORDS - 1))))
def test_no_change_closes_a_circle(changes: list[tuple[int, int]]) -> None:
    heads = Heads([0] * WORDS)
    for token, head in changes:
        heads[token] = head
        assert is_a_tree(heads)


def test_other_changes_are_made() -> None:
    heads = Heads([1, 1, 1])
    heads[1], heads[0] = 2, 0
    assert heads == [0, 1, 1]
    heads[2] = 2
    heads[1] = 2
    assert heads == [0, 2, 2]


@pytest.mark.parametrize(
    "text",
    [
        "The junta frees a mother and daughter from Illinois, the first men to be let go since the raid, after talks.",
        "Rebels free a nurse and a driver, the first captives to be let go since the attack of 7 October.",
    ],
)
def test_let_go_under_its_own_verb_ends(text: str) -> None:
    (coding,) = EventCoder.load().code([Document(text=text, published=date(2023, 10, 20))])
    assert [telling.type for telling in coding.tellings] == ["RETREAT"]
