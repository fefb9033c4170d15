"""From a surge to its alert, in seconds: on the topic ``alerts``, and taken by a real Alertmanager.

    python -m benchmarks.alert_latency [--surges 200] [--every 0.5] [--from daily|reports] [--engine loop|flink]

A broker and an Alertmanager (Debian's prometheus-alertmanager) on this machine. Each surge is a country pair of its
own, today. ``daily``: its row is sent to ``aggregates.daily``, after a quiet month of rows; ``follow_alerts`` judges
and tells. ``reports``: three reports are pushed to ``reports.raw``, after a month of reports that tell nothing;
``wirewatch up`` judges and ``deliver_alerts`` tells; give ``--every`` 1 or more. Time runs from before the row, or the
last report, is sent until the record's append time on the topic, and until Alertmanager has answered 200; in the end it
must hold them all.
"""

import argparse
import json
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import islice, permutations
from pathlib import Path

from connectors.alertmanager import AlertmanagerReceiver
from connectors.cloud_events import read_alert
from connectors.kafka.days import daily_key
from connectors.kafka.push import push
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_records
from connectors.kafka.topics import Topics, create_topics
from connectors.kafka.writer import RecordWriter
from connectors.records import OutRecord, RawRecord
from deploy.kafka import LocalBroker
from deploy.processes import free_port
from pipelines.alerting.judging import Sensitivity
from pipelines.alerting.rules import AlertRules, Rule, Selection
from pipelines.deployments.local import now_to_the_millisecond
from pipelines.deployments.watching.following import deliver_alerts, follow_alerts
from schemas import Alert, DailyRow, encode

COUNTRIES = {
    "ARG": "Argentina", "BRA": "Brazil", "CHL": "Chile", "PER": "Peru", "ECU": "Ecuador", "BOL": "Bolivia",
    "KEN": "Kenya", "UGA": "Uganda", "TZA": "Tanzania", "RWA": "Rwanda", "ZMB": "Zambia", "GHA": "Ghana",
    "THA": "Thailand", "VNM": "Vietnam", "LAO": "Laos", "MYS": "Malaysia",
}  # fmt: skip
PAIRS = list(permutations(COUNTRIES, 2))
RULES = AlertRules(
    rules=(
        Rule(
            name="pairs",
            selection=Selection(series=frozenset({"pair_quad"}), quad_classes=frozenset({4})),
            sensitivity=Sensitivity(least_total=3),
            receivers=("desk",),
        ),
    )
)
RULES_FILE = """
[[rule]]
name = "pairs"
series = "pair_quad"
quad_classes = 4
least_total = 3
"""
PATIENCE = 150.0


@dataclass
class Timed:
    """Alertmanager, and when it had taken each alert."""

    inner: AlertmanagerReceiver
    taken: dict[tuple[str, str], float] = field(default_factory=dict)

    @property
    def repeat_seconds(self) -> float:
        """As Alertmanager's."""
        return self.inner.repeat_seconds

    def tell(self, alert: Alert, now: datetime) -> None:
        """Tell, and note the time of the first answer."""
        self.inner.tell(alert, now)
        self.taken.setdefault((alert.source, alert.target), time.time())


def row(day: date, source: str = "", target: str = "", stories: int = 0, read: int | None = None) -> DailyRow:
    """The row of a pair, or of the reports read."""
    return DailyRow(
        day=day,
        series="total" if read else "pair_quad",
        source=source,
        target=target,
        quad_class=0 if read else 4,
        incidents=stories,
        stories=stories,
        mentions=stories,
        reports=stories,
        publishers=1,
        read=read,
        revision=f"000001|{stories:015d}|000000001",
        updated_at=now_to_the_millisecond(),
    )


def send_rows(writer: RecordWriter, rows: Sequence[DailyRow]) -> None:
    """Append rows to ``aggregates.daily``."""
    for one in rows:
        writer.write(OutRecord(key=daily_key(one), value=encode(one)))
    writer.flush()


def report(number: int, at: datetime, text: str) -> RawRecord:
    """A report as a scraper pushes it."""
    url = f"https://herald{number % 7}.example/{number}"
    fields = {"source": f"herald{number % 7}.example", "url": url, "published_at": at.isoformat(), "text": text}
    return RawRecord(topic="benchmark", offset=number, value=json.dumps(fields).encode())


def surge_reports(number: int, source: str, target: str) -> Iterator[RawRecord]:
    """Three stories of one day that tell of the same deed in other words."""
    attacker, attacked = COUNTRIES[source], COUNTRIES[target]
    for offset, verb in enumerate(("attacked", "shelled", "bombed")):
        text = f"{attacker} {verb} {attacked} on its border with {attacked}, witness number {number} said."
        yield report(1000 + 3 * number + offset, datetime.now(UTC), text)


@contextmanager
def alertmanager(folder: Path) -> Iterator[str]:
    """A real one that tells nobody; its url."""
    binary = shutil.which("prometheus-alertmanager") or shutil.which("alertmanager")
    if binary is None:
        raise SystemExit("no Alertmanager in PATH: install Debian's prometheus-alertmanager")
    (folder / "am.yml").write_text("route: {receiver: nobody}\nreceivers: [{name: nobody}]\n")
    address = f"127.0.0.1:{free_port()}"
    options = [f"--config.file={folder}/am.yml", f"--storage.path={folder}/am", "--cluster.listen-address="]
    with (folder / "am.log").open("wb") as log:
        process = subprocess.Popen([binary, *options, f"--web.listen-address={address}"], stdout=log, stderr=log)
    try:
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait()


