"""What is done to a running deployment: a row for each, with what is broken, when, and what must hold afterwards.

A fault is a generator: what it does before its ``yield`` meets a process in the middle of a batch (but for those that
begin otherwise), what it does after it, one that goes on.
"""

import os
import shutil
import signal
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from claims.test_same_answer import unrevised
from deployments import Put
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.structs import TopicPartition
from scene import HALF, NEXT_VERSION, STREAM, Scene

Fault = Callable[[Scene], Iterator[None]]
COMPILER: Final = shutil.which("cc")
_CLOCK: Final = Path(__file__).parent / "flink" / "ahead.c"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """``holds`` beside equal tables; ``quick``: part of the integration tests; ``lacks``: why it cannot be run here."""

    broken: str
    when: str
    holds: str
    fault: Fault
    quick: bool = False
    lacks: str | None = None

    def __str__(self) -> str:
        return self.broken.replace(" ", "-")


def nothing(scene: Scene) -> Iterator[None]:
    """What all others are to be measured by."""
    scene.begin()
    yield


def network_cut(scene: Scene) -> Iterator[None]:
    scene.begin()
    scene.proxy.cut()
    yield
    time.sleep(8)
    scene.proxy.mend()


def network_silent(scene: Scene) -> Iterator[None]:
    scene.begin()
    scene.proxy.silence()
    yield
    time.sleep(40)
    scene.proxy.mend()


def network_slow(scene: Scene) -> Iterator[None]:
    scene.begin()
    scene.proxy.slow(0.1)
    yield
    time.sleep(20)
    scene.proxy.mend()


def broker_paused(seconds: float) -> Fault:
    def fault(scene: Scene) -> Iterator[None]:
        scene.begin()
        scene.broker.pause()
        yield
        time.sleep(seconds)
        scene.broker.go_on()

    return fault


def broker_killed(scene: Scene) -> Iterator[None]:
    scene.begin()
    scene.broker.kill()
    yield
    time.sleep(3)
    scene.broker.start()


def up_killed(scene: Scene) -> Iterator[None]:
    scene.begin()
    scene.kill()
    yield
    scene.start()


def coding_process_killed(scene: Scene) -> Iterator[None]:
    coding = scene.begin(workers=True)
    assert scene.process is not None
    assert coding != scene.process.pid
    os.kill(coding, signal.SIGKILL)
    yield


def clock_jumps(scene: Scene) -> Iterator[None]:
    """Two hours ahead, and then an hour behind."""
    library, file = scene.deployment.out / "clock.so", scene.deployment.out / "clock"
    file.write_bytes(struct.pack("q", 0))
    subprocess.run([str(COMPILER), "-O2", "-fPIC", "-shared", "-o", str(library), str(_CLOCK)], check=True)
    scene.begin(environment={"LD_PRELOAD": str(library), "SECONDS_AHEAD_FILE": str(file)})

    def set_ahead(seconds: int) -> None:
        with file.open("r+b") as clock:
            clock.write(struct.pack("q", seconds))

    set_ahead(7_200)
    yield
    time.sleep(5)
    set_ahead(-3_600)


def rebalanced(scene: Scene) -> Iterator[None]:
    """Somebody else takes part in our group, by mistake: for as long as he is in it no commit of ours is taken."""
    scene.begin()
    other = KafkaConsumer(
        scene.deployment.topics.raw,
        group_id=scene.deployment.group,
        bootstrap_servers=scene.deployment.settings.servers,
        enable_auto_commit=False,
    )
    give_up = time.monotonic() + 30
    while not other.assignment():
        other.poll(200)
        assert time.monotonic() < give_up
    yield
    other.poll(5_000, max_records=1)
    other.close()


def partitions_added(scene: Scene) -> Iterator[None]:
    """The rest of the stream then goes to all of them, updates to others than what they update."""
    scene.begin()
    with KafkaAdminClient(bootstrap_servers=scene.deployment.settings.servers) as admin:
        admin.create_partitions({scene.deployment.topics.raw: 5})
    time.sleep(1)
    scene.deployment = replace(scene.deployment, filled=5)
    yield


