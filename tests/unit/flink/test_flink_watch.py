"""A job that runs and never reads is submitted again; one that fails is told with its cause."""

from types import SimpleNamespace
from urllib.parse import unquote

import pytest

from deploy.flink import FlinkFailed, FlinkRest, Job, watch
from deploy.flink.rest import root_cause
from deploy.flink.watch import submit_reading


class Flink(FlinkRest):
    """A JobManager whose jobs read from the ``good``-th on; time passes with every look."""

    def __init__(self, good: int, failure: str = "") -> None:
        self.good, self.why = good, failure
        self.running: list[Job] = []
        self.cancelled: list[str] = []

    def submit(self) -> SimpleNamespace:
        self.running.append(Job(id=str(len(self.running) + 1), name="ingest", state="RUNNING", started=0))
        return SimpleNamespace(state="RUNNING")

    def jobs(self) -> list[Job]:
        return self.running

    def job(self, job_id: str) -> Job:
        return self.running[int(job_id) - 1]

    def reads(self, job_id: str) -> bool:
        return int(job_id) >= self.good

    def failure(self, job_id: str) -> str:
        return self.why

    def cancel(self, job_id: str, seconds: float = 60.0) -> None:
        self.cancelled.append(job_id)


@pytest.fixture(autouse=True)
def _time_flies(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter(range(0, 100_000, 7))
    monkeypatch.setattr(watch, "time", SimpleNamespace(monotonic=lambda: next(now), sleep=lambda _: None))


def test_job_that_never_reads_is_submitted_again() -> None:
    flink = Flink(good=3)
    assert submit_reading(flink, flink.submit).id == "3"
    assert flink.cancelled == ["1", "2"]


def test_it_gives_up_after_three() -> None:
    flink = Flink(good=4)
    with pytest.raises(FlinkFailed, match="submitted 3 times and never read"):
        submit_reading(flink, flink.submit)
    assert flink.cancelled == ["1", "2", "3"]


def test_job_that_fails_is_not_tried_again() -> None:
    flink = Flink(good=9, failure="TopicMissingError: no topic")
    with pytest.raises(FlinkFailed, match="ingest failed before it read: TopicMissingError: no topic"):
        submit_reading(flink, flink.submit)
    assert flink.cancelled == ["1"]


def test_job_that_flink_does_not_take() -> None:
    """As when a savepoint does not fit: nothing ever comes up in Flink."""
    with pytest.raises(FlinkFailed, match="did not take the job"):
        submit_reading(Flink(good=1), lambda: SimpleNamespace(state="FAILED"))


def test_cause_is_the_python_error_inside_the_java_one() -> None:
    trace = """java.lang.Exception: Could not forward element
\tat org.apache.flink.Task.run(Task.java:1)
Caused by: java.lang.RuntimeException: Error received from SDK harness: Traceback (most recent call last):
  File "connectors/kafka/plan.py", line 89, in plan_read
    raise TopicMissingError(f"no topic {topic}")
connectors.kafka.errors.TopicMissingError: no topic reports.coded on a:1 [while running 'Link copies']

\tat java.base/java.util.concurrent.CompletableFuture.get(CompletableFuture.java:2)
"""
    assert root_cause(trace) == "TopicMissingError: no topic reports.coded on a:1 [while running 'Link copies']"


def test_cause_of_a_java_error() -> None:
    trace = "a.B: outer\n\tat x\nCaused by: c.D: inner\n\tat y\n\t... 3 more\n"
    assert root_cause(trace) == "c.D: inner"


class Counting(FlinkRest):
    """A JobManager that tells of one vertex and its metrics."""

    def __init__(self, *metrics: str) -> None:
        self.metrics = metrics

    def get(self, path: str) -> object:
        if "?get=" in path:
            return [{"id": name, "sum": 3.0} for name in unquote(path).split("?get=")[1].split("&")[0].split(",")]
        return [{"id": name} for name in self.metrics] if path.endswith("metrics") else {"vertices": [{"id": "v"}]}


def test_job_reads_when_every_partition_was_read() -> None:
    first, second = (f"[12]{{Read_reports__De.kafka_reader_partition_{n}_of_2" for n in range(2))
    assert not Counting("numRecordsIn").reads("j")
    assert not Counting("numRecordsIn", first).reads("j"), "half of it"
    assert Counting("numRecordsIn", first, second).reads("j")
