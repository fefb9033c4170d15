"""How fast one host is asked: one request at a time, and a pause between two."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from connectors.feeds.errors import FetchError

SECONDS: Final = 1.0
_LONGEST: Final = 30.0
"""A host that asks for a longer pause between two requests gets this one."""


class StoppedError(Exception):
    """Who reads is told to stop."""


class _Host:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.next = 0.0
        self.pause = 0.0
        self.left_alone_until = 0.0


class HostPace:
    """Turns of several threads at hosts. ``clock`` goes on in seconds, ``wait`` is a pause that a stop cuts short."""

    def __init__(
        self,
        seconds: float = SECONDS,
        *,
        stop: threading.Event | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._seconds, self._clock = seconds, clock
        self._stop = stop or threading.Event()
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """The block has the host for itself; raises FetchError while the host is to be left alone, StoppedError."""
        known = self._host(host)
        with known.lock:
            left = known.left_alone_until - self._clock()
            if left > 0:
                raise FetchError(f"{host}: asked to be left alone for {left:.0f} s more", wait=left)
            self.wait(known.next - self._clock())
            try:
                yield
            finally:
                known.next = self._clock() + max(self._seconds, known.pause)

    def leave_alone(self, host: str, seconds: float) -> None:
        """Ask nothing of the host for so long."""
        self._host(host).left_alone_until = self._clock() + seconds

    def slow_down(self, host: str, seconds: float) -> None:
        """Pause so long between two requests, as the host asks of everybody."""
        self._host(host).pause = min(seconds, _LONGEST)

    def wait(self, seconds: float) -> None:
        """A pause; raises StoppedError."""
        if self._stop.wait(max(0.0, seconds)):
            raise StoppedError

    def _host(self, host: str) -> _Host:
        with self._lock:
            return self._hosts[host]
