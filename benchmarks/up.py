"""From report to event in ``wirewatch up``, its memory and its lag, at a steady rate on a broker of its own.

    python -m benchmarks.up [--seconds 180] [--rate 2] [--sentences 29] [--engine loop|flink]

Reports of made-up sentences, a third of which tell an event, are pushed at the rate. The delay of a report is the time
between its append to reports.raw and that of its first event to ``events``. Prints the delays' median and 95th
percentile over all reports, and over those of the last third; the largest lag seen; the memory of each process after a
tenth of the time, at its highest after that, and in the end; for Flink the sizes and durations of checkpoints. The
first reports wait for the coder to load, or for Flink to start.
"""

import argparse
import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.processes import resident
from connectors.kafka.push import push_key
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_records
from connectors.kafka.topics import TOPICS, create_topics
from connectors.kafka.writer import RecordWriter
from connectors.records import OutRecord
from deploy.flink.rest import FlinkRest
from deploy.kafka import LocalBroker
from schemas import Event, decode

PLACES = "Minsk Kyiv Tbilisi Ankara Lagos Nairobi Lima Bogota Dhaka Manila Vilnius Sofia Accra Amman Baku Quito".split()
PEOPLE = "Police Soldiers Rebels Protesters Militants Officials Troops Farmers Students Teachers Miners Nurses".split()
STATES = "Poland Ukraine Georgia Turkey Nigeria Kenya Peru Colombia Bangladesh Lithuania Bulgaria Ghana Jordan".split()
MONTHS = "winter spring summer autumn harvest holiday election budget".split()
TELLING = (
    "{people} in {place} arrested {n} protesters near the {thing}.",
    "{people} attacked a convoy outside {place}, killing {n} soldiers, the ministry said.",
    "{state} imposed sanctions on {n} companies from {other}.",
    "{n} {people} protested in {place} against the government of {state}.",
    "The foreign minister of {state} met his counterpart from {other} in {place} for talks on {thing}.",
    "{state} sent {n} tons of food to {other} after the floods near {place}.",
    "{state} and {other} signed an agreement on {thing} in {place}.",
    "The president of {state} accused {other} of closing {n} border posts.",
)
# No eight words in a row without a blank: such a part would link all reports as copies of one another.
SILENT = (
    "The {season} in {place} was the driest in {n} years, and the {thing} closed early.",
    "Shops along the road to {place} sold {n} kinds of bread, most of them from the valley.",
    "It is not known why the {thing} cost {n} times more than planned.",
    "A museum of the {thing} in {place} shows {n} maps, some of them old.",
    "Prices of grain rose by {n} percent in the {season}, while those of {thing} fell.",
    "The river at {place} was {n} centimetres below its level of last {season}.",
)
LAG = 'wirewatch_lag_records{topic="reports.raw"}'
THINGS = "railway harbour library bridge canal stadium reservoir cathedral tunnel airport lighthouse market".split()


def reports(sentences: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """Endless reports of that many sentences, no two alike, published now."""
    rng, number = random.Random(seed), 0
    while True:
        number += 1
        chosen = [rng.choice(TELLING if n % 3 == 0 else SILENT) for n in range(sentences)]
        text = " ".join(
            template.format(
                people=rng.choice(PEOPLE),
                place=rng.choice(PLACES),
                state=rng.choice(STATES),
                other=rng.choice(STATES),
                thing=rng.choice(THINGS),
                season=rng.choice(MONTHS),
                n=rng.randint(2, 9_999),
            )
            for template in chosen
        )
        published = datetime.now(UTC) - timedelta(minutes=rng.randint(0, 600))
        yield {
            "report_id": f"made-{seed}-{number}",
            "source": "benchmark",
            "url": f"http://news.example/{seed}/{number}",
            "text": text,
            "published_at": published.isoformat(),
        }


def push_steadily(settings: KafkaSettings, rate: float, seconds: float, sentences: int) -> int:
    """Push at the rate; how many."""
    writer, began, pushed = RecordWriter(settings, "reports.raw"), time.monotonic(), 0
    for report in reports(sentences):
        due = began + pushed / rate
        if due - began >= seconds:
            break
        time.sleep(max(0.0, due - time.monotonic()))
        value = json.dumps(report).encode()
        writer.write(OutRecord(key=push_key(value), value=value))
        writer.flush()
        pushed += 1
    writer.close()
    return pushed


def delays(settings: KafkaSettings) -> list[tuple[str, float]]:
    """For each report, in order of its append, the seconds until its first event; those without one are left out."""
    told: dict[str, float] = {}
    for record in read_records(settings, "events"):
        if record.value and record.timestamp is not None:
            report = decode(Event, record.value).url or ""
            told[report] = min(told.get(report, float("inf")), record.timestamp.timestamp())
    pushed = sorted(
        (record.timestamp.timestamp(), json.loads(record.value)["url"])
        for record in read_records(settings, "reports.raw")
        if record.timestamp is not None
    )
    return [(report, told[report] - at) for at, report in pushed if report in told]


class Scraper(threading.Thread):
    """Looks every five seconds until told to end: the lag on /metrics, and the resident MiB of each process."""

    def __init__(self, page: str, pid: int) -> None:
        super().__init__()
        self._page, self._pid, self.over = page, pid, threading.Event()
        self.lags: list[float] = []
        self.memory: list[Mapping[str, int]] = []

    def run(self) -> None:
        """Scrape."""
        while not self.over.wait(5):
            with contextlib.suppress(OSError):
                self.lags.append(scrape(self._page).get(LAG, 0.0))
                self.memory.append(resident(self._pid))


def scrape(page: str) -> dict[str, float]:
    """Every sample by its name and labels."""
    with urllib.request.urlopen(page) as answer:
        lines = answer.read().decode().splitlines()
    return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines if not line.startswith("#")}


