"""A real Alertmanager on the loopback."""

import json
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lacking import lacking

BINARY = shutil.which("prometheus-alertmanager") or shutil.which("alertmanager")
QUIET = "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n"


@dataclass
class LocalAlertmanager:
    """An Alertmanager on a free port of the loopback, which tells nobody."""

    url: str
    process: "subprocess.Popen[bytes]"

    def kill(self) -> None:
        """End it as a crash would."""
        self.process.kill()
        self.process.wait()

    def pause(self) -> None:
        """Have it stand still: connections are taken, and no answer comes."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Have one that was paused go on."""
        self.process.send_signal(signal.SIGCONT)

    def alerts(self) -> list[dict[str, Any]]:
        """What it holds as active, by its own API."""
        with urllib.request.urlopen(f"{self.url}/api/v2/alerts", timeout=5) as answer:
            found: list[dict[str, Any]] = json.load(answer)
            return found

    def wait_for(self, count: int, seconds: float = 10.0) -> list[dict[str, Any]]:
        """What it holds, once these are so many."""
        until = time.monotonic() + seconds
        while len(found := self.alerts()) != count and time.monotonic() < until:
            time.sleep(0.05)
        assert len(found) == count, found
        return found


@contextmanager
def running_alertmanager(folder: Path, port: int) -> Iterator[LocalAlertmanager]:
    """An Alertmanager for as long as the block lasts; skips the test where none is installed."""
    if BINARY is None:
        lacking("no Alertmanager: install Debian's prometheus-alertmanager, or put alertmanager into PATH")
    folder.mkdir(exist_ok=True)
    (folder / "alertmanager.yml").write_text(QUIET)
    options = [f"--config.file={folder}/alertmanager.yml", f"--storage.path={folder}/data"]
    address = [f"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address="]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen([BINARY, *options, *address], stdout=log, stderr=log)
    started = LocalAlertmanager(f"http://127.0.0.1:{port}", process)
    try:
        _wait_ready(started, process, folder)
        yield started
    finally:
        process.terminate()
        started.go_on()
        process.wait(10)


def _wait_ready(started: LocalAlertmanager, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            started.alerts()
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise AssertionError((folder / "log").read_text()[-2_000:]) from None
            time.sleep(0.05)
        else:
            return
