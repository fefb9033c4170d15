"""SIGKILL at drawn points of ``wirewatch up``, a broker that is killed under it: the same tables in the end."""

import random
from pathlib import Path

import pytest
from claims.generator import Fields, corpus
from claims.test_same_answer import assert_equal
from deployments import Deployment, Put, deployed, modelled
from running import running, start_elsewhere

from connectors.kafka.settings import KafkaSettings
from deploy.kafka import LocalBroker
from pipelines.deployments.up.pace import Pace

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]

STREAM = corpus(60)
POISON = [Put(value=b"{", key=f"poison-{n}".encode()) for n in range(12)]
RNG = random.Random(5)
SMALL_ROUNDS = {"least": 5, "most": 5, "tables": 0.0, "tables_share": 0.0}
"""A write to the store each, so that there are as many as may be drawn."""
KILLS = [
    *(f"coding:{k}" for k in RNG.sample(range(1, 60), 3)),
    *(f"written:{k}" for k in RNG.sample(range(1, 100), 3)),
    *(f"daily:{k}" for k in RNG.sample(range(1, 300), 3)),
    *(f"store:{k}" for k in RNG.sample(range(1, 20), 2)),
    "commit",
]


@pytest.mark.parametrize("kill", KILLS)
def test_kill(deployment: Deployment, findings: list[tuple[str, str]], kill: str) -> None:
    mixed: list[Fields | Put] = [*STREAM, *POISON]
    random.Random(kill).shuffle(mixed)
    deployment.out.mkdir()
    deployment.push(mixed[:30])
    process = start_elsewhere(deployment, kill, **(SMALL_ROUNDS if kill.startswith("store") else {}))
    try:
        deployment.push(mixed[30:])
        _, said = process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode == -9, said[-2_000:]
    left = deployment.ends()

    with running(deployment) as up:
        up.until_read(0)
        assert_equal(deployment.tables(), modelled(STREAM))
        read = up.exporter.value("wirewatch_read_total")
    written = f"{left[deployment.topics.coded]} coded, {left[deployment.topics.daily]} rows written before"
    findings.append((f"up: kill -9 at {kill}", f"{written}; {read:.0f} records read again; tables equal"))


def test_broker_that_goes_and_comes_back(tmp_path: Path) -> None:
    """A round fails, is tried again, goes on where it was; when the broker stays away the loop ends with an error."""
    with LocalBroker() as broker:
        settings = KafkaSettings(servers=broker.servers, options={"bootstrap_timeout_ms": "1000"})
        with deployed(settings, tmp_path) as deployment:
            deployment.out.mkdir()
            half = len(STREAM) // 2
            with running(deployment) as up:
                deployment.push(STREAM[:half])
                up.until_read(half)
                broker.kill()
                up.until(lambda: up.exporter.value("wirewatch_rounds_total", result="failed") >= 1)
                broker.start()
                deployment.push(STREAM[half:])
                up.until_read(len(STREAM))
                assert_equal(deployment.tables(), modelled(STREAM))
            with running(deployment, Pace(poll=0.2, patience=3.0)) as up:
                up.until_read(0)
                broker.kill()
                up.thread.join(60)
                assert "Kafka" in type(up.error).__name__ or "Broker" in type(up.error).__name__
            broker.start()
