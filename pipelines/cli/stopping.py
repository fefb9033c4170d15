"""Ending a command that runs until it is told to stop."""

import logging
import signal
from collections.abc import Callable


def on_stop(stop: Callable[[], object]) -> None:
    """Call ``stop`` at the first SIGINT or SIGTERM; a second one ends the process at once."""

    def stopping(number: int, _: object) -> None:
        logging.getLogger(__name__).info("%s: stopping", signal.Signals(number).name)
        signal.signal(number, signal.SIG_DFL)
        stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stopping)