@contextmanager
def up(settings: KafkaSettings, folder: Path, engine: str) -> Iterator[None]:
    """``wirewatch up`` on the same broker, by the rules."""
    (folder / "alerts.toml").write_text(RULES_FILE)
    command = [sys.executable, "-c", "from pipelines.cli import main; main()", "up", "--engine", engine]
    arguments = ["--servers", settings.servers, "--out", str(folder / "out"), "--rules", str(folder / "alerts.toml")]
    process = subprocess.Popen([*command, *arguments])
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


@contextmanager
def telling(tell: Callable[..., None], settings: KafkaSettings, receiver: Timed) -> Iterator[None]:
    """``follow_alerts`` or ``deliver_alerts`` in a thread."""
    stop = threading.Event()
    options = {"stop": stop, "clock": now_to_the_millisecond}
    thread = threading.Thread(target=tell, args=(settings, Topics(), RULES, {"desk": receiver}), kwargs=options)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def main(argv: Sequence[str]) -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--surges", type=int, default=200, help="at most 240")
    parser.add_argument("--every", type=float, default=0.5, help="seconds between two surges")
    parser.add_argument("--from", dest="begin", choices=["daily", "reports"], default="daily")
    parser.add_argument("--engine", choices=["loop", "flink"], default="loop", help="of up, for reports")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as name, LocalBroker() as broker, alertmanager(Path(name)) as url:
        settings, timed = KafkaSettings(servers=broker.servers), Timed(AlertmanagerReceiver(url=url))
        create_topics(settings, replication=1)
        pairs = list(islice(PAIRS, options.surges))
        if options.begin == "daily":
            with telling(follow_alerts, settings, timed):
                sent = from_daily(settings, pairs, options.every, timed)
        else:
            with up(settings, Path(name), options.engine), telling(deliver_alerts, settings, timed):
                sent = from_reports(settings, pairs, options.every, timed)
        appended = first_on_topic(settings)
        with urllib.request.urlopen(f"{url}/api/v2/alerts") as answer:
            held = len(json.load(answer))
    print(f"{len(sent)} surges from {options.begin}, one every {options.every} s; Alertmanager holds {held}")
    for where, seen in (("topic", appended), ("Alertmanager", timed.taken)):
        waited = sorted(seen[pair] - at for pair, at in sent.items() if pair in seen)
        p95 = waited[int(0.95 * len(waited))]
        figures = f"median {statistics.median(waited):.2f} s, p95 {p95:.2f} s, most {waited[-1]:.2f} s"
        print(f"{where:14}{len(waited)} alerts, {figures}")
    return 0 if held >= len(sent) else 1


def from_daily(
    settings: KafkaSettings, pairs: Sequence[tuple[str, str]], every: float, timed: Timed
) -> dict[tuple[str, str], float]:
    """Send the rows of a quiet month, then a surge at a time; when each was sent."""
    today = datetime.now(UTC).date()
    days = [today - timedelta(days=n) for n in range(31)]
    writer = RecordWriter(settings, Topics().daily)
    send_rows(writer, [row(day, read=100) for day in days])
    send_rows(writer, [row(day, *pair, stories=1) for pair in pairs for day in days[2::5]])
    time.sleep(5)
    sent = {}
    for pair in pairs:
        sent[pair] = time.time()
        send_rows(writer, [row(today, *pair, stories=9)])
        time.sleep(every)
    writer.close()
    wait_for(timed, pairs)
    return sent


def from_reports(
    settings: KafkaSettings, pairs: Sequence[tuple[str, str]], every: float, timed: Timed
) -> dict[tuple[str, str], float]:
    """Push a month of reports that tell nothing, then three reports for each surge; when the last one was pushed."""
    writer = RecordWriter(settings, Topics().raw)
    now = datetime.now(UTC)
    quiet = [
        report(n, now - timedelta(days=n), f"The weather was mild on day {n} of the season.") for n in range(1, 31)
    ]
    push(quiet, writer, _refuse)
    push(surge_reports(999, *PAIRS[-1]), writer, _refuse)  # when its alert is there, everything runs
    wait_for(timed, [PAIRS[-1]])
    sent = {}
    for number, pair in enumerate(pairs):
        *first, last = surge_reports(number, *pair)
        push(first, writer, _refuse)
        sent[pair] = time.time()
        push([last], writer, _refuse)
        time.sleep(every)
    wait_for(timed, pairs)
    writer.close()
    return sent


def wait_for(timed: Timed, pairs: Sequence[tuple[str, str]]) -> None:
    """Until Alertmanager has taken the alerts of all pairs, or patience ends."""
    until = time.monotonic() + PATIENCE
    while not timed.taken.keys() >= set(pairs) and time.monotonic() < until:
        time.sleep(0.1)


def first_on_topic(settings: KafkaSettings) -> dict[tuple[str, str], float]:
    """When the first alert of each pair was appended."""
    found: dict[tuple[str, str], float] = {}
    for record in read_records(settings, Topics().alerts):
        alert = read_alert(record.value)
        if record.timestamp is not None:
            found.setdefault((alert.source, alert.target), record.timestamp.timestamp())
    return found


def _refuse(record: RawRecord, reason: str) -> None:
    raise SystemExit(f"{record.where}: {reason}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
