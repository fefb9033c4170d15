"""Drains that end with SIGKILL, and what the next drain makes of it: invariants 5 and 7."""

import random

import pytest
from claims.generator import Fields, corpus
from claims.test_same_answer import assert_equal
from deployments import Deployment, Put, modelled

pytestmark = pytest.mark.integration

STREAM = corpus(60)
POISON = [Put(value=b"{", key=f"poison-{n}".encode()) for n in range(3)]
RNG = random.Random(11)
# Copies are coded once, and what is in other languages or withdrawn never.
CODED = len({fields.get("text") for fields in STREAM}) // 2


@pytest.mark.parametrize(
    "kill",
    [
        f"coding:{RNG.randint(1, CODED)}",
        f"written:{RNG.randint(1, 100)}",
        f"daily:{RNG.randint(1, 200)}",
    ],
)
def test_next_drain_makes_good_what_a_kill_cut_off(deployment: Deployment, kill: str) -> None:
    mixed: list[Fields | Put] = [*STREAM, *POISON]
    deployment.push(mixed)
    assert deployment.drain_elsewhere(kill) == -9

    done = deployment.drain()

    assert_equal(deployment.tables(), modelled(STREAM))
    rejected = {letter.rejected_id for letter in deployment.dead_letters()}
    if kill.startswith("daily"):
        assert done.read == 0, "all was committed before the days were written"
        return
    assert done.read == len(mixed), "nothing was committed"
    assert deployment.outcomes() == dict.fromkeys(deployment.origins(), 1)
    assert len(rejected) == done.outcomes["rejected"]


def test_kill_between_the_last_write_and_the_commit_codes_nothing_twice(deployment: Deployment) -> None:
    deployment.push(STREAM)
    assert deployment.drain_elsewhere("commit") == -9
    written = deployment.ends()[deployment.topics.coded]
    assert deployment.drain().outcomes.keys() <= {"duplicate", "rejected"}
    assert deployment.ends()[deployment.topics.coded] == written
    assert_equal(deployment.tables(), modelled(STREAM))
