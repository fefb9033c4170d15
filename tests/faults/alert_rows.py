"""What is done to a real Alertmanager and to ``wirewatch alerts run --follow``: a row for each."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from alert_desk import Desk
from local_alertmanager import LocalAlertmanager, running_alertmanager
from rows import pair, quiet_month

from connectors.cloud_events import read_alert, state_id
from deploy.processes import free_port

_RULES: Final = """
[[rule]]
name = "pairs"
series = "pair_quad"
receivers = ["desk"]

[[receiver]]
name = "desk"
kind = "alertmanager"
url = "http://127.0.0.1:{port}"
"""
_SECONDS: Final = 120.0


@dataclass(kw_only=True)
class Watching:
    """Rows that the test sends, a process that judges them, and an Alertmanager that is told."""

    desk: Desk
    folder: Path
    stack: ExitStack
    port: int = field(default_factory=free_port)
    opened: int = 0
    _alertmanager: LocalAlertmanager | None = None
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def alertmanager(self) -> LocalAlertmanager:
        """The last that was opened."""
        assert self._alertmanager is not None
        return self._alertmanager

    def open(self) -> None:
        """An Alertmanager on the port, which remembers nothing."""
        self.opened += 1
        folder = self.folder / f"alertmanager-{self.opened}"
        self._alertmanager = self.stack.enter_context(running_alertmanager(folder, self.port))

    def start(self) -> None:
        """Start the process, as a supervisor does."""
        rules = self.folder / "alerts.toml"
        rules.write_text(_RULES.format(port=self.port))
        command = [sys.executable, "-c", "from pipelines.cli import main; main()", "alerts", "run", "--follow"]
        broker = ["--servers", self.desk.settings.servers, "--topic_prefix", self.desk.topics.prefix]
        with (self.folder / "alerts.log").open("ab") as log:
            self._process = subprocess.Popen([*command, *broker, "--rules", str(rules)], stdout=log, stderr=log)

    def kill(self) -> None:
        """End the process as nobody can refuse, if it runs."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def month(self) -> None:
        """A month of reports read, in which little happens."""
        self.desk.send(*quiet_month(_today()))

    def tell(self, source: str, stories: int) -> None:
        """What the days of a pair hold: a quiet month, and so many stories today."""
        month = [row for row in quiet_month(_today(), source=source) if row.series == "pair_quad"]
        self.desk.send(*month[1:], pair(_today(), stories, source=source))

    def fires(self, *sources: str) -> float:
        """Wait until the Alertmanager holds these and no others; how many seconds that took."""
        began = time.monotonic()
        while (held := self._held()) != sorted(sources):
            assert self._process is not None
            assert self._process.poll() is None, (self.folder / "alerts.log").read_text()[-3_000:]
            assert time.monotonic() - began < _SECONDS, (held, (self.folder / "alerts.log").read_text()[-3_000:])
            time.sleep(0.2)
        return time.monotonic() - began

    def recorded(self) -> dict[str, str]:
        """The last state of each pair's alert on the topic."""
        return {alert.source: alert.state for alert in self.desk.held()}

    def doubled(self) -> int:
        """How many records of the topic say what another has said."""
        states = [state_id(read_alert(record.value)) for record in self.desk.records() if record.value]
        return len(states) - len(set(states))

    def _held(self) -> list[str] | None:
        with suppress(OSError):
            return sorted(held["labels"]["source"] for held in self.alertmanager.alerts())
        return None


Fault = Callable[[Watching], Iterator[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """What is broken while one alert begins and another ends."""

    broken: str
    fault: Fault

    def __str__(self) -> str:
        return self.broken.replace(" ", "-")


def nothing(watching: Watching) -> Iterator[None]:
    """What all others are to be measured by."""
    yield


def alertmanager_killed(watching: Watching) -> Iterator[None]:
    watching.alertmanager.kill()
    yield
    time.sleep(20)
    watching.open()


def alertmanager_paused(watching: Watching) -> Iterator[None]:
    watching.alertmanager.pause()
    yield
    time.sleep(30)
    watching.alertmanager.go_on()


def watching_killed(watching: Watching) -> Iterator[None]:
    watching.kill()
    yield
    watching.start()


def both_killed(watching: Watching) -> Iterator[None]:
    watching.kill()
    watching.alertmanager.kill()
    yield
    watching.open()
    watching.start()


ALERT_ROWS: Final = (
    AlertRow(broken="nothing", fault=nothing),
    AlertRow(broken="Alertmanager kill -9, one that remembers nothing after 20 s", fault=alertmanager_killed),
    AlertRow(broken="Alertmanager paused for 30 s", fault=alertmanager_paused),
    AlertRow(broken="alerts run kill -9", fault=watching_killed),
    AlertRow(broken="alerts run and Alertmanager kill -9", fault=both_killed),
)


def _today() -> date:
    return datetime.now(UTC).date()
