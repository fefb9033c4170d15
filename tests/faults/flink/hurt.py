"""What is done to running jobs."""

import time
from collections.abc import Callable

from streaming import Streaming

from deploy.kafka import LocalBroker

Fault = Callable[[Streaming, LocalBroker], None]


def worker_killed(jobs: Streaming, broker: LocalBroker) -> None:
    jobs.kill_worker()


def task_manager_killed(jobs: Streaming, broker: LocalBroker) -> None:
    jobs.cluster.kill_task_manager()
    jobs.cluster.start_task_manager()


def broker_restarted(jobs: Streaming, broker: LocalBroker) -> None:
    broker.kill()
    time.sleep(2)
    broker.start()
