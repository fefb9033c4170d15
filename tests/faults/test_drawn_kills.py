"""SIGKILL at drawn points of a drain, then a drain: the same tables, and one outcome for each record."""

import random

import pytest
from claims.generator import Fields, corpus
from claims.test_same_answer import assert_equal
from deployments import Deployment, Put, modelled

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]

STREAM = corpus(60)
POISON = [Put(value=b"{", key=f"poison-{n}".encode()) for n in range(12)]
RNG = random.Random(7)
KILLS = [
    *(f"coding:{k}" for k in RNG.sample(range(1, 80), 3)),
    *(f"written:{k}" for k in RNG.sample(range(1, 100), 6)),
    "commit",
    *(f"daily:{k}" for k in RNG.sample(range(1, 300), 3)),
    "store",
]


@pytest.mark.parametrize("kill", KILLS)
def test_kill(deployment: Deployment, findings: list[tuple[str, str]], kill: str) -> None:
    mixed: list[Fields | Put] = [*STREAM, *POISON]
    random.Random(kill).shuffle(mixed)
    deployment.push(mixed)
    assert deployment.drain_elsewhere(kill) == -9
    left = deployment.ends()

    done = deployment.drain()

    assert_equal(deployment.tables(), modelled(STREAM))
    committed = kill.startswith(("daily", "store"))
    if committed:
        assert done.read == 0
    else:
        assert done.read == len(mixed)
        assert deployment.outcomes() == dict.fromkeys(deployment.origins(), 1)
    letters = {letter.rejected_id for letter in deployment.dead_letters()}
    assert {letter.value for letter in deployment.dead_letters()} >= {b"{"}
    again = "nothing" if committed else f"{done.read} records"
    written = f"{left[deployment.topics.coded]} coded, {left[deployment.topics.daily]} rows written before"
    findings.append((f"kill -9 at {kill}", f"{written}; {again} read again; {len(letters)} letters; tables equal"))
