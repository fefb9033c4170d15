"""Ends the process when it hangs, or when it does not stop in time; and tells the loop that it is to stop."""

import logging
import os
import threading
import time
from collections.abc import Callable
from typing import Final, Self

from pipelines.deployments.up.pace import Pace

_log: Final = logging.getLogger(__name__)
_TICK: Final = 0.2


class Watch:
    """A thread beside what runs in its block. ``end`` ends the process at once with an exit code, whatever it is doing.

    Ending at once is safe: offsets are committed only for what is durable, and the next start makes good the rest.
    """

    def __init__(self, pace: Pace, end: Callable[[int], object] = os._exit) -> None:
        self._pace, self._end = pace, end
        self._asked, self._over = threading.Event(), threading.Event()
        self._asked_at = 0.0
        self._progress = time.monotonic()
        self._waiting = 0

    def __enter__(self) -> Self:
        threading.Thread(target=self._watch, name="watch", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()

    def stop(self) -> None:
        """Ask the loop to stop; may be called from a signal handler."""
        self._asked_at = time.monotonic()
        self._asked.set()

    @property
    def stopping(self) -> bool:
        """Whether the loop is to stop."""
        return self._asked.is_set()

    def pause(self, seconds: float) -> None:
        """Wait so long, or until the loop is to stop."""
        self._asked.wait(seconds)

    def progress(self) -> None:
        """Something that waited is done, or nothing waits."""
        self._progress = time.monotonic()

    def waiting(self, records: int) -> None:
        """So many records wait in reports.raw."""
        self._waiting = records

    def _watch(self) -> object:
        while not self._over.wait(_TICK):
            now = time.monotonic()
            if self.stopping and now - self._asked_at > self._pace.stop:
                _log.warning("stopped in the middle of a round; nothing is lost, the next start makes it good")
                return self._end(0)
            if now - self._progress > self._pace.hang:
                _log.error(
                    "no progress for %.0f s while %d records wait in reports.raw: the process ends and is to be started"
                    " again; if that does not help, see what the last messages say of the broker and the sinks",
                    self._pace.hang,
                    self._waiting,
                )
                return self._end(1)
        return None
