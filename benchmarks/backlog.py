"""How fast ``wirewatch up`` works off what waits, beside ``wirewatch drain``, on a broker of their own.

    python -m benchmarks.backlog [--reports 1500] [--sentences 10] [--pairs 1] [--only up|drain]

Made-up reports (those of benchmarks.up) wait in reports.raw; each command reads them all from topics made anew. The
rate is that from the first coded record to the last event or row written, so that start-up does not count; processor
time is that of the whole command, start-up and all.
"""

import argparse
import contextlib
import itertools
import json
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.up import LAG, reports, scrape
from connectors.kafka.push import push_key
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_records
from connectors.kafka.topics import TOPICS, create_topics
from connectors.kafka.writer import RecordWriter
from connectors.records import OutRecord, RawRecord
from deploy.kafka import LocalBroker

ROOT = Path(__file__).parents[1]
_WRITTEN = ("events", "aggregates.daily")


def push(settings: KafkaSettings, number: int, sentences: int) -> None:
    """Push that many reports."""
    writer = RecordWriter(settings, "reports.raw")
    for report in itertools.islice(reports(sentences), number):
        value = json.dumps(report).encode()
        writer.write(OutRecord(key=push_key(value), value=value))
    writer.flush()
    writer.close()


def work_off(command: str, number: int, sentences: int, root: Path = ROOT) -> tuple[float, float]:
    """Reports a second, and milliseconds of processor time a report; of the wirewatch in ``root``."""
    with LocalBroker() as broker, tempfile.TemporaryDirectory() as out:
        settings = KafkaSettings(servers=broker.servers)
        create_topics(settings, TOPICS, replication=1)
        push(settings, number, sentences)
        used = processor_time()
        run(command, out, broker.servers, root)
        used = processor_time() - used
        coded = [at(record) for record in read_records(settings, "reports.coded")]
        written = [at(record) for topic in _WRITTEN for record in read_records(settings, topic)]
    return number / (max(written) - min(coded)), 1_000 * used / number


def run(command: str, out: str, servers: str, root: Path) -> None:
    """Run to its end: ``up`` has none, and is stopped when it has caught up."""
    wirewatch = [sys.executable, "-c", "from pipelines.cli import main; main()", command, "--out", out]
    environment = os.environ | {"WIREWATCH_SERVERS": servers, "PYTHONPATH": str(root)}
    if command == "drain":
        subprocess.run(wirewatch, env=environment, cwd=out, check=True, stdout=subprocess.DEVNULL)
        return
    page_at = [*wirewatch, "--engine", "loop", "--metrics_port", "0"]
    process = subprocess.Popen(page_at, env=environment, cwd=out, stdout=subprocess.PIPE, text=True)
    try:
        wait_until_read(process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def wait_until_read(process: "subprocess.Popen[str]") -> None:
    """Wait until nothing waits in reports.raw and the tables are up to it."""
    assert process.stdout is not None
    page = ""
    while not page.startswith("http"):
        page = process.stdout.readline().split(maxsplit=1)[-1].strip()
    quiet = 0
    while quiet < 3:
        time.sleep(1)
        with contextlib.suppress(OSError):
            quiet = quiet + 1 if scrape(page).get(LAG) == 0 else 0


def processor_time() -> float:
    """Seconds that children which have ended used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def at(record: RawRecord) -> float:
    """Seconds of the record's append."""
    assert record.timestamp is not None
    return record.timestamp.timestamp()


def main() -> None:
    """Run in turn and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1_500)
    parser.add_argument("--sentences", type=int, default=10)
    parser.add_argument("--pairs", type=int, default=1)
    parser.add_argument("--only", choices=("up", "drain"))
    chosen = parser.parse_args()
    found: dict[str, list[tuple[float, float]]] = {}
    for _ in range(chosen.pairs):
        for command in [chosen.only] if chosen.only else ["drain", "up"]:
            rate, used = work_off(command, chosen.reports, chosen.sentences)
            found.setdefault(command, []).append((rate, used))
            print(f"{command:6} {rate:6.1f} reports/s  {used:6.1f} ms of processor time a report", flush=True)
    if not chosen.only:
        ratios = [up[0] / drain[0] for up, drain in zip(found["up"], found["drain"], strict=True)]
        print(f"up against drain: {statistics.median(ratios):.2f} of its rate")


if __name__ == "__main__":
    main()
