"""A deployment whose pipelines run as jobs on a real cluster: start, hurt, stop, and see what came of it."""

import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from apache_beam.options.pipeline_options import PipelineOptions
from claims.coder import PlainCoder
from claims.generator import Fields
from claims.model import Table, Tables
from claims.stored import stored
from deployments import NOON, ZONE, Deployment, Put
from kafka import KafkaConsumer
from kafka.structs import TopicPartition

from connectors.kafka.table import read_records
from deploy.flink import Cluster, Job
from deploy.flink.watch import submit_reading
from pipelines.alerting.rules import DEFAULT_RULES
from pipelines.coding.document import EventCoder
from pipelines.decoding import Decoder, UnusableError
from pipelines.decoding.settle import settle
from pipelines.deployments.alert_stream import stream_alert
from pipelines.deployments.local import Folder, aggregate_folder, ingest_files
from pipelines.deployments.stream_options import with_defaults
from pipelines.deployments.streams import stream_aggregate, stream_ingest
from schemas import CodedReport, decode

Delivery = Fields | Put
HERE = Path(__file__).parent
PATHS = (HERE.parents[2], HERE.parents[1], HERE.parent / "drain", HERE)
"""What workers import the coder and the steps of tests from, and the code that is tested where none is installed."""


@dataclass
class Streaming:
    """The jobs of one deployment; ``options`` are given to Beam beside the defaults."""

    cluster: Cluster
    deployment: Deployment
    make_coder: Callable[[], EventCoder] = PlainCoder
    options: dict[str, str] = field(default_factory=dict)
    coding: Job | None = None
    adding: Job | None = None

    def start_ingest(self, savepoint: str | None = None, start: Callable[..., Any] = stream_ingest) -> Job:
        """Submit ingest and wait until it reads."""
        d = self.deployment
        self.coding = submit_reading(
            self.cluster.rest,
            lambda: start(
                d.settings,
                d.topics,
                self._beam_options("ingest", savepoint),
                zone=ZONE,
                group=d.group,
                make_coder=self.make_coder,
            ),
        )
        return self.coding

    def start_aggregate(self, savepoint: str | None = None) -> Job:
        """Submit aggregate and wait until it reads."""
        d = self.deployment
        options = self._beam_options("aggregate", savepoint)
        group = f"{d.topics.prefix}aggregate"
        self.adding = submit_reading(
            self.cluster.rest, lambda: stream_aggregate(d.settings, d.topics, options, [], group=group)
        )
        return self.adding

    def start_alert(self, savepoint: str | None = None) -> Job:
        """Submit alert, by the rules that hold without a file, and wait until it reads."""
        d = self.deployment
        options = self._beam_options("alert", savepoint)
        group = f"{d.topics.prefix}alert"
        return submit_reading(
            self.cluster.rest, lambda: stream_alert(d.settings, d.topics, options, DEFAULT_RULES, group=group)
        )

    def stop(self, job: Job | None) -> str:
        """Stop a job with a savepoint."""
        assert job is not None
        return self.cluster.rest.stop(job.id)

    def cancel(self) -> None:
        """End every job that still runs."""
        for job in self.cluster.rest.jobs():
            self.cluster.rest.cancel(job.id)

    def kill_worker(self) -> None:
        """SIGKILL to every Python worker."""
        assert self.cluster.workers()
        self.cluster.kill_workers()

    def coded(self) -> dict[str, CodedReport]:
        """The last coded record of each report."""
        records = read_records(self.deployment.settings, self.deployment.topics.coded)
        return {(record.key or b"").decode(): decode(CodedReport, record.value) for record in records}

    def without_outcome(self, before: dict[int, int] | None = None) -> list[str]:
        """Raw records, those before the offsets in ``before`` only, that are neither coded nor a dead letter."""
        d = self.deployment
        raw = d.raw_records()
        coded, letters = self.coded().keys(), {(letter.partition, letter.offset) for letter in d.dead_letters()}
        lost = []
        for record in raw:
            if before is not None and record.offset >= before.get(record.partition, 0):
                continue
            try:
                known = settle(Decoder(zone=ZONE).decode(record)).report_id in coded
                assert not known or (record.partition, record.offset) not in letters, "two outcomes"
            except UnusableError:
                known = (record.partition, record.offset) in letters
            if not known:
                lost.append(record.where)
        return lost

    def committed(self) -> dict[int, int]:
        """The committed offset of each partition of ``reports.raw``."""
        d = self.deployment
        consumer = KafkaConsumer(
            bootstrap_servers=d.settings.servers, group_id=d.group, enable_auto_commit=False, auto_offset_reset="none"
        )
        try:
            found = {n: consumer.committed(TopicPartition(d.topics.raw, n)) for n in range(d.filled)}
        finally:
            consumer.close()
        return {partition: offset for partition, offset in found.items() if offset is not None}

    def assert_commits_are_durable(self) -> None:
        """Nothing that was committed is without its outcome."""
        committed = self.committed()
        assert self.without_outcome(committed) == []

    def wait_for_outcomes(self, seconds: float = 120) -> float:
        """Wait until every raw record has its outcome; returns how long that took."""
        return wait_until(lambda: not self.without_outcome(), seconds, lambda: str(self.without_outcome()[:5]))

    def wait_for_commits(self, seconds: float = 60) -> None:
        """Wait until everything is committed, which takes some checkpoints."""
        ends = {p: 1 + max(r.offset for r in rs) for p, rs in by_partition(self.deployment.raw_records()).items()}
        wait_until(lambda: self.committed() == ends, seconds, lambda: f"{self.committed()} of {ends}")

    def tables(self) -> Tables:
        """What a drain of the aggregate makes of all that the stream has coded."""
        self.deployment.out.mkdir(exist_ok=True)
        self.deployment.aggregate()
        return self.deployment.tables()

    def _beam_options(self, pipeline: str, savepoint: str | None) -> PipelineOptions:
        process = {"command": str(self.cluster.boot), "env": {"PYTHONPATH": os.pathsep.join(map(str, PATHS))}}
        own = {
            "runner": "PortableRunner",
            "job_endpoint": self.cluster.job_endpoint,
            "environment_type": "PROCESS",
            "environment_config": json.dumps(process),
            "job_name": f"{self.deployment.topics.prefix}{pipeline}",
            **({} if savepoint is None else {"savepoint_path": savepoint}),
        }
        given = [f"--{name}={value}" for name, value in {**own, **self.options}.items()]
        return PipelineOptions(with_defaults(given))


