"""The inverted index finds what was entered, before and after its entries become sorted runs."""

import random
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dedup import postings as module
from pipelines.dedup.postings import Postings

PARTS = st.sets(st.integers(-(2**63), 2**63 - 1) | st.integers(-20, 20), max_size=10)


@given(st.lists(PARTS, max_size=60), PARTS)
@settings(max_examples=settings().max_examples // 2)
def test_carriers_are_those_that_share_a_part(entered: list[set[int]], asked: set[int]) -> None:
    postings = Postings()
    for carrier, parts in enumerate(entered):
        postings.add(carrier, parts)
    found = {carrier: set(shared) for carrier, shared in postings.shared_with(asked, len(entered)).items()}
    assert found == {carrier: parts & asked for carrier, parts in enumerate(entered) if parts & asked}


def test_nothing_is_lost_when_entries_become_runs() -> None:
    rng = random.Random(3)
    entered = [{rng.randrange(-5000, 5000) for _ in range(40)} for _ in range(1500)]
    postings = Postings()
    for carrier, parts in enumerate(entered):
        postings.add(carrier, parts)
    assert 40 * len(entered) > 6 * module._FRESH_ENTRIES
    for asked in entered[::100]:
        found = {carrier: set(shared) for carrier, shared in postings.shared_with(asked, len(entered)).items()}
        assert found == {carrier: parts & asked for carrier, parts in enumerate(entered) if parts & asked}


@given(st.lists(st.sets(st.integers(0, 5)), max_size=60), st.integers(0, 3))
@settings(max_examples=settings().max_examples // 2)
def test_parts_of_too_many_are_left_out(entered: list[set[int]], most: int) -> None:
    with mock.patch.object(module, "_FRESH_ENTRIES", 16):
        postings = Postings()
        for carrier, parts in enumerate(entered):
            postings.add(carrier, parts)
        found = {carrier: set(shared) for carrier, shared in postings.shared_with(range(6), most).items()}
    few = {part for part in range(6) if sum(part in parts for parts in entered) <= most}
    assert found == {carrier: parts & few for carrier, parts in enumerate(entered) if parts & few}
