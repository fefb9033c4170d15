"""Ingest and aggregate on a local Flink: rate, delay, processor time, recovery, memory, checkpoints.

    python -m benchmarks.flink [--workers 1] [--backlog 900] [--seconds 120] [--rate R] [--no_faults]

In turn: the plain loop (decode, link, code, encode in this process); the rate at which ingest works a backlog off
alone, and the processor time of its workers for each report, against that loop; the rate at which both work one off, to
the last row; while reports come steadily, at half that rate or at ``--rate``, the delay from the append of a report to
that of its record, of its first event and of a row of that event's day, and before and after it the memory of each
process and the size of checkpoints; seconds from a kill to the next coded record. Run it with ``--workers 2`` and
compare the rates of ingest for what a second worker gives.
"""

import argparse
import itertools
import json
import os
import tempfile
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable
from datetime import UTC
from pathlib import Path
from typing import Any

from apache_beam.options.pipeline_options import PipelineOptions

from benchmarks.processes import resident
from benchmarks.up import push_steadily, quantiles, reports
from connectors.kafka.push import push_key
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_records
from connectors.kafka.topics import TOPICS, Topics, create_topics
from connectors.kafka.writer import RecordWriter
from connectors.records import OutRecord, RawRecord
from deploy.flink import Cluster, Job
from deploy.flink.watch import submit_reading
from deploy.kafka import LocalBroker
from pipelines.coded import coded_report, published_day
from pipelines.coding.document import Document
from pipelines.coding.pool import load_coder
from pipelines.decoding import Decoder
from pipelines.decoding.settle import settle
from pipelines.dedup.fingerprint import fingerprint
from pipelines.deployments.stream_options import with_defaults
from pipelines.deployments.streams import stream_aggregate, stream_ingest
from pipelines.identity import content_hash
from schemas import CodedReport, DailyRow, Event, decode, encode

TICKS = os.sysconf("SC_CLK_TCK")


def plain_loop(sentences: int, count: int) -> float:
    """Processor seconds for each report, without pipeline, broker or threads."""
    coder, decoder = load_coder(), Decoder(zone=UTC)
    raw = [
        RawRecord(topic="reports.raw", offset=n, value=json.dumps(report).encode())
        for n, report in enumerate(itertools.islice(reports(sentences, seed=9), count))
    ]
    began = time.process_time()
    for at in range(0, count, 10):
        told = [settle(decoder.decode(record)) for record in raw[at : at + 10]]
        days = [published_day(report, UTC) for report in told]
        documents = [Document(text=report.text, published=day) for report, day in zip(told, days, strict=True)]
        for report, day, coding in zip(told, days, coder.code(documents), strict=True):
            record = coded_report(
                report,
                coding,
                coder=coder.identity,
                day=day,
                supported=True,
                content_hash=content_hash(report.text),
                fingerprint=fingerprint(report.text),
                duplicate_of=None,
                story_id=report.report_id,
            )
            encode(record)
    return (time.process_time() - began) / count


class Processes:
    """The processes of a cluster and what they use."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster

    def cpu_seconds(self) -> float:
        """Processor seconds of the workers so far."""
        return sum(
            sum(map(int, Path(f"/proc/{pid}/stat").read_text().split()[13:15])) / TICKS
            for pid in self._cluster.workers()
        )

    def state(self, jobs: Iterable[Job]) -> str:
        """Resident MiB of each process, and KiB of the last checkpoint of each job."""
        memory = ", ".join(f"{name} {size}" for name, size in resident(os.getpid()).items())
        latest = {job.name: self._cluster.rest.checkpoints(job.id)["latest"]["completed"] or {} for job in jobs}
        sizes = ", ".join(f"{name} {told.get('state_size', 0) // 1024}" for name, told in latest.items())
        return f"MiB: {memory}; KiB of checkpoints: {sizes}"


def push_all(settings: KafkaSettings, made: Iterable[dict[str, str]]) -> None:
    """Push reports at once."""
    writer = RecordWriter(settings, "reports.raw")
    for report in made:
        value = json.dumps(report).encode()
        writer.write(OutRecord(key=push_key(value), value=value))
    writer.flush()
    writer.close()


def appended(settings: KafkaSettings, topic: str) -> list[float]:
    """When each record of a topic was appended, in order."""
    return sorted(record.timestamp.timestamp() for record in read_records(settings, topic) if record.timestamp)


def wait_for(count: int, settings: KafkaSettings, seconds: float = 900) -> None:
    """Wait until so many records are coded."""
    give_up = time.monotonic() + seconds
    while len(appended(settings, "reports.coded")) < count:
        if time.monotonic() > give_up:
            raise SystemExit(f"not {count} coded records after {seconds:.0f} s")
        time.sleep(0.5)


def wait_until_quiet(settings: KafkaSettings, topic: str, seconds: float = 8) -> None:
    """Wait until nothing was appended to a topic for so long."""
    while not (times := appended(settings, topic)) or time.time() - times[-1] < seconds:
        time.sleep(1)


def delays(settings: KafkaSettings) -> tuple[list[float], list[float], list[float]]:
    """Seconds from each report's append to that of its coded record, of its first event, and of a row of that day."""
    coded = {
        decode(CodedReport, record.value).url: record.timestamp.timestamp()
        for record in read_records(settings, "reports.coded")
        if record.timestamp
    }
    first: dict[str, tuple[float, Any]] = {}
    for record in read_records(settings, "events"):
        if record.value and record.timestamp:
            event = decode(Event, record.value)
            found = (record.timestamp.timestamp(), event.event_date)
            first[event.url or ""] = min(first.get(event.url or "", found), found)
    written: dict[Any, list[float]] = {}
    for record in read_records(settings, "aggregates.daily"):
        if record.value and record.timestamp:
            written.setdefault(decode(DailyRow, record.value).day, []).append(record.timestamp.timestamp())
    to_coded, to_event, to_row = [], [], []
    for record in read_records(settings, "reports.raw"):
        report = json.loads(record.value)
        if record.timestamp and report["url"] in first and report["report_id"].split("-")[1] == "1":
            at = record.timestamp.timestamp()
            told, day = first[report["url"]]
            to_coded.append(coded[report["url"]] - at)
            to_event.append(told - at)
            times = sorted(written.get(day, []))
            row = bisect_left(times, told)
            if row < len(times):
                to_row.append(times[row] - at)
    return to_coded, to_event, to_row


