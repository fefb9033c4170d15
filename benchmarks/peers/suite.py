"""The coder in the middle of other houses' stream processors and of ours: its price, and what a kill costs.

    python -m benchmarks.peers.suite [--reports 300] [--only PEER] [--plain] [--environments out/peers]

Each peer gets an environment of its own with what the package registry serves in the pinned version, and sees the
project's packages behind it, for the coder. On a broker of its own it works off a backlog of made-up reports of ten
sentences, one process and one BLAS thread each: reports a second from the first record written to the last, and
processor time, start-up and all. Then the same again with a SIGKILL when a third is written and a new start at once:
how many reports are lost, how many are written twice, and how long nothing was written. Ours is `wirewatch drain`,
which also finds copies, keeps sentences and places, and makes the tables. With --plain no peer codes, and ours is left.
"""

import argparse
import itertools
import logging
import os
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.backlog import ROOT, at, processor_time, push
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_records
from connectors.kafka.topics import TOPICS, TopicSpec, create_topics
from connectors.records import RawRecord
from deploy.kafka import LocalBroker

_TARGET: Final = "peers.coded"
_QUIET: Final = 75.0
"""Seconds without anything new after which nothing is waited for: groups of consumers pause for 45 after a kill."""
_TOPICS: Final = (
    *TOPICS,
    TopicSpec(name=_TARGET, partitions=8, cleanup="delete", keep_days=1, max_message_bytes=8 << 20),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """What is installed, how it is started (``{out}`` is a folder of its own), and where it writes."""

    name: str
    packages: Sequence[str] = ()
    command: Sequence[str]
    target: str = _TARGET
    ends: bool = False


PEERS: Final = (
    Peer(
        name="wirewatch drain",
        command=("-c", "from pipelines.cli import main; main()", "drain", "--out", "{out}/tables", "--workers", "1"),
        target="reports.coded",
        ends=True,
    ),
    Peer(name="kafka-python", packages=("kafka-python==3.0.12",), command=("-m", "benchmarks.peers.kafka_python_loop")),
    Peer(
        name="confluent-kafka",
        packages=("confluent-kafka==2.16.1",),
        command=("-m", "benchmarks.peers.confluent_loop"),
    ),
    Peer(
        name="bytewax",
        packages=("bytewax[kafka]==0.21.1",),
        command=("-m", "bytewax.run", "benchmarks.peers.bytewax_flow:flow", "-r", "{out}/state", "-s", "1", "-b", "0"),
    ),
    Peer(name="quixstreams", packages=("quixstreams==3.28.1",), command=("-m", "benchmarks.peers.quixstreams_app")),
    Peer(
        name="faust",
        packages=("faust-streaming==0.15.3",),
        command=("-m", "faust", "-A", "benchmarks.peers.faust_app", "--datadir", "{out}", "worker", "--without-web"),
    ),
)


def environment(peer: Peer, folder: Path) -> Path:
    """The Python of the peer's environment, made where it is missing."""
    if not peer.packages:
        return Path(sys.executable)
    made = folder / peer.name
    python = made / "bin" / "python"
    if not any(made.glob("lib/python*/site-packages/behind.pth")):  # written last
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(made)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *peer.packages], check=True)
        (packages,) = made.glob("lib/python*/site-packages")
        (packages / "behind.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


class Running:
    """A peer at work, with all that it starts."""

    def __init__(self, peer: Peer, python: Path, servers: str, out: Path, *, plain: bool) -> None:
        if "-r" in peer.command and not (out / "state").exists():
            (out / "state").mkdir()
            subprocess.run([str(python), "-m", "bytewax.recovery", str(out / "state"), "1"], check=True)
        more = {"SERVERS": servers, "WIREWATCH_SERVERS": servers, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [str(python), *(word.format(out=out) for word in peer.command)],
            env=os.environ | more | ({"PLAIN": "1"} if plain else {}),
            cwd=out,
            stdout=subprocess.DEVNULL,
            stderr=(out / "errors").open("ab"),
            start_new_session=True,
        )

    @property
    def over(self) -> bool:
        """Whether it ended."""
        return self._process.poll() is not None

    def end(self, how: signal.Signals) -> None:
        """End it."""
        if not self.over:
            os.killpg(self._process.pid, how)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def written(settings: KafkaSettings, peer: Peer) -> list[RawRecord]:
    """What the peer has written."""
    return list(read_records(settings, peer.target))


def wait(settings: KafkaSettings, peer: Peer, running: Running, number: int) -> list[RawRecord]:
    """Wait until so many reports are written, or nothing comes any more; all that was written."""
    found: list[RawRecord] = []
    changed = time.monotonic()
    while time.monotonic() - changed < _QUIET:
        now = written(settings, peer)
        if len(now) != len(found):
            changed = time.monotonic()
        found = now
        if len({record.key for record in found}) >= number or running.over:
            break
        time.sleep(0.5)
    return found


def price(peer: Peer, python: Path, number: int, *, plain: bool) -> str:
    """Its rate and its processor time."""
    with LocalBroker() as broker, tempfile.TemporaryDirectory() as out:
        settings = filled(broker, number)
        before = processor_time()
        running = Running(peer, python, broker.servers, Path(out), plain=plain)
        try:
            found = wait(settings, peer, running, number)
            while peer.ends and not running.over:
                time.sleep(0.2)
        finally:
            running.end(signal.SIGTERM)
        found = written(settings, peer)
        if len({record.key for record in found}) < number:
            return f"stopped at {len(found)} of {number}: {last_error(Path(out))}"
        used = 1_000 * (processor_time() - before) / number
        times = sorted(map(at, found))
    return f"{number / (times[-1] - times[0]):6.1f} reports/s  {used:6.1f} ms of processor time a report"


def killed(peer: Peer, python: Path, number: int, *, plain: bool) -> str:
    """What a SIGKILL in the midst costs."""
    with LocalBroker() as broker, tempfile.TemporaryDirectory() as out:
        settings = filled(broker, number)
        running = Running(peer, python, broker.servers, Path(out), plain=plain)
        try:
            wait(settings, peer, running, number // 3)
            running.end(signal.SIGKILL)
            running = Running(peer, python, broker.servers, Path(out), plain=plain)
            wait(settings, peer, running, number)
            time.sleep(2)
        finally:
            running.end(signal.SIGTERM)
        found = written(settings, peer)
    times = sorted(map(at, found))
    pause = max((after - before for before, after in itertools.pairwise(times)), default=0.0)
    by_key = Counter(record.key for record in found)
    other = len({(record.key, record.value) for record in found}) - len(by_key)
    return (
        f"lost {number - len(by_key)}, written twice {len(found) - len(by_key)} ({other} of them with another value),"
        f" nothing written for {pause:.0f} s"
    )


def filled(broker: LocalBroker, number: int) -> KafkaSettings:
    """Topics with a backlog."""
    settings = KafkaSettings(servers=broker.servers)
    create_topics(settings, _TOPICS, replication=1)
    push(settings, number, 10)
    return settings


def last_error(out: Path) -> str:
    """The last line that was said."""
    lines = (out / "errors").read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "no word"


def main() -> None:
    """Run in turn and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--only", choices=[peer.name for peer in PEERS], action="append")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--environments", type=Path, default=Path("out/peers"))
    chosen = parser.parse_args()
    logging.getLogger("kafka").setLevel(logging.CRITICAL)  # it tells of every new topic
    for peer in PEERS:
        if (chosen.only and peer.name not in chosen.only) or (chosen.plain and not peer.packages):
            continue
        python = environment(peer, chosen.environments.absolute())
        for measure in (price, killed):
            print(f"{peer.name:16} {measure(peer, python, chosen.reports, plain=chosen.plain)}", flush=True)


if __name__ == "__main__":
    main()
