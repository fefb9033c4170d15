"""The local cluster comes up, answers, and leaves nothing behind, however it ends."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lacking import servers_or_skip

from deploy.flink import down, running, up
from deploy.processes import free_port

pytestmark = pytest.mark.integration


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    down(tmp_path)


def processes(home: Path) -> list[str]:
    """Every process that has the cluster's folder among its arguments."""
    told = subprocess.run(["ps", "-ww", "-e", "-o", "pid=,args="], capture_output=True, text=True, check=True).stdout
    return [line for line in told.splitlines() if str(home) in line]


def task_managers(home: Path) -> list[int]:
    return [int(line.split()[0]) for line in processes(home) if "TaskManagerRunner" in line]


def wait_until(what: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.1)


def start(home: Path) -> int:
    """The launcher's process id."""
    with servers_or_skip():
        return up(home, web_port=free_port(), job_port=free_port()).pid


def test_leaves_nothing_behind(home: Path) -> None:
    """A TaskManager that dies comes back; a killed launcher and `down` both end every process."""
    launcher = start(home)
    cluster = running(home)
    assert cluster is not None
    assert cluster.rest.slots() == 8
    assert cluster.rest.jobs() == []
    assert len(processes(home)) == 4, "launcher, JobManager, TaskManager, job server"
    (first,) = task_managers(home)
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: task_managers(home) not in ([], [first]))

    os.kill(launcher, signal.SIGKILL)
    wait_until(lambda: not processes(home))
    wait_until(lambda: running(home) is None)  # a killed process loses its arguments before its lock
    assert not down(home), "nothing runs, and it is said so"

    start(home)
    assert len(processes(home)) == 4
    assert down(home)
    wait_until(lambda: not processes(home))
