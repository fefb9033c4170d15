"""The desk as a process of its own, over a folder."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RunningDesk:
    """Where it answers, as ``http://127.0.0.1:8765``, and its process."""

    address: str
    pid: int


@contextmanager
def running_desk(folder: Path, *options: str, **environment: str) -> Iterator[RunningDesk]:
    """The desk until the block ends; raises RuntimeError with what it said where it does not begin or end well."""
    command = [sys.executable, "-c", "from pipelines.cli import main; main()", "desk", "--out", str(folder)]
    with subprocess.Popen(
        [*command, "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"} | environment,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            line = process.stdout.readline()
            if not line.startswith("desk"):
                raise RuntimeError(line + process.stderr.read())
            yield RunningDesk(line.split()[1].rstrip("/"), process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=20)[1]
        if process.returncode or "Traceback" in said or said.splitlines()[-1:] != ["the desk has ended"]:
            raise RuntimeError(f"exit code {process.returncode}: {said}")
