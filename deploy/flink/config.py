"""Settings of the local cluster: one JobManager, one TaskManager, everything on the loopback."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# What Flink's own start script opens on Java 17.
_OPENS = (
    "lang",
    "net",
    "io",
    "nio",
    "lang.reflect",
    "text",
    "time",
    "util",
    "util.concurrent",
    "util.concurrent.atomic",
    "util.concurrent.locks",
)
OPENS = [
    "--add-exports=java.base/sun.net.util=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    *(f"--add-opens=java.base/java.{package}=ALL-UNNAMED" for package in _OPENS),
]
JOB_MANAGER_JVM = ["-Xmx700m", "-XX:+UseSerialGC"]
TASK_MANAGER_JVM = ["-Xmx900m", "-XX:MaxDirectMemorySize=300m"]
JOB_SERVER_JVM = ["-Xmx512m", "-XX:+UseSerialGC"]

# Flink's start scripts work these out from the process's size; without the scripts they are to be given.
TASK_MANAGER_MEMORY = {
    "taskmanager.cpu.cores": "2",
    "taskmanager.memory.task.heap.size": "600m",
    "taskmanager.memory.task.off-heap.size": "0",
    "taskmanager.memory.managed.size": "128m",
    "taskmanager.memory.network.min": "64m",
    "taskmanager.memory.network.max": "64m",
    "taskmanager.memory.framework.heap.size": "128m",
    "taskmanager.memory.framework.off-heap.size": "128m",
    "taskmanager.memory.jvm-metaspace.size": "256m",
    "taskmanager.memory.jvm-overhead.min": "192m",
    "taskmanager.memory.jvm-overhead.max": "192m",
    "taskmanager.memory.process.size": "1496m",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Ports on 127.0.0.1: ``web`` and ``job`` are called by people and jobs, the others by Flink itself."""

    web: int
    job: int
    artifact: int
    expansion: int
    job_manager: int
    task_manager: int
    task_manager_data: int
    blob: int


def settings(home: Path, ports: Ports, *, slots: int, state_backend: str) -> Mapping[str, str]:
    """What stands in ``config.yaml``."""
    return {
        "jobmanager.rpc.address": "127.0.0.1",
        "jobmanager.bind-host": "127.0.0.1",
        "jobmanager.rpc.port": str(ports.job_manager),
        "jobmanager.memory.process.size": "1200m",
        "taskmanager.host": "127.0.0.1",
        "taskmanager.bind-host": "127.0.0.1",
        "taskmanager.rpc.port": str(ports.task_manager),
        "taskmanager.data.port": str(ports.task_manager_data),
        "taskmanager.data.bind-port": str(ports.task_manager_data),
        "taskmanager.numberOfTaskSlots": str(slots),
        "rest.address": "127.0.0.1",
        "rest.bind-address": "127.0.0.1",
        "rest.port": str(ports.web),
        "blob.server.port": str(ports.blob),
        "state.backend.type": state_backend,
        "state.checkpoints.dir": (home / "checkpoints").as_uri(),
        "state.savepoints.dir": (home / "savepoints").as_uri(),
        "io.tmp.dirs": str(home / "tmp"),
        "execution.checkpointing.externalized-checkpoint-retention": "RETAIN_ON_CANCELLATION",
        # A broker that is away for hours is outlived, as its clients wait; what fails at once, again and again, ends.
        "restart-strategy.type": "failure-rate",
        "restart-strategy.failure-rate.max-failures-per-interval": "30",
        "restart-strategy.failure-rate.failure-rate-interval": "5 min",
        "restart-strategy.failure-rate.delay": "2 s",
        "metrics.fetcher.update-interval": "2000",
        # One that was killed leaves two calls unanswered and is noticed by that; one that is silent may be overloaded.
        "heartbeat.timeout": "30000",
        "heartbeat.interval": "2000",
        # A job waits for a TaskManager that is away, rather than use its restarts up. More than 24 days do not fit.
        "resourcemanager.standalone.start-up-time": str(24 * 86_400_000),
    }
