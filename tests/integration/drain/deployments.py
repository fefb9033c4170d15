"""A deployment on a broker with the coder of the artificial language: fill it, drain it, read all of it back."""

import json
import os
import subprocess
import sys
import uuid
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import apache_beam as beam
from claims.coder import PlainCoder
from claims.generator import Fields, decoded
from claims.memory import CELL, table
from claims.model import Tables, expected
from claims.stored import select
from kafka import KafkaAdminClient, KafkaProducer

from connectors.duckdb import DuckdbSink
from connectors.kafka.days import daily_key
from connectors.kafka.dead_letters import from_record
from connectors.kafka.plan import Start, plan_read
from connectors.kafka.push import push_key
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_records, read_table
from connectors.kafka.topics import TOPICS, Topics, TopicSpec, create_topics
from connectors.records import RawRecord
from pipelines.coding.document import EventCoder
from pipelines.deployments import broker
from pipelines.deployments.broker import drain_aggregate, drain_ingest
from pipelines.deployments.local import Done, Folder
from pipelines.ingest import Ingested, ingest
from pipelines.steps.elements import InputOutcome
from schemas import DailyRow, Event, Rejected, decode

ZONE: Final = ZoneInfo("Europe/Berlin")
NOON: Final = datetime(2022, 3, 1, 12, tzinfo=UTC)
HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A record to be put into ``reports.raw``."""

    value: bytes | None
    key: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()


def as_put(delivery: Fields | Put) -> Put:
    """A delivery as a scraper pushes it."""
    if isinstance(delivery, Put):
        return delivery
    value = json.dumps(delivery).encode()
    return Put(value=value, key=push_key(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """Topics behind a prefix and a folder with a DuckDB file; ``filled`` partitions of ``reports.raw`` are used."""

    settings: KafkaSettings
    topics: Topics
    out: Path
    filled: int = 1
    make_coder: Callable[[], EventCoder] = field(default=PlainCoder)

    @property
    def group(self) -> str:
        """The consumer group whose offsets are kept."""
        return f"{self.topics.prefix}ingest"

    @property
    def outcomes_file(self) -> Path:
        """Where every run notes what became of each record that it read."""
        return self.out / "outcomes.jsonl"

    def push(self, deliveries: Iterable[Fields | Put], *, timestamp_ms: int | None = None) -> None:
        """Append the deliveries to ``reports.raw``, spread by key; ``timestamp_ms`` is the sender's time."""
        with KafkaProducer(bootstrap_servers=self.settings.servers, linger_ms=5, max_request_size=4 << 20) as producer:
            futures = [
                producer.send(
                    self.topics.raw,
                    put.value,
                    key=put.key,
                    headers=list(put.headers),
                    partition=zlib.crc32(put.key or b"") % self.filled,
                    timestamp_ms=timestamp_ms,
                )
                for put in map(as_put, deliveries)
            ]
            for future in futures:
                future.get(30)

    def drain(self, now: datetime = NOON, start: Start = "committed") -> Done:
        """Ingest from ``start``, then aggregate, each to the end that its topic has now."""
        self.out.mkdir(exist_ok=True)
        self.outcomes_file.write_text("")
        broker.ingest = partial(_noting, self.outcomes_file)
        try:
            done = drain_ingest(
                self.settings, self.topics, zone=ZONE, start=start, group=self.group, make_coder=self.make_coder
            )
        finally:
            broker.ingest = ingest
        self.aggregate(now)
        return done

    def aggregate(self, now: datetime = NOON) -> None:
        """Aggregate alone."""
        drain_aggregate(self.settings, self.topics, [DuckdbSink(self.out / "wirewatch.duckdb")], now=now)

    def drain_elsewhere(self, kill: str = "") -> int:
        """Drain in a process of its own, which ``kill`` may end (see ``drain_once``); the exit code, -9 if it did."""
        done = subprocess.run(
            [sys.executable, str(HERE / "drain_once.py"), self.settings.servers, self.topics.prefix, str(self.out)],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "KILL": kill},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in (0, -9), done.stderr[-3_000:]
        return done.returncode

    def outcomes(self) -> Counter[tuple[int, int]]:
        """How many outcomes the last run gave to each record, by partition and offset."""
        noted = map(json.loads, self.outcomes_file.read_text().splitlines())
        return Counter((o["partition"], o["offset"]) for o in noted)

    def origins(self) -> set[tuple[int, int]]:
        """Partition and offset of every record in ``reports.raw``."""
        return {(record.partition, record.offset) for record in self.raw_records()}

    def raw_records(self) -> list[RawRecord]:
        """What ``reports.raw`` holds."""
        return list(read_records(self.settings, self.topics.raw))

    def ends(self) -> dict[str, int]:
        """How many records each topic that is written to has taken so far."""
        names = (self.topics.coded, self.topics.rejected, self.topics.events, self.topics.daily)
        return {name: sum(self._plan_ends(name)) for name in names}

    def _plan_ends(self, topic: str) -> Iterable[int]:
        return plan_read(self.settings, topic, start="earliest", drain=True).ends.values()

    def dead_letters(self) -> list[Rejected]:
        """What ``reports.rejected`` holds, in order."""
        return [from_record(record) for record in read_records(self.settings, self.topics.rejected)]

    def tables(self) -> Tables:
        """The store's tables; the topics read back as tables must hold the same rows and events."""
        folder = Folder(self.out)
        daily = table(select(folder, "SELECT * FROM daily"), CELL)
        rows = {key: decode(DailyRow, value) for key, value in read_table(self.settings, self.topics.daily).items()}
        assert all(key == daily_key(row) for key, row in rows.items())
        assert table(map(asdict, rows.values()), CELL) == daily
        sent = {key: decode(Event, value) for key, value in read_table(self.settings, self.topics.events).items()}
        assert all(key.decode() == event.event_id for key, event in sent.items())
        events = table(map(asdict, sent.values()), ("event_id",))
        in_store = select(folder, "SELECT event_id, event_date, modality, report_id FROM events")
        assert table(in_store, ("event_id",)) == {
            key: {name: event[name] for name in ("event_date", "modality", "report_id")}
            for key, event in events.items()
        }
        mentions = table(select(folder, "SELECT * FROM mentions"), ("event_id", "report_id"))
        return Tables(daily=daily, events=events, mentions=mentions)


