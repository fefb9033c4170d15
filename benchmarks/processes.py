"""The memory of a process and of all that it started, by what each of them is."""

import subprocess
from collections import Counter
from collections.abc import Mapping

KINDS = {
    "StandaloneSessionClusterEntrypoint": "JobManager",
    "TaskManagerRunner": "TaskManager",
    "FlinkJobServerDriver": "job server",
    "deploy.flink.boot": "worker",
    "kafka.Kafka": "broker",
    "wirewatch up": "wirewatch up",
}


def resident(root: int) -> Mapping[str, int]:
    """Resident MiB of ``root`` and the processes below it that are of a kind we know; ``worker 2`` is a later one."""
    listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid=,rss=,args="], capture_output=True, text=True, check=True)
    processes = {
        int(pid): (int(ppid), int(rss), args) for pid, ppid, rss, args in map(_split, listed.stdout.splitlines())
    }
    found: dict[str, int] = {}
    seen: Counter[str] = Counter()
    for pid, (_, rss, args) in sorted(processes.items()):
        kind = next((kind for part, kind in KINDS.items() if part in args), None)
        if kind is not None and _below(pid, root, processes):
            seen[kind] += 1
            found[kind if seen[kind] == 1 else f"{kind} {seen[kind]}"] = rss // 1024
    return found


def _split(line: str) -> list[str]:
    return line.split(maxsplit=3)


def _below(pid: int, root: int, processes: Mapping[int, tuple[int, int, str]]) -> bool:
    while pid != root and pid in processes:
        pid = processes[pid][0]
    return pid == root
