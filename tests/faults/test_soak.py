"""``wirewatch up`` under a steady feed: what it holds grows with new reports, and with nothing else.

A minute long among the other faults; ``make soak`` sets SOAK_SECONDS.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean, linear_regression
from typing import Final

import pytest
from claims.generator import Fields
from claims.stored import select
from deployments import Deployment

from connectors.duckdb import StoreError
from pipelines.deployments.local import Folder

SECONDS: Final = float(os.environ.get("SOAK_SECONDS", "60"))
RATE: Final = 10  # reports a second
SLACK: Final = 16.0  # megabytes that come and go
LEAK: Final = 0.02  # part of the memory that an hour may add where nothing new comes, beside the slack
PLACES: Final = "Minsk Lagos Lima Nairobi Kyiv Jakarta Caracas Tunis".split()
HELD: Final = ("memory", "descriptors", "threads", "state", "store")
COMMAND: Final = (sys.executable, "-c", "from pipelines.cli import main; main()", "up", "--engine", "loop")
pytestmark = [pytest.mark.faults, pytest.mark.timeout(int(SECONDS) + 300)]


def report(number: int) -> Fields:
    """A report that no other number has, of today."""
    place, men = PLACES[number % len(PLACES)], 2 + number % 97
    text = (
        f"Police in {place} arrested {men} protesters on the street of the number {number}. "
        f"The president of Kenya will visit Uganda, said the herald of the house {number}."
    )
    return {"report_id": str(number), "source": "soak", "text": text, "date": datetime.now(UTC).date().isoformat()}


@dataclass(frozen=True, slots=True)
class Sample:
    """What the process holds at a time."""

    seconds: float
    memory: float  # MB
    descriptors: int
    threads: int
    state: float  # MB of files beside the store
    store: float  # MB


def sample(pid: int, out: Path) -> Sample:
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    sizes = {file.name: _size(file) / 1e6 for file in out.iterdir() if file.is_file()}
    store = sum(size for name, size in sizes.items() if name.startswith("wirewatch.duckdb"))
    return Sample(
        seconds=time.monotonic(),
        memory=int(status["VmRSS"].split()[0]) / 1e3,
        descriptors=len(os.listdir(f"/proc/{pid}/fd")),
        threads=int(status["Threads"]),
        state=sum(sizes.values()) - store,
        store=store,
    )


def _size(file: Path) -> int:
    with suppress(FileNotFoundError):
        return file.stat().st_size
    return 0


@dataclass(frozen=True, slots=True)
class Phase:
    """A third of the time: what came, and what was held meanwhile, without its first quarter."""

    feed: str
    reports: int
    samples: Sequence[Sample]

    @property
    def slope(self) -> float:
        """MB of memory an hour."""
        return 3_600 * linear_regression([s.seconds for s in self.samples], [s.memory for s in self.samples]).slope

    def held(self, name: str) -> tuple[float, float]:
        """What was held of something in the first and in the last fifth, on average: threads and files come and go."""
        part = max(1, len(self.samples) // 5)
        return (
            fmean(getattr(each, name) for each in self.samples[:part]),
            fmean(getattr(each, name) for each in self.samples[-part:]),
        )

    def grown(self, name: str) -> float:
        """By how much that grew."""
        first, last = self.held(name)
        return last - first

    def row(self) -> str:
        held = {name: "{:.1f} to {:.1f}".format(*self.held(name)) for name in HELD}
        return f"| {self.feed} | {self.reports:,} | {self.slope:+.0f} | " + " | ".join(held.values()) + " |"


@pytest.fixture
def process(deployment: Deployment) -> Iterator["subprocess.Popen[bytes]"]:
    """The command with the coder that ships."""
    deployment.out.mkdir()
    broker = ["--servers", deployment.settings.servers, "--topic_prefix", deployment.topics.prefix]
    rest = ["--group", deployment.group, "--out", str(deployment.out), "--metrics_port", "0"]
    with (deployment.out.parent / "up.log").open("wb") as log:
        started = subprocess.Popen([*COMMAND, *broker, *rest], stdout=log, stderr=log)
    try:
        yield started
    finally:
        started.kill()
        started.wait()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="what a process holds is read from /proc")
def test_held_grows_with_new_reports_alone(process: "subprocess.Popen[bytes]", deployment: Deployment) -> None:
    pushed = 0

    def until_stored(reports: int) -> None:
        give_up = time.monotonic() + 120
        while stored(deployment) < reports:
            assert process.poll() is None, log(deployment)
            assert time.monotonic() < give_up, (stored(deployment), reports, log(deployment))
            time.sleep(0.5)

    def phase(feed: str, batch: Sequence[Fields]) -> Phase:
        nonlocal pushed
        began, samples, reports = time.monotonic(), [], 0
        while (gone := time.monotonic() - began) < SECONDS / 3:
            numbers = range(pushed, pushed + RATE)
            came = [report(number) for number in numbers] if feed == "new reports" else batch
            deployment.push(came)
            pushed += RATE if feed == "new reports" else 0
            reports += len(came)
            time.sleep(max(0.0, gone + 1 - (time.monotonic() - began)))
            assert process.poll() is None, log(deployment)
            if gone > SECONDS / 12:
                samples.append(sample(process.pid, deployment.out))
        return Phase(feed, reports, samples)

    deployment.push([report(number) for number in range(RATE)])
    pushed = RATE
    until_stored(pushed)
    phases = [phase("new reports", [])]
    until_stored(pushed)
    phases += [phase("the same again", [report(number) for number in range(RATE)]), phase("nothing", [])]
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0, log(deployment)
    head = f"| feed | reports | MB an hour | {' | '.join(HELD)} |\n|{'---|' * (3 + len(HELD))}"
    sys.stdout.write(f"\n\n{SECONDS:.0f} s\n\n{head}\n" + "\n".join(each.row() for each in phases) + "\n")
    assert stored(deployment) == pushed, "a report was lost"
    assert deployment.dead_letters() == []
    for name in ("descriptors", "threads"):  # what is left by nobody is still there in the end
        assert phases[-1].held(name)[1] < phases[0].held(name)[0] + 4, name
    for each in phases[1:]:
        hours = (each.samples[-1].seconds - each.samples[0].seconds) / 3_600
        assert each.grown("memory") < SLACK + LEAK * hours * each.held("memory")[0], each.feed
        assert each.grown("state") < 1, each.feed
        assert each.grown("store") < 1, each.feed


def stored(deployment: Deployment) -> int:
    """How many reports the store holds."""
    with suppress(StoreError):
        ((reports,),) = [tuple(row.values()) for row in select(Folder(deployment.out), "SELECT count(*) FROM reports")]
        return int(reports)
    return 0


def log(deployment: Deployment) -> str:
    return (deployment.out.parent / "up.log").read_text()[-3_000:]
