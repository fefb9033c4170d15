"""What is done to a running job, at a steady rate of reports, and what comes of it: always the undisturbed answer."""

import random
import threading
import time
from collections.abc import Iterator

import pytest
from changed import with_another_reader, with_one_step_more
from claims.coder import PlainCoder
from claims.generator import Fields, corpus
from claims.model import Tables
from claims.test_same_answer import assert_equal
from deployments import Deployment, Put
from hurt import Fault, broker_restarted, task_manager_killed, worker_hung, worker_killed
from streaming import Delivery, Streaming, streaming, undisturbed

from deploy.flink import Cluster, FlinkFailed
from deploy.kafka import LocalBroker

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]

STREAM = corpus(700)
RATE = 60
"""Reports a second over four partitions."""


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    return undisturbed(tmp_path_factory.mktemp("files") / "run", STREAM, PlainCoder)


@pytest.fixture
def jobs(cluster: Cluster, deployment: Deployment) -> Iterator[Streaming]:
    with streaming(cluster, deployment) as running:
        yield running


def stopped_and_resumed(jobs: Streaming, broker: LocalBroker) -> None:
    jobs.start_ingest(jobs.stop(jobs.coding))


def cancelled_and_started_without_state(jobs: Streaming, broker: LocalBroker) -> None:
    jobs.cancel()
    jobs.assert_commits_are_durable()
    jobs.start_ingest()


def resumed_with_one_step_more(jobs: Streaming, broker: LocalBroker) -> None:
    jobs.start_ingest(jobs.stop(jobs.coding), with_one_step_more)


def changed_beyond_the_savepoint(jobs: Streaming, broker: LocalBroker) -> None:
    """The savepoint does not fit and is refused; stop and start with a warm-up always works."""
    savepoint = jobs.stop(jobs.coding)
    with pytest.raises(FlinkFailed):
        jobs.start_ingest(savepoint, with_another_reader)
    jobs.start_ingest(None, with_another_reader)


@pytest.mark.parametrize(
    "fault",
    [
        worker_killed,
        worker_hung,
        task_manager_killed,
        stopped_and_resumed,
        cancelled_and_started_without_state,
        broker_restarted,
        resumed_with_one_step_more,
        changed_beyond_the_savepoint,
    ],
    ids=lambda fault: fault.__name__,
)
def test_fault(
    jobs: Streaming, broker: LocalBroker, answer: Tables, findings: list[tuple[str, str]], fault: Fault
) -> None:
    mixed: list[Delivery] = [*STREAM, *(Put(value=b"{", key=f"poison-{n}".encode()) for n in range(20))]
    random.Random(fault.__name__).shuffle(mixed)
    third = len(mixed) // 3
    jobs.start_ingest()
    pushing = Pusher(jobs.deployment, mixed[:third])
    time.sleep(third / RATE / 2)

    began = time.monotonic()
    fault(jobs, broker)
    pushing.join()
    marker = Put(value=b"marker", key=b"marker")
    jobs.deployment.push([marker])
    jobs.wait_for_outcomes()
    seconds = time.monotonic() - began
    jobs.assert_commits_are_durable()

    Pusher(jobs.deployment, mixed[third:], rate=300).join()
    jobs.wait_for_outcomes()
    jobs.wait_for_commits()
    jobs.assert_commits_are_durable()
    coded, written = len(jobs.coded()), jobs.deployment.ends()[jobs.deployment.topics.coded]
    assert_equal(jobs.tables(), answer)
    findings.append(
        (
            fault.__name__.replace("_", " "),
            f"caught up {seconds:.0f} s after; {written} coded records of {coded} reports",
        )
    )


def test_transport(jobs: Streaming, findings: list[tuple[str, str]]) -> None:
    """27,000 short reports at 300 a second, and a worker killed on the way."""
    deliveries: list[Delivery] = [short(n) for n in range(27_000)]
    jobs.start_ingest()
    began = time.monotonic()
    pushing = Pusher(jobs.deployment, deliveries, rate=300)
    time.sleep(30)
    jobs.kill_worker()
    pushing.join()
    jobs.wait_for_commits(600)
    seconds = time.monotonic() - began
    assert jobs.without_outcome() == []
    written = jobs.deployment.ends()[jobs.deployment.topics.coded]
    findings.append(
        ("27,000 at 300/s, worker killed", f"all coded after {seconds:.0f} s; {written - 27_000} written twice")
    )


def short(number: int) -> Fields:
    """A report of two sentences that no other one shares."""
    return {
        "source": "echo.example",
        "guid": f"short-{number}",
        "text": f"Ruritania attacked Graustark in Strelsau, killing {number}. Line {number} of the harvest was closed.",
        "published_at": "2022-01-20T12:00:00Z",
        "fetched_at": "2022-01-20T13:00:00Z",
        "language": "en",
    }


class Pusher(threading.Thread):
    """Pushes deliveries at a steady rate."""

    def __init__(self, deployment: Deployment, deliveries: list[Delivery], rate: int = RATE) -> None:
        super().__init__()
        self._deployment, self._deliveries, self._rate = deployment, deliveries, rate
        self.start()

    def run(self) -> None:
        began = time.monotonic()
        for n in range(0, len(self._deliveries), self._rate // 4):
            time.sleep(max(0.0, began + n / self._rate - time.monotonic()))
            self._push(self._deliveries[n : n + self._rate // 4])

    def _push(self, deliveries: list[Delivery]) -> None:
        while True:
            try:
                self._deployment.push(deliveries)
            except Exception:  # noqa: BLE001 - the broker is away: what was sent twice is a repeated delivery
                time.sleep(1)
            else:
                return
