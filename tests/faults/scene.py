"""``wirewatch up`` in the middle of a batch, about to be hurt, and what is found of its tables afterwards."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from claims.generator import Fields, corpus
from claims.model import Tables
from claims.test_same_answer import assert_equal
from deployments import Deployment, Put, modelled
from proxy import Proxy
from running import HERE as UP

from connectors.duckdb import StoreError
from connectors.kafka.table import read_records
from deploy.kafka import LocalBroker
from schemas import CodedReport, decode

STREAM: Final = corpus(60)
HALF: Final = len(STREAM) // 2
NEXT_VERSION: Final = b"\xc3\x01" + b"\x07" * 8 + b"\x02a" * 40
"""A record framed as ours, with the fingerprint of a schema that is not known here."""
_SECONDS: Final = 120.0


@dataclass(kw_only=True)
class Scene:
    """Half of the stream is pushed, and a process has begun to code it and waits: ``begin``, ``go_on``, ``caught_up``.

    ``rest``: what is pushed when the fault is over; ``told``: what the tables must tell in the end, ``shape``: but for
    what; ``lost``: how many reports are in neither.
    """

    deployment: Deployment
    broker: LocalBroker
    proxy: Proxy
    rest: Sequence[Fields | Put] = field(default_factory=lambda: STREAM[HALF:])
    told: Sequence[Fields] = field(default_factory=lambda: STREAM)
    shape: Callable[[Tables], Tables] = lambda tables: tables
    lost: int = 0
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def gate(self) -> Path:
        """The folder in which coder and test wait for each other."""
        return self.deployment.out / "gate"

    def begin(self, *, workers: bool = False, environment: Mapping[str, str] | None = None) -> int:
        """Push, start, and wait until it is in the middle of a batch; the process that codes."""
        self.gate.mkdir(parents=True)
        self.deployment.push(STREAM[:HALF])
        self.start(workers=workers, environment=environment)
        self.wait((self.gate / "reached").exists)
        return int((self.gate / "reached").read_text())

    def start(self, *, workers: bool = False, environment: Mapping[str, str] | None = None) -> None:
        """Start the process, as a supervisor does."""
        deployment = self.deployment
        words = [deployment.settings.servers, deployment.topics.prefix, str(deployment.out), json.dumps({})]
        path = os.pathsep.join(filter(None, sys.path))
        more = {"PYTHONPATH": path, "KILL": f"{'workers' if workers else 'gate'}:{self.gate}"}
        with (self.deployment.out / "up.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(UP / "up_once.py"), *words],
                env=os.environ | more | dict(environment or {}),
                stdout=log,
                stderr=log,
            )

    def go_on(self) -> None:
        """Let the coder go on."""
        (self.gate / "go").touch()

    def ended(self) -> int:
        """Wait until the process has ended; its exit code."""
        assert self.process is not None
        return self.process.wait(_SECONDS)

    def kill(self) -> None:
        """End the process as nobody can refuse."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End the process as Ctrl-C does."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        assert self.ended() == 0

    def said(self) -> str:
        """What the process said."""
        return (self.deployment.out / "up.log").read_text()

    def records(self, topic: str) -> int:
        """How many records the topic holds."""
        return sum(1 for _ in read_records(self.deployment.settings, topic))

    def caught_up(self, rest: Sequence[Fields | Put] | None = None, told: Sequence[Fields] | None = None) -> float:
        """Push the rest, and wait until all tables are those of the model; how many seconds that took."""
        began = time.monotonic()
        self.deployment.push(self.rest if rest is None else rest)
        wanted = modelled(self.told if told is None else told)
        with suppress(TimeoutError):
            self.wait(lambda: self._equal(wanted))
        took = time.monotonic() - began
        assert_equal(self.shape(self.deployment.tables()), self.shape(wanted))
        return took

    def doubled(self) -> int:
        """How many coded records stand in the log a second time."""
        records = [record.value for record in read_records(self.deployment.settings, self.deployment.topics.coded)]
        coded = [decode(CodedReport, value) for value in records if value and value != NEXT_VERSION]
        return len(coded) - len({(one.report_id, one.fetched_at, one.content_hash) for one in coded})

    def end(self) -> None:
        """End the process and all that hurts."""
        self.proxy.mend()
        self.broker.go_on()
        self.broker.start()
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(20)
            self.process.kill()
            self.process.wait()

    def _equal(self, wanted: Tables) -> bool:
        with suppress(AssertionError, StoreError):
            assert_equal(self.shape(self.deployment.tables()), self.shape(wanted))
            return True
        return False

    def wait(self, reached: Callable[[], bool]) -> None:
        """Wait for something to come about, as long as the process runs; raises TimeoutError."""
        give_up = time.monotonic() + _SECONDS
        while not reached():
            assert self.process is None or self.process.poll() is None, self.said()[-3_000:]
            if time.monotonic() > give_up:
                raise TimeoutError(f"waited in vain; {self.said()[-3_000:]}")
            time.sleep(0.3)
