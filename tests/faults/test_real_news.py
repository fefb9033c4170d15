"""Real news with the codings of the shipped coder, drained in seven runs, partly twice."""

import random
from dataclasses import replace

import pytest
from claims.memory import aggregate, run_all, tables
from claims.test_corpora import CORPORA, NEWS, read, shipped
from claims.test_same_answer import assert_equal
from deployments import ZONE, Deployment

pytestmark = [
    pytest.mark.faults,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(not NEWS.exists(), reason="needs the news corpora of ../shared/data/news"),
]


@pytest.mark.parametrize("name", CORPORA)
def test_seven_runs(deployment: Deployment, findings: list[tuple[str, str]], name: str) -> None:
    deliveries = read(name)
    rng = random.Random(name)
    mixed = [*deliveries, *rng.choices(deliveries, k=len(deliveries) // 10)]
    rng.shuffle(mixed)
    drained = replace(deployment, make_coder=shipped)
    for start in range(7):
        drained.push(mixed[start::7])
        assert drained.drain().read == len(mixed[start::7])
    wanted = tables(aggregate(run_all([deliveries], shipped(), ZONE)))
    assert len(wanted.events) > 100
    assert_equal(drained.tables(), wanted)
    rows, events = len(wanted.daily), len(wanted.events)
    findings.append((f"{name}, 7 runs", f"{len(mixed)} records, {rows} rows, {events} events: equal to one run"))