@contextmanager
def streaming(cluster: Cluster, deployment: Deployment, **settings: Any) -> Iterator[Streaming]:
    """The jobs of a deployment, ended in the end."""
    jobs = Streaming(cluster, deployment, **settings)
    try:
        yield jobs
    finally:
        jobs.cancel()


def by_partition(records: Sequence[Any]) -> dict[int, list[Any]]:
    """Records by their partition."""
    found: dict[int, list[Any]] = {}
    for record in records:
        found.setdefault(record.partition, []).append(record)
    return found


def undisturbed(folder: Path, deliveries: Sequence[Fields], make_coder: Callable[[], EventCoder]) -> Tables:
    """The tables of one run on files over the same reports."""
    folder.mkdir()
    file = folder / "input.jsonl"
    file.write_text("".join(json.dumps(delivery) + "\n" for delivery in deliveries))
    files = Folder(folder / "out")
    files.root.mkdir()
    ingest_files([str(file)], files, zone=ZONE, make_coder=make_coder)
    aggregate_folder(files, now=NOON)
    return stored(files)


def wait_until(holds: Callable[[], bool], seconds: float, told: Callable[[], str] = str) -> float:
    """Wait; returns how many seconds it took."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > seconds:
            raise AssertionError(f"not within {seconds} s: {told()}")
        time.sleep(0.3)
    return time.monotonic() - began


def by_day(daily: Table, first: date) -> Table:
    """The rows from a day on."""
    return {key: row for key, row in daily.items() if key[0] >= first}
