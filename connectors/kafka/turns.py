"""How long a reader waits for its partition, when others of the same process wait for their turn behind it."""

import threading
import time
from collections.abc import Callable
from typing import Final

from kafka.structs import TopicPartition

from connectors.kafka.settings import KafkaSettings

ROUND_SECONDS: Final = 0.5
"""In about so long every partition of a process has had its turn, when nothing comes."""
LEAST_SECONDS: Final = 0.05


class Turns:
    """The turns that a process takes at the partitions of one topic.

    A runner gives a thread one partition after the other, and does not tell which or how many; who waits for records
    holds the others up. So a partition whose last round took too long waits shorter, and one whose was short longer.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._last: dict[TopicPartition, tuple[float, float]] = {}

    def begin(self, part: TopicPartition) -> float:
        """Begin a turn at ``part``; the seconds that it may wait for its first record."""
        now = self._clock()
        with self._lock:
            began, seconds = self._last.get(part, (now - ROUND_SECONDS, ROUND_SECONDS))
            took = max(now - began, LEAST_SECONDS)
            seconds = min(max(seconds * ROUND_SECONDS / took, LEAST_SECONDS), ROUND_SECONDS)
            self._last[part] = now, seconds
        return seconds


_turns: dict[tuple[object, str], Turns] = {}
_turns_lock = threading.Lock()


def turns_of(settings: KafkaSettings, topic: str) -> Turns:
    """This process's turns at a topic."""
    with _turns_lock:
        return _turns.setdefault((settings.identity, topic), Turns())
