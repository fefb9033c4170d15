"""The inverted index finds what was entered, before and after its entries become sorted runs."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.dedup import postings as module
from pipelines.dedup.postings import Postings

PARTS = st.sets(st.integers(-(2**63), 2**63 - 1) | st.integers(-20, 20), max_size=10)


@given(st.lists(PARTS, max_size=60), PARTS)
@settings(max_examples=50)
def test_carriers_are_those_that_share_a_part(entered: list[set[int]], asked: set[int]) -> None:
    postings = Postings()
    for carrier, parts in enumerate(entered):
        postings.add(carrier, parts)
    found = {carrier: set(shared) for carrier, shared in postings.shared_with(asked).items()}
    assert found == {carrier: parts & asked for carrier, parts in enumerate(entered) if parts & asked}


def test_nothing_is_lost_when_entries_become_runs() -> None:
    rng = random.Random(3)
    entered = [{rng.randrange(-5000, 5000) for _ in range(40)} for _ in range(1500)]
    postings = Postings()
    for carrier, parts in enumerate(entered):
        postings.add(carrier, parts)
    assert 40 * len(entered) > 6 * module._FRESH_ENTRIES
    for asked in entered[::100]:
        found = {carrier: set(shared) for carrier, shared in postings.shared_with(asked).items()}
        assert found == {carrier: parts & asked for carrier, parts in enumerate(entered) if parts & asked}
