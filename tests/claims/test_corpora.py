"""The same answer whatever the order over real news, coded once by the coder that ships."""

import json
import random
from collections.abc import Sequence
from datetime import UTC
from functools import cache
from pathlib import Path

import pytest

from claims.generator import Fields, decoded
from claims.memory import aggregate, reports, run_all, tables
from claims.test_same_answer import assert_equal
from pipelines.coding.document import Coding, Document, EventCoder
from pipelines.coding.pool import load_coder
from schemas import Coder

NEWS = Path(__file__).parents[3] / "shared/data/news"
CORPORA = {"current-events-2022q1.jsonl": 1847, "helsinki-2018.jsonl": 612}
pytestmark = [
    pytest.mark.faults,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(not NEWS.exists(), reason="needs the news corpora of ../shared/data/news"),
]


class OnceCoder:
    """An EventCoder that asks another one for each document only once."""

    def __init__(self, coder: EventCoder) -> None:
        self._coder = coder
        self._codings: dict[Document, Coding] = {}

    @property
    def identity(self) -> Coder:
        """That of the other one."""
        return self._coder.identity

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        """The coding of each document."""
        new = [document for document in dict.fromkeys(documents) if document not in self._codings]
        self._codings.update(zip(new, self._coder.code(new), strict=True))
        return [self._codings[document] for document in documents]


@cache
def shipped() -> OnceCoder:
    return OnceCoder(load_coder())


@cache
def read(name: str) -> list[Fields]:
    lines = (NEWS / name).read_text("utf-8").splitlines()
    deliveries: list[Fields] = [json.loads(line) for line in lines]
    assert len(deliveries) == CORPORA[name]
    return deliveries


@pytest.mark.parametrize("name", CORPORA)
def test_shuffled_ten_ways_and_split(name: str) -> None:
    """In order in one run; then ten shuffles, split into 1, 2 or 7 runs, some deliveries twice."""
    deliveries, coder = read(name), shipped()
    usable = sum(1 for _ in decoded(deliveries, UTC))
    assert usable > 0.99 * len(deliveries)
    in_order = aggregate(run_all([deliveries], coder, UTC))
    wanted, wanted_reports = tables(in_order), reports(in_order)
    assert len(wanted.events) > 100
    for seed in range(10):
        rng = random.Random(seed)
        mixed = [*deliveries, *rng.choices(deliveries, k=len(deliveries) // 10)]
        rng.shuffle(mixed)
        runs = (1, 2, 7)[seed % 3]
        split = [mixed[start::runs] for start in range(runs)]
        found = aggregate(run_all(split, coder, UTC, remember=seed % 2 == 0))
        assert_equal(tables(found), wanted)
        assert reports(found) == wanted_reports