def retention_overtakes(scene: Scene) -> Iterator[None]:
    """What was removed before it was read is lost, and said: an end by name, and no going on unasked."""
    scene.begin()
    scene.go_on()
    scene.caught_up(rest=[], told=STREAM[:HALF])
    scene.stop()
    removed, left, deployment = STREAM[HALF : HALF + 10], STREAM[HALF + 10 :], scene.deployment
    deployment.push(removed)
    with KafkaAdminClient(bootstrap_servers=deployment.settings.servers) as admin:
        admin.delete_records(dict.fromkeys([TopicPartition(deployment.topics.raw, n) for n in range(2)], -1))
    deployment.push(left)
    scene.start()
    assert scene.ended() == 1
    assert "OffsetsGoneError" in scene.said()
    assert "earliest" in scene.said()
    yield
    deployment.drain(start="earliest")
    scene.rest, scene.told = [], [*STREAM[:HALF], *left]
    scene.lost = len(removed)
    scene.start()


def compacted(scene: Scene) -> Iterator[None]:
    """A reader that has forgotten all, its store too, finds a log that has forgotten what gave way."""
    scene.begin()
    scene.go_on()
    scene.caught_up(rest=STREAM[HALF:-6], told=STREAM[:-6])
    coded = scene.deployment.topics.coded
    before = scene.records(coded)
    with KafkaAdminClient(bootstrap_servers=scene.deployment.settings.servers) as admin:
        quick = {"min.compaction.lag.ms": "0", "min.cleanable.dirty.ratio": "0.001", "segment.ms": "500"}
        admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, coded, configs=quick)])
    scene.deployment.push(STREAM[-6:-3])
    scene.rest, scene.shape = STREAM[-3:], unrevised
    scene.wait(lambda: scene.records(coded) < before)
    scene.kill()
    for kept in ("snapshot.sqlite", "wirewatch.duckdb"):
        (scene.deployment.out / kept).unlink()
    (scene.deployment.out / "wirewatch.duckdb.wal").unlink(missing_ok=True)
    yield
    scene.start()


def next_report(scene: Scene) -> Iterator[None]:
    scene.begin()
    scene.rest = [Put(value=NEXT_VERSION, key=b"next"), *scene.rest]
    yield


def next_coded(scene: Scene) -> Iterator[None]:
    """Days that it tells of would be wrong without it, so nothing more is written."""
    scene.begin()
    scene.go_on()
    scene.caught_up(rest=[], told=STREAM[:HALF])
    with KafkaProducer(bootstrap_servers=scene.deployment.settings.servers) as producer:
        producer.send(scene.deployment.topics.coded, NEXT_VERSION, key=b"next").get(30)
    assert scene.ended() == 1
    assert "is no shipped version of coded_report" in scene.said()
    yield
    scene.process, scene.rest, scene.told = None, [], STREAM[:HALF]


ROWS: Final = (
    Row(broken="nothing", when="in a batch", holds="", fault=nothing),
    Row(broken="network cut for 8 s", when="in a batch", holds="", fault=network_cut),
    Row(broken="network silent for 40 s", when="in a batch", holds="", fault=network_silent),
    Row(broken="network slow for 20 s: 16 KB each 0.1 s", when="in a batch", holds="", fault=network_slow),
    Row(broken="broker paused for 5 s", when="in a batch", holds="", fault=broker_paused(5), quick=True),
    Row(broken="broker paused for 60 s", when="in a batch", holds="", fault=broker_paused(60)),
    Row(broken="broker kill -9, back after 3 s", when="in a batch", holds="", fault=broker_killed),
    Row(broken="up kill -9", when="in a batch", holds="", fault=up_killed),
    Row(broken="coding process kill -9", when="as it codes", holds="", fault=coding_process_killed),
    Row(
        broken="clock 2 h ahead, then 1 h behind",
        when="in a batch",
        holds="",
        fault=clock_jumps,
        lacks=None if COMPILER else "a clock is set by a library made with cc",
    ),
    Row(broken="another consumer in our group", when="in a batch", holds="", fault=rebalanced),
    Row(broken="partitions added to reports.raw", when="in a batch", holds="", fault=partitions_added),
    Row(
        broken="retention overtakes the reader",
        when="while it is down",
        holds="it ends with OffsetsGoneError; a drain from earliest goes on with what is left",
        fault=retention_overtakes,
    ),
    Row(
        broken="reports.coded compacted",
        when="under a reader that begins anew",
        holds="all but revisions, which count versions",
        fault=compacted,
    ),
    Row(
        broken="raw report of the next schema",
        when="among others",
        holds="it is a dead letter, which names the schema",
        fault=next_report,
    ),
    Row(
        broken="coded record of the next schema",
        when="read up",
        holds="it ends and names the record; the tables stay",
        fault=next_coded,
    ),
)
