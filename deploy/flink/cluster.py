"""A JobManager, a TaskManager and Beam's job server as children of this process, gone when it is gone."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from deploy.flink.config import (
    JOB_MANAGER_JVM,
    JOB_SERVER_JVM,
    OPENS,
    TASK_MANAGER_JVM,
    TASK_MANAGER_MEMORY,
    Ports,
    settings,
)
from deploy.flink.errors import FlinkFailed, FlinkUnavailable
from deploy.flink.jars import fetch_flink, fetch_job_server, find_java
from deploy.flink.rest import FlinkRest
from deploy.processes import free_port, is_free, last_words

READY_SECONDS = 90.0
LOG4J = Path(__file__).with_name("log4j.properties")

# Leads the process group that all the others join. When its parent is gone, however that ended, so is the group.
GUARD = "trap '' HUP INT TERM; read -r _; kill -9 0"


class Cluster:
    """Flink and a job server for as long as a ``with`` block lasts; logs, checkpoints and savepoints stay in ``home``.

    Nothing of it outlives this process, also when that is killed. ``web_port`` and ``job_port`` are free ones where
    they are not given. Raises FlinkUnavailable when the machine cannot run it, FlinkFailed when it does not come up.
    """

    def __init__(
        self,
        home: Path,
        *,
        web_port: int | None = None,
        job_port: int | None = None,
        slots: int = 8,
        state_backend: str = "hashmap",
    ) -> None:
        self.home = home.resolve()
        self._slots, self._state_backend = slots, state_backend
        self._web_port, self._job_port = web_port, job_port
        self._guard: subprocess.Popen[bytes] | None = None
        self._processes: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def web(self) -> str:
        """The address of Flink's web pages and REST interface."""
        return f"http://127.0.0.1:{self._ports.web}"

    @property
    def job_endpoint(self) -> str:
        """Where Beam submits jobs."""
        return f"127.0.0.1:{self._ports.job}"

    @property
    def rest(self) -> FlinkRest:
        """Flink's REST interface."""
        return FlinkRest(self.web)

    @property
    def boot(self) -> Path:
        """The command that starts a Python worker, for Beam's ``--environment_config``."""
        return self.home / "boot"

    @property
    def logs(self) -> Path:
        """The folder with the log of every process."""
        return self.home / "logs"

    def pid(self, name: str) -> int:
        """The process id of ``jobmanager``, ``taskmanager`` or ``jobserver``."""
        return self._processes[name].pid

    def __enter__(self) -> Self:
        java, flink, job_server = find_java(), fetch_flink(), fetch_job_server()
        self._ports = _ports(self._web_port, self._job_port)
        self._lay_out()
        self._guard = subprocess.Popen(["/bin/sh", "-c", GUARD], stdin=subprocess.PIPE, process_group=0)  # noqa: S603
        self._java, self._flink = [java, *OPENS], f"{flink}/*"
        try:
            self._spawn_job_manager()
            self._spawn_task_manager()
            self._spawn_job_server(java, f"{job_server}/*")
            self._wait("jobmanager", lambda: self.rest.slots() >= 0)
            self._wait("taskmanager", self._offers_slots)
            self._wait("jobserver", lambda: _reached_at("127.0.0.1", self._ports.job))
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def start_task_manager(self) -> None:
        """Start the TaskManager again after it ended, and wait until the JobManager has its slots."""
        self._spawn_task_manager()
        self._wait("taskmanager", self._offers_slots)

    def kill_task_manager(self) -> None:
        """End the TaskManager as a crash would (SIGKILL); its workers follow within a second."""
        process = self._processes["taskmanager"]
        process.kill()
        process.wait()

    def workers(self) -> list[int]:
        """The process ids of the Python workers."""
        told = subprocess.run(["ps", "-e", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True)  # noqa: S607
        parent = str(self.pid("taskmanager"))
        lines = (line.split() for line in told.stdout.splitlines())
        return [int(pid) for pid, ppid, *args in lines if ppid == parent and "deploy.flink.boot" in args]

    def kill_workers(self) -> None:
        """End every Python worker (SIGKILL): Flink starts their jobs again from the last checkpoints."""
        for pid in self.workers():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def ended(self) -> str | None:
        """The name of a process that has ended by itself, if there is one."""
        return next((name for name in self._processes if not self._runs(name)), None)

    def last_words(self, name: str) -> str:
        """The end of a process's log."""
        return last_words(self.logs / f"{name}.log")

    def listens_wide(self) -> list[int]:
        """Ports that others in the network can reach: the job server does not listen where it is told."""
        return [port for port in (self._ports.job, self._ports.artifact) if _reached_at("127.0.0.2", port)]

    def _lay_out(self) -> None:
        shutil.rmtree(self.home / "tmp", ignore_errors=True)  # of a cluster that was killed
        for name in ("logs", "checkpoints", "savepoints", "tmp", "artifacts"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        lines = settings(self.home, self._ports, slots=self._slots, state_backend=self._state_backend)
        (self.home / "config.yaml").write_text("".join(f"{name}: {value}\n" for name, value in lines.items()))
        worker = f'exec "{sys.executable}" -m deploy.flink.boot "$@" >>"{self.logs}/worker-$$.log" 2>&1'
        self.boot.write_text(f"#!/bin/sh\n{worker}\n")
        self.boot.chmod(0o755)

    def _spawn_job_manager(self) -> None:
        main = "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint"
        options = ["--configDir", str(self.home), "--host", "127.0.0.1"]
        self._spawn("jobmanager", [*self._java, *JOB_MANAGER_JVM, *self._logging("jobmanager"), main, *options])

    def _spawn_task_manager(self) -> None:
        memory = [part for name, value in TASK_MANAGER_MEMORY.items() for part in ("-D", f"{name}={value}")]
        main = ["org.apache.flink.runtime.taskexecutor.TaskManagerRunner", "--configDir", str(self.home)]
        self._spawn("taskmanager", [*self._java, *TASK_MANAGER_JVM, *self._logging("taskmanager"), *main, *memory])

    def _offers_slots(self) -> bool:
        return self.rest.slots() >= self._slots

    def _spawn_job_server(self, java: str, jars: str) -> None:
        command = [
            *[java, *JOB_SERVER_JVM, "-Dorg.slf4j.simpleLogger.showDateTime=true", "-cp", jars],
            "org.apache.beam.runners.flink.FlinkJobServerDriver",
            f"--flink-master=127.0.0.1:{self._ports.web}",
            "--job-host=127.0.0.1",
            f"--job-port={self._ports.job}",
            f"--artifact-port={self._ports.artifact}",
            f"--expansion-port={self._ports.expansion}",
            f"--artifacts-dir={self.home / 'artifacts'}",
        ]
        self._spawn("jobserver", command)

    def _logging(self, name: str) -> list[str]:
        return [f"-Dlog.file={self.logs / name}.log", f"-Dlog4j2.configurationFile={LOG4J}", "-cp", self._flink]

    def _spawn(self, name: str, command: Sequence[str]) -> None:
        if self._guard is None:
            raise FlinkFailed(f"{name} can be started inside the cluster's with block only")
        with (self.logs / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.home,
                process_group=self._guard.pid,
            )

    def _wait(self, name: str, ready: Callable[[], bool]) -> None:
        end = time.monotonic() + READY_SECONDS
        while not _holds(ready):
            if not self._runs(name) or time.monotonic() > end:
                what = f"was not ready within {READY_SECONDS:.0f} s" if self._runs(name) else "ended"
                raise FlinkFailed(f"Flink's {name} {what}; its log ends:\n{self.last_words(name)}")
            time.sleep(0.1)

    def _runs(self, name: str) -> bool:
        return name in self._processes and self._processes[name].poll() is None

    def _close(self) -> None:
        if self._guard is not None and self._guard.stdin is not None:
            self._guard.stdin.close()
            self._guard.wait()
            self._guard = None
        for process in self._processes.values():
            process.wait()
        self._processes.clear()


def _ports(web: int | None, job: int | None) -> Ports:
    for port in filter(None, (web, job)):
        if not is_free(port):
            raise FlinkUnavailable(f"port {port} is taken: give another with --port or --job_port")
    free: set[int] = set()
    while len(free) < 8:
        free.add(free_port())
    taken = iter(free - {web, job})
    return Ports(
        web=web or next(taken),
        job=job or next(taken),
        artifact=next(taken),
        expansion=next(taken),
        job_manager=next(taken),
        task_manager=next(taken),
        task_manager_data=next(taken),
        blob=next(taken),
    )


def _reached_at(address: str, port: int) -> bool:
    try:
        socket.create_connection((address, port), timeout=1).close()
    except OSError:
        return False
    return True


def _holds(ready: Callable[[], bool]) -> bool:
    try:
        return ready()
    except FlinkFailed:
        return False
