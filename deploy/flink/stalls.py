"""Jobs that run and do not read: after a restart by Flink itself a partition's reader may never be resumed."""

import time
from collections.abc import Callable
from math import inf
from typing import Final

from deploy.flink.cluster import Cluster
from deploy.flink.rest import FlinkRest

STALL_SECONDS: Final = 60.0
"""A reader takes a turn every second or so, idle or not; with the coder and a checkpoint in between, every few."""

_LOOK_SECONDS: Final = 5.0


class Stalls:
    """Looks at how often each partition of each running job was read, and mends it where that stands still."""

    def __init__(
        self, cluster: Cluster, seconds: float = STALL_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._cluster, self._seconds, self._clock = cluster, seconds, clock
        self._since: dict[tuple[str, str], tuple[float, float]] = {}
        self._looked_at = -inf

    def mend(self) -> list[str]:
        """End the workers of the cluster when a job does not read, so that Flink starts it again; what was wrong.

        Looks no oftener than every few seconds. Raises FlinkFailed when Flink does not answer.
        """
        now = self._clock()
        if now - self._looked_at < _LOOK_SECONDS:
            return []
        self._looked_at = now
        stalled = self._look(self._cluster.rest, now)
        if stalled:
            self._cluster.kill_workers()
            self._since.clear()
        return stalled

    def _look(self, rest: FlinkRest, now: float) -> list[str]:
        found: dict[tuple[str, str], tuple[float, float]] = {}
        stalled: dict[str, list[str]] = {}
        for job in rest.jobs():
            if job.state != "RUNNING":
                continue
            for partition, turns in rest.turns(job.id).items():
                key = job.id, partition
                before = self._since.get(key)
                found[key] = before if before is not None and before[0] == turns else (turns, now)
                if now - found[key][1] > self._seconds:
                    stalled.setdefault(job.name, []).append(partition)
        self._since = found
        return [
            f"{job} runs and has not read partition {', '.join(sorted(partitions))} for {self._seconds:.0f} s:"
            " its workers are ended, and Flink starts it again"
            for job, partitions in stalled.items()
        ]