def quantiles(seconds: list[float]) -> str:
    """Median and 95th percentile."""
    cuts = statistics.quantiles(seconds, n=20)
    return f"p50 {statistics.median(seconds):5.1f} s   p95 {cuts[-1]:5.1f} s   ({len(seconds)} reports)"


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--rate", type=float, default=2.0, help="reports a second")
    parser.add_argument("--sentences", type=int, default=29)
    parser.add_argument("--engine", choices=("loop", "flink"), default="loop")
    chosen = parser.parse_args()
    with LocalBroker() as broker, tempfile.TemporaryDirectory() as out:
        settings = KafkaSettings(servers=broker.servers)
        create_topics(settings, TOPICS, replication=1)
        command = [str(Path(sys.executable).with_name("wirewatch")), "up", "--engine", chosen.engine, "--out", out]
        process = subprocess.Popen(
            [*command, "--metrics_port", "0"],
            env=os.environ | {"WIREWATCH_SERVERS": broker.servers},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None
            page = ""
            while not page.startswith("http"):
                page = process.stdout.readline().split(maxsplit=1)[-1].strip()
            scraper = Scraper(page, process.pid)
            scraper.start()
            pushed = push_steadily(settings, chosen.rate, chosen.seconds, chosen.sentences)
            time.sleep(5)
            give_up = time.monotonic() + 120
            while scrape(page).get(LAG, pushed) and time.monotonic() < give_up:
                time.sleep(1)
            scraper.over.set()
            scraper.join()
            values = scrape(page)
            checkpoints = taken(Path(out)) if chosen.engine == "flink" else []
        finally:
            process.terminate()
            process.wait(30)
        found = [seconds for _, seconds in delays(settings)]
    lags, after = scraper.lags, scraper.memory[len(scraper.memory) // 10 :]
    print(f"pushed      {pushed} reports of {chosen.sentences} sentences at {chosen.rate:g}/s")
    print(f"all         {quantiles(found)}")
    print(f"last third  {quantiles(found[-len(found) // 3 :])}")
    print(f"lag         {max(lags):.0f} records at most, {lags[-1]:.0f} in the end")
    for name in after[-1]:
        seen = [memory[name] for memory in after if name in memory]
        print(f"memory      {name}: {seen[0]} MiB after a tenth, {max(seen)} at most, {seen[-1]} in the end")
    for told in checkpoints:
        print(f"checkpoints {told}")
    if chosen.engine == "loop":
        rounds = values['wirewatch_rounds_total{result="done"}']
        print(f"rounds      {rounds:.0f}; the days of the last one took {values['wirewatch_days_seconds']:.2f} s")


def taken(out: Path) -> list[str]:
    """What Flink tells of each job's checkpoints."""
    (settings,) = out.glob("**/flink/config.yaml")
    port = next(line.split()[1] for line in settings.read_text().splitlines() if line.startswith("rest.port:"))
    rest = FlinkRest(f"http://127.0.0.1:{port}")
    found = []
    for job in rest.jobs():
        told = rest.checkpoints(job.id)
        size, took = told["summary"]["state_size"], told["summary"]["end_to_end_duration"]
        found.append(
            f"{job.name}, {job.state}: {told['counts']['completed']} done, {told['counts']['failed']} failed; "
            f"KiB {size['min'] // 1024} to {size['max'] // 1024}, the last "
            f"{told['latest']['completed']['state_size'] // 1024}; "
            f"ms {took['avg']}, at most {took['max']}"
        )
    return found


if __name__ == "__main__":
    main()
