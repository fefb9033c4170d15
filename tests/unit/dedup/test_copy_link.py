"""Which reports are linked as copies."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dedup.fingerprint import fingerprint
from pipelines.dedup.link import is_link, linked, words_of

PAIRS = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "data/dedup/near_copies.jsonl").read_text("utf-8").splitlines()
]
FINGERPRINTS = st.lists(st.builds(lambda high, words: (high << 8) | words, st.integers(0, 9), st.integers(8, 40)))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["name"])
def test_near_copies_are_linked_and_other_reports_are_not(pair: dict[str, Any]) -> None:
    assert linked(fingerprint(pair["a"]), fingerprint(pair["b"])) == pair["linked"]


def test_the_pairs_hold_both_kinds() -> None:
    assert {pair["linked"] for pair in PAIRS} == {True, False}
    assert len(PAIRS) >= 16


@pytest.mark.parametrize(
    ("shared_parts", "shared_words", "shorter_words", "expected"),
    [
        (2, 40, 100, True),
        (2, 39, 100, False),
        (1, 50, 100, True),
        (1, 49, 100, False),
        (1, 20, 20, True),
        (1, 19, 19, False),
        (2, 16, 16, True),
        (0, 0, 0, False),
    ],
)
def test_rule_at_its_edges(shared_parts: int, shared_words: int, shorter_words: int, expected: bool) -> None:
    assert is_link(shared_parts, shared_words, shorter_words) is expected


@given(FINGERPRINTS, FINGERPRINTS)
def test_link_does_not_depend_on_sides_order_or_repetition(a: list[int], b: list[int]) -> None:
    assert linked(a, b) == linked(b, a) == linked(a[::-1] + a, b)


def test_words_of_parts_add_up() -> None:
    assert words_of([0x0108, 0x0209]) == 17


def test_nothing_is_linked_to_a_text_without_parts() -> None:
    assert not linked((), ())
    assert not linked((), fingerprint("One two three four five six seven eight nine ten."))
