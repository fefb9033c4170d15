"""A cluster that outlives the command that starts it: ``up``, ``down``, ``running``."""

import fcntl
import json
import logging
import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from deploy.flink.cluster import READY_SECONDS, Cluster
from deploy.flink.errors import FlinkFailed
from deploy.flink.jars import CACHE, fetch_flink, fetch_job_server, find_java
from deploy.flink.rest import FlinkRest
from deploy.flink.stalls import Stalls
from deploy.processes import end, spawn

_log = logging.getLogger(__name__)

HOME = CACHE / "local"
WEB_PORT = 8081
JOB_PORT = 8099
_STOP_SECONDS = 20.0
_LOOK_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A cluster that runs: addresses, folders, and ports that are reached from outside this machine too."""

    pid: int
    web: str
    job_endpoint: str
    boot: str
    logs: str
    savepoints: str
    wide_ports: list[int]

    @property
    def rest(self) -> FlinkRest:
        """Its REST interface."""
        return FlinkRest(self.web)


def up(
    home: Path = HOME, *, web_port: int = WEB_PORT, job_port: int = JOB_PORT, state_backend: str = "hashmap"
) -> Running:
    """Start a cluster in the background; one that already runs in ``home`` is left as it is.

    Raises FlinkUnavailable and FlinkFailed.
    """
    found = running(home)
    if found is not None:
        return found
    find_java()
    fetch_flink()
    fetch_job_server()
    _log.info("starting JobManager, TaskManager and job server: about half a minute")
    home.mkdir(parents=True, exist_ok=True)
    (home / "running.json").unlink(missing_ok=True)
    (home / "failed.txt").unlink(missing_ok=True)
    command = [sys.executable, "-m", "deploy.flink.local", str(home), str(web_port), str(job_port), state_backend]
    launcher = spawn(command, home / "launcher.log")
    last = time.monotonic() + 2 * READY_SECONDS
    while (found := running(home)) is None:
        if launcher.poll() is not None or time.monotonic() > last:
            launcher.kill()
            launcher.wait()
            failed = home / "failed.txt"
            told = failed.read_text() if failed.exists() else f"see {home / 'launcher.log'}"
            raise FlinkFailed(told)
        time.sleep(0.1)
    return found


def down(home: Path = HOME) -> bool:
    """End the cluster of ``home`` and every process of it; False when none runs. Savepoints stay, jobs do not."""
    return end(lambda: _launcher(home), _STOP_SECONDS, "the launcher", FlinkFailed)


def running(home: Path = HOME) -> Running | None:
    """The cluster of ``home``, if one is up."""
    pid = _launcher(home)
    try:
        told: dict[str, Any] = json.loads((home / "running.json").read_text())
    except FileNotFoundError:
        return None
    return Running(**told) if told["pid"] == pid else None


def _launcher(home: Path) -> int | None:
    """The process that holds the lock of ``home``: a lock ends with its process, a noted number does not."""
    try:
        with (home / "lock").open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return int((home / "lock").read_text() or 0) or None
    return None


def _launch(home: Path, web_port: int, job_port: int, state_backend: str) -> None:
    """Keep a cluster up until SIGTERM. A TaskManager that ended is started again; without a JobManager it is over."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with (home / "lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        with Cluster(home, web_port=web_port, job_port=job_port, state_backend=state_backend) as cluster:
            told = Running(
                pid=os.getpid(),
                web=cluster.web,
                job_endpoint=cluster.job_endpoint,
                boot=str(cluster.boot),
                logs=str(cluster.logs),
                savepoints=str(cluster.home / "savepoints"),
                wide_ports=cluster.listens_wide(),
            )
            unfinished = home / "running.json.unfinished"
            unfinished.write_text(json.dumps(asdict(told)))
            unfinished.rename(home / "running.json")
            stalls = Stalls(cluster)
            while (ended := cluster.ended()) in (None, "taskmanager"):
                if ended:
                    cluster.start_task_manager()
                with suppress(FlinkFailed):  # the JobManager is busy, or over; the next look tells
                    sys.stderr.writelines(f"{told}\n" for told in stalls.mend())
                time.sleep(_LOOK_SECONDS)
            raise FlinkFailed(f"Flink's {ended} ended; its log ends:\n{cluster.last_words(ended)}")


def _main(argv: list[str]) -> int:
    home, web_port, job_port, state_backend = argv
    try:
        _launch(Path(home), int(web_port), int(job_port), state_backend)
    except (FlinkFailed, OSError) as error:
        (Path(home) / "failed.txt").write_text(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
