"""``wirewatch up`` in a process of its own: ``python up_once.py SERVERS PREFIX OUT PACE``, ended by KILL if it is set.

KILL is that of ``drain_once.py``, or ``hang``: the coder never comes back, or ``gate:FOLDER``: it says in
FOLDER/reached which process has come to its tenth document, and goes on when FOLDER/go is there; ``workers:FOLDER``: so
does a coder in a process of its own.
"""

import json
import logging
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from claims.coder import PlainCoder
from deployments import Deployment
from drain_once import MortalCoder, die, die_after_writing
from running import QUICK, as_kept

from connectors.duckdb import DuckdbSink
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topics import Topics
from connectors.tables import Changes
from pipelines.coding.document import Coding, Document
from pipelines.coding.pool import CoderPool
from pipelines.deployments import broker
from pipelines.deployments.up.exporter import Exporter
from pipelines.deployments.up.loop import Loop
from pipelines.deployments.up.watch import Watch


class EndlessCoder(PlainCoder):
    """Never comes back."""

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        sys.stdout.write("hanging\n")
        sys.stdout.flush()
        time.sleep(3_600)
        return super().code(documents)


class GatedCoder(PlainCoder):
    """Waits at its tenth document."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder, self._left = Path(folder), 10

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        self._left -= len(documents)
        if self._left <= 0 and not (self._folder / "go").exists():
            (self._folder / "writing").write_text(str(os.getpid()))
            (self._folder / "writing").rename(self._folder / "reached")
            while not (self._folder / "go").exists():
                time.sleep(0.05)
        return super().code(documents)


def die_at_the_store(writes: int) -> None:
    """Die when the topics hold what the store does not, from the ``writes``-th such day or round of changes on."""
    replace_days, apply, left = DuckdbSink.replace_days, DuckdbSink.apply, writes

    def count(number: int) -> None:
        nonlocal left
        left -= number
        if left < 0:
            die()

    def counting_days(self: DuckdbSink, tables: Sequence[Any]) -> None:
        count(len(tables))
        replace_days(self, tables)

    def counting_changes(self: DuckdbSink, changes: Changes) -> None:
        count(1)
        apply(self, changes)

    DuckdbSink.replace_days, DuckdbSink.apply = counting_days, counting_changes


def main(servers: str, prefix: str, out: str, pace: str) -> None:
    """Run until told to stop, or die."""
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
            die_at_the_store(int(number))
        case "hang":
            coder = EndlessCoder
        case "gate":
            coder = partial(GatedCoder, number)
        case "workers":
            coder = partial(CoderPool, partial(GatedCoder, number), PlainCoder().identity, 1)
    chosen = replace(QUICK, **json.loads(pace))
    watch = Watch(chosen)
    signal.signal(signal.SIGINT, lambda *_: watch.stop())
    logging.basicConfig(level=logging.ERROR)
    deployment = Deployment(settings=KafkaSettings(servers=servers), topics=topics, out=Path(out))
    with watch:
        Loop(as_kept(deployment, coder), watch, Exporter(), chosen).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
