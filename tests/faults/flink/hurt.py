"""What is done to running jobs."""

import os
import signal
import time
from collections.abc import Callable

from streaming import Streaming, wait_until

from deploy.flink.stalls import Stalls
from deploy.kafka import LocalBroker

Fault = Callable[[Streaming, LocalBroker], None]


def worker_killed(jobs: Streaming, broker: LocalBroker) -> None:
    jobs.kill_worker()


def worker_hung(jobs: Streaming, broker: LocalBroker) -> None:
    """As after a restart that leaves readers asleep: the job runs, nothing is read, and nobody but us notices."""
    (worker,) = jobs.cluster.workers()
    os.kill(worker, signal.SIGSTOP)
    stalls = Stalls(jobs.cluster, seconds=10)
    told: list[str] = []
    wait_until(lambda: bool(told.extend(stalls.mend()) or told), 60)
    assert "has not read partition 0 of 4, 1 of 4, 2 of 4, 3 of 4 for 10 s" in told[0]


def task_manager_killed(jobs: Streaming, broker: LocalBroker) -> None:
    jobs.cluster.kill_task_manager()
    jobs.cluster.start_task_manager()


def broker_restarted(jobs: Streaming, broker: LocalBroker) -> None:
    broker.kill()
    time.sleep(2)
    broker.start()
