"""Flink's REST interface, as far as we need it."""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import quote, urlsplit

from deploy.flink.errors import FlinkFailed

ENDED = frozenset({"FINISHED", "CANCELED", "FAILED"})
_TIMEOUT = 30.0
_PYTHON_TRACE = "Traceback (most recent call last):"
_PYTHON_ERROR = re.compile(r"(?:\w+\.)*(\w*(?:Error|Exception|Failed|Unavailable)\b.*)")
_READER = re.compile(r"kafka_reader_partition_(\d+)_of_(\d+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job as the JobManager sees it; ``state`` is RUNNING, RESTARTING, FAILED ..., ``started`` in ms since 1970."""

    id: str
    name: str
    state: str
    started: int

    @property
    def ended(self) -> bool:
        """Whether it is over for good."""
        return self.state in ENDED


class FlinkRest:
    """The JobManager at ``web``, as http://host:port; calls raise FlinkFailed where it refuses or is silent."""

    def __init__(self, web: str) -> None:
        self._web = web
        self._host = urlsplit(web).netloc

    def jobs(self) -> list[Job]:
        """All jobs that it remembers, the newest first."""
        found = [
            Job(id=job["jid"], name=job["name"], state=job["state"], started=job["start-time"])
            for job in self.get("/jobs/overview")["jobs"]
        ]
        return sorted(found, key=lambda job: -job.started)

    def job(self, job_id: str) -> Job:
        """One job."""
        told = self.get(f"/jobs/{job_id}")
        return Job(id=told["jid"], name=told["name"], state=told["state"], started=told["start-time"])

    def slots(self) -> int:
        """How many slots the TaskManagers offer."""
        return int(self.get("/overview")["slots-total"])

    def checkpoints(self, job_id: str) -> dict[str, Any]:
        """What Flink tells of a job's checkpoints: counts, summary of sizes and durations, the latest."""
        told: dict[str, Any] = self.get(f"/jobs/{job_id}/checkpoints")
        return told

    def reads(self, job_id: str) -> bool:
        """Whether workers have reported on a bundle of every partition, be it an empty one."""
        turns = self.turns(job_id)
        return bool(turns) and len(turns) == int(next(iter(turns)).split(" of ")[1])

    def turns(self, job_id: str) -> dict[str, float]:
        """How often each partition was read, as far as workers have reported, by names as ``3 of 8``."""
        found: dict[str, float] = {}
        for vertex in self.get(f"/jobs/{job_id}")["vertices"]:
            path = f"/jobs/{job_id}/vertices/{vertex['id']}/subtasks/metrics"
            names = {m["id"]: match for m in self.get(path) if (match := _READER.search(m["id"]))}
            if names:
                for metric in self.get(f"{path}?get={quote(','.join(names))}&agg=sum"):
                    match = names[metric["id"]]
                    found[f"{match[1]} of {match[2]}"] = metric["sum"]
        return found

    def stop(self, job_id: str, seconds: float = 300.0) -> str:
        """Take a savepoint and end the job with it; returns where the savepoint lies."""
        trigger = self._call("POST", f"/jobs/{job_id}/stop", {"drain": False})["request-id"]
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            told = self.get(f"/jobs/{job_id}/savepoints/{trigger}")
            if told["status"]["id"] == "COMPLETED":
                done = told["operation"]
                if "location" not in done:
                    trace = done.get("failure-cause", {}).get("stack-trace", "no reason given")
                    raise FlinkFailed(f"no savepoint of job {job_id}, which goes on: {root_cause(trace)}")
                self.wait_ended(job_id, end - time.monotonic())
                return str(done["location"])
            time.sleep(0.2)
        raise FlinkFailed(f"no savepoint of job {job_id} within {seconds:.0f} s; see {self._web}")

    def cancel(self, job_id: str, seconds: float = 60.0) -> None:
        """End a job without a savepoint, and wait until it has ended; one that has is left alone."""
        if self.job(job_id).ended:
            return
        self._call("PATCH", f"/jobs/{job_id}?mode=cancel")
        self.wait_ended(job_id, seconds)

    def wait_ended(self, job_id: str, seconds: float) -> None:
        """Wait until a job is over."""
        end = time.monotonic() + seconds
        while not self.job(job_id).ended:
            if time.monotonic() > end:
                raise FlinkFailed(f"job {job_id} has not ended after {seconds:.0f} s; see {self._web}")
            time.sleep(0.1)

    def failure(self, job_id: str) -> str:
        """Why a job failed or restarted last, in one line; empty when it never did."""
        told = self.get(f"/jobs/{job_id}/exceptions?maxExceptions=1")
        entries = told.get("exceptionHistory", {}).get("entries", [])
        return root_cause(entries[0]["stacktrace"]) if entries else ""

    def get(self, path: str) -> Any:
        """What stands at ``path`` below /v1."""
        return self._call("GET", path)

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        connection = HTTPConnection(self._host, timeout=_TIMEOUT)
        try:
            connection.request(
                method,
                f"/v1{path}",
                body=None if body is None else json.dumps(body),
                headers={"Content-Type": "application/json"},
            )
            answer = connection.getresponse()
            told = json.loads(answer.read() or b"{}")
        except (OSError, HTTPException, json.JSONDecodeError) as error:
            raise FlinkFailed(f"Flink at {self._web} does not answer: {error}") from error
        finally:
            connection.close()
        if answer.status >= 400:
            told = root_cause("\n".join(map(str, told.get("errors", [answer.reason]))))
            raise FlinkFailed(f"Flink at {self._web} refused {method} {path}: {told}")
        return told


def root_cause(trace: str) -> str:
    """The innermost error of a Java stack trace in one line; of an error in a worker, the Python one."""
    lines = [line for line in trace.splitlines() if line.strip() and not line.lstrip().startswith(("at ", "..."))]
    if any(line.endswith(_PYTHON_TRACE) for line in lines):
        raised = [found for line in lines if (found := _PYTHON_ERROR.match(line))]
        if raised:
            return raised[-1][1]
    causes = [line.removeprefix("Caused by: ") for line in lines if line.startswith("Caused by:")] or lines
    return causes[-1].strip() if causes else "no reason given"
