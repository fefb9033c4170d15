"""``wirewatch up`` over a deployment with the coder of the artificial language: in a thread, or in a process."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from claims.coder import PlainCoder
from deployments import ZONE, Deployment

from pipelines.coding.document import EventCoder
from pipelines.deployments.local import Folder
from pipelines.deployments.up.deployment import Deployment as Kept
from pipelines.deployments.up.exporter import Exporter
from pipelines.deployments.up.loop import Loop
from pipelines.deployments.up.pace import Pace
from pipelines.deployments.up.watch import Watch
from pipelines.metrics import LAG, READ

HERE: Final = Path(__file__).parent
QUICK: Final = Pace(poll=0.2, tables=2.0, files=0.0, patience=120.0)


def as_kept(deployment: Deployment, make_coder: Callable[[], EventCoder] = PlainCoder) -> Kept:
    """The deployment as ``up`` takes it."""
    return Kept(
        settings=deployment.settings,
        topics=deployment.topics,
        folder=Folder(deployment.out),
        zone=ZONE,
        group=deployment.group,
        make_coder=make_coder,
    )


class Running:
    """A loop in a thread."""

    def __init__(self, deployment: Deployment, pace: Pace, make_coder: Callable[[], EventCoder]) -> None:
        self.exporter = Exporter()
        self.watch = Watch(pace, lambda code: None)
        self.error: Exception | None = None
        self._loop = Loop(as_kept(deployment, make_coder), self.watch, self.exporter, pace)
        self._lag = {"topic": deployment.topics.raw}
        self.thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        try:
            self._loop.run()
        except Exception as e:  # noqa: BLE001  it is the test's to look at
            self.error = e

    def until_read(self, records: int) -> None:
        """Wait until so many records were read and the tables hold what they tell."""
        self.until(lambda: self.exporter.value(READ.exported) >= records)
        asked = time.time() + 0.5  # reading an age takes a little time itself

        def settled() -> bool:
            age = self.exporter.value("wirewatch_watermark_age_seconds")
            return self.exporter.value(LAG.exported, **self._lag) == 0 and time.time() - age > asked

        self.until(settled)

    def until(self, reached: Callable[[], bool], seconds: float = 60.0) -> None:
        """Wait for something to come about."""
        give_up = time.monotonic() + seconds
        while not reached():
            if self.error is not None:
                raise self.error
            assert self.thread.is_alive(), "the loop has ended"
            assert time.monotonic() < give_up, "waited in vain"
            time.sleep(0.1)


@contextmanager
def running(
    deployment: Deployment, pace: Pace = QUICK, make_coder: Callable[[], EventCoder] = PlainCoder
) -> Iterator[Running]:
    """The loop for as long as the block lasts; it is told to stop in the end."""
    made = Running(deployment, pace, make_coder)
    made.thread.start()
    try:
        yield made
    finally:
        made.watch.stop()
        made.thread.join(30)
        assert not made.thread.is_alive()


def start_elsewhere(deployment: Deployment, kill: str = "", **settings: float) -> subprocess.Popen[str]:
    """The loop in a process of its own, which ``kill`` may end as it ends a drain; ``settings`` are of its pace."""
    arguments = [deployment.settings.servers, deployment.topics.prefix, str(deployment.out), json.dumps(settings)]
    environment: Mapping[str, str] = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "KILL": kill}
    return subprocess.Popen(
        [sys.executable, str(HERE / "up_once.py"), *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
