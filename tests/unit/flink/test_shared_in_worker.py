"""What all instances of a step share in a worker: one coder, and a memory that begins with the horizon."""

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topics import Topics
from connectors.records import RawRecord
from pipelines.coding.document import Coding, Document
from pipelines.deployments import streams
from schemas import Coder


class SlowCoder:
    """Notes how often it was made, and how many work with it at a time."""

    made = 0
    at_work = 0
    most_at_work = 0
    identity = Coder(name="slow", version="1", rank=1)

    def __init__(self) -> None:
        time.sleep(0.02)
        SlowCoder.made += 1

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        SlowCoder.at_work += 1
        SlowCoder.most_at_work = max(SlowCoder.most_at_work, SlowCoder.at_work)
        time.sleep(0.01)
        SlowCoder.at_work -= 1
        return [Coding(sentences=(), tellings=()) for _ in documents]


def test_threads_load_one_coder_and_take_turns() -> None:
    start = threading.Barrier(6)

    def work() -> None:
        start.wait()
        streams._shared_coder(SlowCoder).code([])

    with ThreadPoolExecutor(6) as threads:
        for done in [threads.submit(work) for _ in range(6)]:
            done.result()
    assert (SlowCoder.made, SlowCoder.most_at_work) == (1, 1)


def test_warm_up_reads_the_horizon_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, datetime]] = []

    def read(_: KafkaSettings, topic: str, start: datetime) -> Iterator[RawRecord]:
        asked.append((topic, start))
        return iter(())

    monkeypatch.setattr(streams, "read_records", read)
    assert list(streams._coded_lately(KafkaSettings(servers="a:1"), Topics("p."))) == []
    ((topic, since),) = asked
    assert topic == "p.reports.coded"
    assert timedelta(days=4) <= datetime.now(UTC) - since < timedelta(days=4, minutes=1)