def recovery(settings: KafkaSettings, hurt: Callable[[], None], sentences: int, seed: int) -> float:
    """Seconds from a kill to the next coded record, while reports go on coming."""
    began = time.time()
    hurt()
    push_all(settings, itertools.islice(reports(sentences, seed), 8))
    while not (after := [at for at in appended(settings, "reports.coded") if at > began + 0.5]):
        if time.time() - began > 180:
            raise SystemExit("nothing was coded for 180 s after a kill")
        time.sleep(0.5)
    return after[0] - began


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=1, help="Python worker processes")
    parser.add_argument("--backlog", type=int, default=900, help="reports to work off")
    parser.add_argument("--seconds", type=float, default=120, help="how long reports come steadily")
    parser.add_argument("--rate", type=float, help="reports a second meanwhile; default: half of what both jobs do")
    parser.add_argument("--sentences", type=int, default=29)
    parser.add_argument("--no_faults", action="store_true")
    chosen = parser.parse_args()
    loop = plain_loop(chosen.sentences, 60)
    print(f"plain loop    {loop * 1000:.1f} ms of processor time a report of {chosen.sentences} sentences", flush=True)
    with LocalBroker() as broker, tempfile.TemporaryDirectory() as home, Cluster(Path(home)) as cluster:
        settings, topics, used = KafkaSettings(servers=broker.servers), Topics(), Processes(cluster)
        create_topics(settings, TOPICS, replication=1)
        push_all(settings, itertools.islice(reports(chosen.sentences, seed=2), chosen.backlog))
        ingest = submit_reading(
            cluster.rest, lambda: stream_ingest(settings, topics, _options(cluster, "ingest", chosen.workers), zone=UTC)
        )
        wait_for(chosen.backlog // 4, settings)
        at, cpu = len(appended(settings, "reports.coded")), used.cpu_seconds()
        wait_for(chosen.backlog, settings)
        cpu = (used.cpu_seconds() - cpu) / (chosen.backlog - at)
        times = appended(settings, "reports.coded")
        rate = (chosen.backlog - at) / (times[-1] - times[at])
        print(f"ingest        {rate:.1f} reports/s alone, with {chosen.workers} worker(s)")
        print(
            f"processor     {cpu * 1000:.1f} ms a report in the workers: {cpu / loop:.2f} of the plain loop", flush=True
        )
        adding = submit_reading(
            cluster.rest, lambda: stream_aggregate(settings, topics, _options(cluster, "aggregate", 1), [])
        )
        jobs = (ingest, adding)
        wait_until_quiet(settings, "aggregates.daily")
        began = time.time()
        push_all(settings, itertools.islice(reports(chosen.sentences, seed=3), chosen.backlog))
        wait_for(2 * chosen.backlog, settings)
        wait_until_quiet(settings, "aggregates.daily")
        rate = chosen.backlog / (appended(settings, "aggregates.daily")[-1] - began)
        print(f"both          {rate:.1f} reports/s from the push of {chosen.backlog} to the last row", flush=True)
        steady = chosen.rate or rate / 2
        print(f"at first      {used.state(jobs)}", flush=True)
        pushed = push_steadily(settings, steady, chosen.seconds, chosen.sentences)
        print(f"in the end    {used.state(jobs)}", flush=True)
        wait_for(2 * chosen.backlog + pushed, settings)
        wait_until_quiet(settings, "aggregates.daily")
        to_coded, to_event, to_row = delays(settings)
        print(f"to the record {quantiles(to_coded)} at {steady:.1f} reports/s for {chosen.seconds:.0f} s")
        print(f"to the event  {quantiles(to_event)}")
        print(f"to the row    {quantiles(to_row)}")
        for job in jobs:
            took = cluster.rest.checkpoints(job.id)["summary"]["end_to_end_duration"]
            print(f"checkpoints   {job.name}: {took['avg']} ms, at most {took['max']}")
        if not chosen.no_faults:
            seconds = recovery(settings, cluster.kill_workers, chosen.sentences, seed=5)
            print(f"recovery      {seconds:.1f} s after a worker was killed", flush=True)
            time.sleep(15)
            seconds = recovery(settings, lambda: _restart(cluster), chosen.sentences, seed=6)
            print(f"              {seconds:.1f} s after the TaskManager was killed and started again")


def _restart(cluster: Cluster) -> None:
    cluster.kill_task_manager()
    cluster.start_task_manager()


def _options(cluster: Cluster, name: str, workers: int) -> PipelineOptions:
    own = {
        "runner": "PortableRunner",
        "job_endpoint": cluster.job_endpoint,
        "environment_type": "PROCESS",
        "environment_config": json.dumps({"command": str(cluster.boot)}),
        "job_name": name,
        "sdk_worker_parallelism": str(workers),
    }
    return PipelineOptions(with_defaults([f"--{option}={value}" for option, value in own.items()]))


if __name__ == "__main__":
    main()
