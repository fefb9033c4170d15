"""Ending a command: when it is told to stop, when it is interrupted, when nobody reads what it prints."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final, NoReturn

from pipelines.cli.logs import complain

INTERRUPTED: Final = 130
UNREAD: Final = 141
_PATIENCE: Final = 5.0
_SHOW_CURSOR: Final = "\x1b[?25h"


def on_stop(stop: Callable[[], object]) -> None:
    """Call ``stop`` at the first SIGINT or SIGTERM; a second one ends the process at once."""

    def stopping(number: int, _: object) -> None:
        logging.getLogger(__name__).info("%s: stopping", signal.Signals(number).name)
        signal.signal(number, signal.SIG_DFL)
        stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stopping)


class Interruption:
    """A block that Ctrl-C leaves with KeyboardInterrupt; ``came`` says that it did, whatever became of that.

    Beam makes another error of it. Where it is lost altogether, the process ends a few seconds later all the same.
    """

    came = False

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """The block; what is logged after the interruption is not said any more."""
        before = signal.signal(signal.SIGINT, self._interrupted)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _interrupted(self, *_: object) -> None:
        self.came = True
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        logging.disable()
        late = threading.Timer(_PATIENCE, end_interrupted, kwargs={"flush": False})
        late.daemon = True
        late.start()
        raise KeyboardInterrupt


def end_interrupted(*, flush: bool = True) -> NoReturn:
    """Say so, and end the process at once: whatever it was doing, the next run makes it good, as after a kill."""
    if flush:
        with suppress(OSError):
            sys.stdout.flush()
    if sys.stderr.isatty():
        sys.stderr.write(_SHOW_CURSOR)
    logging.disable(logging.NOTSET)
    complain("wirewatch", "interrupted; nothing is lost, run it again to go on")
    sys.stderr.flush()
    os._exit(INTERRUPTED)


def end_unread() -> int:
    """The exit code where the reader of our output has left, as head does; nothing is said of it, at exit either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return UNREAD
