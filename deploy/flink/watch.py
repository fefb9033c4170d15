"""Submit a job and see that it reads every partition: some never do, though RUNNING, and are submitted again."""

import time
from collections.abc import Callable
from typing import Any

from deploy.flink.errors import FlinkFailed
from deploy.flink.rest import FlinkRest, Job

START_SECONDS = 90.0
READ_SECONDS = 60.0
ATTEMPTS = 3
_LOOK_SECONDS = 0.5


def submit_reading(rest: FlinkRest, submit: Callable[[], Any]) -> Job:
    """Call ``submit``, which hands one job over and returns Beam's result, until that job reads; returns the job.

    Raises FlinkFailed when it fails, or when none of three reads within a minute of running.
    """
    for _ in range(ATTEMPTS):
        known = {job.id for job in rest.jobs()}
        job = _new_job(rest, known, submit())
        if _comes_to_read(rest, job):
            return job
        rest.cancel(job.id)
    raise FlinkFailed(
        f"{job.name} was submitted {ATTEMPTS} times and never read; see the logs of Flink and its workers"
    )


def _new_job(rest: FlinkRest, known: set[str], result: Any) -> Job:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        for job in rest.jobs():
            if job.id not in known:
                return job
        if result.state == "FAILED":
            raise FlinkFailed("Flink did not take the job, for a reason that stands in the log of the job server")
        time.sleep(_LOOK_SECONDS)
    raise FlinkFailed(f"no job came within {START_SECONDS:.0f} s; see the log of the job server")


def _comes_to_read(rest: FlinkRest, job: Job) -> bool:
    end = time.monotonic() + START_SECONDS + READ_SECONDS
    running_since = None
    while time.monotonic() < end:
        state = rest.job(job.id).state
        failure = rest.failure(job.id)
        if failure:
            rest.cancel(job.id)
            raise FlinkFailed(f"{job.name} failed before it read: {failure}")
        if rest.reads(job.id):
            return True
        if state == "RUNNING":
            running_since = running_since or time.monotonic()
            if time.monotonic() - running_since > READ_SECONDS:
                return False
        time.sleep(_LOOK_SECONDS)
    return False
