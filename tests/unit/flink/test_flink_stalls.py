"""A job that Flink started again by itself and that does not read gets other workers."""

from types import SimpleNamespace
from typing import Any, cast

from deploy.flink import Cluster, Job
from deploy.flink.stalls import Stalls


class Running:
    """A cluster with one job of two partitions, each look two seconds later and a turn further."""

    def __init__(self, state: str = "RUNNING") -> None:
        self.now, self.turns, self.killed = 0.0, [0.0, 0.0], 0
        self.state, self.moving = state, [True, True]
        self.rest = SimpleNamespace(jobs=self.jobs, turns=lambda _: {f"{n} of 2": t for n, t in enumerate(self.turns)})
        self.stalls = Stalls(cast(Cluster, cast(Any, self)), clock=lambda: self.now)

    def jobs(self) -> list[Job]:
        return [Job(id="j", name="ingest", state=self.state, started=0)]

    def kill_workers(self) -> None:
        self.killed += 1

    def run(self, seconds: int) -> list[str]:
        told: list[str] = []
        for _ in range(0, seconds, 2):
            self.now += 2
            self.turns = [turns + moves for turns, moves in zip(self.turns, self.moving, strict=True)]
            told += self.stalls.mend()
        return told


def test_partition_that_stands_still_for_a_minute() -> None:
    cluster = Running()
    assert cluster.run(300) == []
    cluster.moving = [True, False]
    assert cluster.run(50) == []
    (told,) = cluster.run(20)
    assert told.startswith("ingest runs and has not read partition 1 of 2 for 60 s")
    assert cluster.killed == 1


def test_new_workers_get_a_minute_again() -> None:
    cluster = Running()
    cluster.moving = [False, False]
    assert len(cluster.run(240)) == 3
    assert cluster.killed == 3


def test_counters_that_begin_anew_are_turns_too() -> None:
    cluster = Running()
    for _ in range(5):
        assert cluster.run(50) == []
        cluster.turns = [0.0, 0.0]


def test_job_that_is_restarting_is_left_alone() -> None:
    cluster = Running("RESTARTING")
    cluster.moving = [False, False]
    assert cluster.run(300) == []
