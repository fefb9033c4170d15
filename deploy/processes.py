"""What launchers of local servers have in common: ports, processes that outlive their parent, their end, their logs."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path


def free_port() -> int:
    """A port of the loopback that nobody listens on; raises OSError where there is none.

    Taken from below the ephemeral range: while a server is down, a client that keeps calling a port of that range may
    be given the same port to call from, and so take the server's place.
    """
    for port in random.sample(range(20_000, 32_000), 200):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no free port between 20000 and 32000 on 127.0.0.1")


def is_free(port: int) -> bool:
    """Whether a server may listen at a port of the loopback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def spawn(command: Sequence[str], log: Path, *, cwd: Path | None = None) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own, so that a Ctrl-C meant for the caller does not reach it."""
    with log.open("ab") as out:
        return subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, cwd=cwd, start_new_session=True
        )


def end(find: Callable[[], int | None], seconds: float, what: str, failed: type[RuntimeError]) -> bool:
    """End the process that ``find`` names and wait until it finds none; False when none ran, raises ``failed``."""
    pid = find()
    if pid is None:
        return False
    os.kill(pid, signal.SIGTERM)
    last = time.monotonic() + seconds
    while find() is not None:
        if time.monotonic() > last:
            raise failed(f"{what} (process {pid}) is still there {seconds:.0f} s after SIGTERM")
        time.sleep(0.1)
    return True


def last_words(log: Path) -> str:
    """The end of the log of a Java program, without the places that its errors came through."""
    lines = log.read_text(errors="replace").splitlines()
    return "\n".join([line for line in lines if not line.startswith("\tat ")][-8:])
