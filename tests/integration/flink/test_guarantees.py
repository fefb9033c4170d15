"""A job that is killed, stopped and resumed comes to what an undisturbed run on files comes to."""

import random
from pathlib import Path

import pytest
from claims.coder import PlainCoder
from claims.generator import corpus
from claims.test_same_answer import assert_equal
from deployments import Deployment, Put
from streaming import Delivery, Streaming, streaming, undisturbed, wait_until

from deploy.flink import Cluster
from pipelines.coding.pool import load_coder

pytestmark = [pytest.mark.integration, pytest.mark.timeout(600)]


def copy(number: int) -> dict[str, str]:
    """One text under several addresses, later than all else."""
    return {
        "source": "echo.example",
        "guid": f"copy-{number}",
        "text": "Ruritania attacked Graustark in Strelsau. The harvest was over when the train left for the coast.",
        "published_at": f"2022-02-20T1{number}:00:00Z",
        "fetched_at": "2022-02-20T20:00:00Z",
        "language": "en",
    }


def test_worker_killed_and_a_savepoint_round(cluster: Cluster, deployment: Deployment, tmp_path: Path) -> None:
    stream = [*corpus(60), copy(1), copy(2)]
    poison = [Put(value=b"{", key=f"poison-{n}".encode()) for n in range(8)]
    mixed: list[Delivery] = [*stream[:-2], *poison]
    random.Random(5).shuffle(mixed)
    parts = [mixed[n::4] for n in range(4)]
    parts[0].append(stream[-2])
    parts[2].append(stream[-1])
    with streaming(cluster, deployment) as jobs:
        deployment.push(parts[0])
        job = jobs.start_ingest()
        jobs.wait_for_outcomes()

        deployment.push(parts[1])
        jobs.kill_worker()
        jobs.wait_for_outcomes()
        assert cluster.rest.failure(job.id), "the job noticed"
        jobs.assert_commits_are_durable()

        savepoint = jobs.stop(job)
        deployment.push(parts[2])
        before = sum(jobs.committed().values())
        resumed = jobs.start_ingest(savepoint)
        jobs.wait_for_outcomes()
        deployment.push(parts[3])
        jobs.wait_for_outcomes()
        jobs.wait_for_commits()
        jobs.assert_commits_are_durable()
        assert sum(jobs.committed().values()) > before
        assert cluster.rest.checkpoints(resumed.id)["latest"]["restored"]["is_savepoint"]

        copies = [report for report in jobs.coded().values() if "the train left" in report.text]
        first, second = sorted(copies, key=lambda report: report.published_at)
        assert second.duplicate_of == first.report_id, "it was remembered over the savepoint"
        found = jobs.tables()
    assert_equal(found, undisturbed(tmp_path / "files", stream, PlainCoder))
    assert {letter.value for letter in deployment.dead_letters()} >= {b"{"}


REPORTS = [
    "Police in Minsk arrested 30 protesters on Sunday. The mayor said nothing.",
    "France imposed sanctions on Iran. Officials in Paris met envoys of Turkey on Monday.",
    "Rebels attacked a village near Goma, killing 4 civilians. The army of Uganda withdrew.",
    "Thousands marched in Warsaw against the law. Rain fell all day.",
    "Japan signed an agreement with Vietnam. The prime minister of Japan visited Hanoi.",
]


def test_shipped_coder(cluster: Cluster, deployment: Deployment, tmp_path: Path) -> None:
    stream = [
        {
            "source": "echo.example",
            "guid": f"n-{n}",
            "url": f"https://echo.example/{n}",
            "text": text if n % 2 else f"{text} {REPORTS[0]}",
            "published_at": f"2022-01-{20 + n % 5}T12:00:00Z",
            "fetched_at": "2022-01-26T13:00:00Z",
            "language": "en",
        }
        for n, text in enumerate(REPORTS * 3)
    ]
    with streaming(cluster, deployment, make_coder=load_coder) as jobs:
        jobs.start_ingest()
        deployment.push(stream)
        jobs.wait_for_outcomes()
        found = jobs.tables()
    wanted = undisturbed(tmp_path / "files", stream, load_coder)
    assert wanted.events, "something is told"
    assert_equal(found, wanted)


def test_turns_leave_no_state(cluster: Cluster, deployment: Deployment) -> None:
    with streaming(cluster, deployment) as jobs:
        deployment.push(corpus(8))
        job = jobs.start_ingest()
        jobs.wait_for_commits()

        def turns() -> float:
            return sum(cluster.rest.turns(job.id).values())

        taken, size = turns(), state_size(jobs, job.id)
        wait_until(lambda: turns() >= taken + 100, 60, lambda: f"{turns()} turns, {taken} before")
        assert state_size(jobs, job.id) < size + 100 * 50, "bytes; a cell for each turn would be some 700"


def state_size(jobs: Streaming, job_id: str) -> int:
    """Bytes of the first checkpoint from now on."""

    def latest() -> dict[str, int]:
        told: dict[str, int] = jobs.cluster.rest.checkpoints(job_id)["latest"]["completed"] or {"id": 0}
        return told

    last = latest()["id"]
    wait_until(lambda: latest()["id"] > last, 30)
    return latest()["state_size"]
