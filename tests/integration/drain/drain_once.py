"""One drain in a process of its own: ``python drain_once.py SERVERS PREFIX OUT``, ended by KILL where that is set.

KILL=coding:K    SIGKILL as the K-th document is to be coded
KILL=written:K   SIGKILL when the broker has confirmed K coded records and no offset is committed
KILL=commit      SIGKILL when everything is written, before the offsets are committed
KILL=daily:K     SIGKILL when the broker has confirmed K daily rows
KILL=store       SIGKILL when the topics hold the days and the store does not
"""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from claims.coder import PlainCoder
from deployments import Deployment

from connectors.duckdb import DuckdbSink
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topics import Topics
from connectors.kafka.writer import RecordWriter, Refused
from connectors.records import OutRecord
from pipelines.coding.document import Coding, Document
from pipelines.deployments import broker


def die(*_: Any, **__: Any) -> None:
    """What no process survives, and none can tidy up after."""
    os.kill(os.getpid(), signal.SIGKILL)


class MortalCoder(PlainCoder):
    """Dies at the document of the number ``last``."""

    def __init__(self, last: int) -> None:
        super().__init__()
        self._left = last

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        self._left -= len(documents)
        if self._left <= 0:
            die()
        return super().code(documents)


def die_after_writing(topic: str, last: int) -> None:
    """Die when the broker has confirmed ``last`` records of ``topic``."""
    write, left = RecordWriter.write, last

    def counting(self: RecordWriter, record: OutRecord) -> Refused | None:
        nonlocal left
        refused = write(self, record)
        if self._topic == topic:
            left -= 1
            if left == 0:
                self.flush()
                die()
        return refused

    RecordWriter.write = counting


def main(servers: str, prefix: str, out: str) -> None:
    """Drain, or die."""
    topics = Topics(prefix)
    coder: Any = PlainCoder
    where, _, number = os.environ["KILL"].partition(":")
    match where:
        case "coding":
            coder = lambda: MortalCoder(int(number))  # noqa: E731
        case "written":
            die_after_writing(topics.coded, int(number))
        case "daily":
            die_after_writing(topics.daily, int(number))
        case "commit":
            broker.commit_drained = die
        case "store":
            DuckdbSink.replace_days = die
    settings = KafkaSettings(servers=servers)
    Deployment(settings=settings, topics=topics, out=Path(out), make_coder=coder).drain()


if __name__ == "__main__":
    main(*sys.argv[1:])