@contextmanager
def deployed(
    settings: KafkaSettings,
    folder: Path,
    *,
    partitions: int = 2,
    filled: int = 2,
    specs: Sequence[TopicSpec] = TOPICS,
) -> Iterator[Deployment]:
    """A deployment with topics of its own, which are removed in the end."""
    prefix = f"{uuid.uuid4().hex[:8]}."
    named = [replace(spec, name=prefix + spec.name, partitions=partitions) for spec in specs]
    made = create_topics(settings, named, replication=1)
    try:
        yield Deployment(settings=settings, topics=Topics(prefix), out=folder / prefix, filled=filled)
    finally:
        with KafkaAdminClient(bootstrap_servers=settings.servers) as admin:
            admin.delete_topics(made)


def modelled(deliveries: Sequence[Fields]) -> Tables:
    """What the model says that the tables must hold."""
    return expected(decoded(deliveries, ZONE), PlainCoder().identity, ZONE)


def _noting(path: Path, raw: beam.PCollection, **settings: object) -> Ingested:
    """Ingest that also notes every outcome in a file, as the pipeline itself counts them only."""
    done = ingest(raw, **settings)  # type: ignore[arg-type]
    _ = done.outcomes | "Note outcomes" >> beam.Map(_note, path)
    return done


def _note(outcome: InputOutcome, path: Path) -> None:
    with path.open("a") as stream:
        noted = {"partition": outcome.origin.partition, "offset": outcome.origin.offset, "outcome": outcome.outcome}
        stream.write(json.dumps(noted) + "\n")
