"""How long a reader waits for its partition, when others of the same process wait for their turn behind it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from kafka.structs import TopicPartition

from connectors.kafka.settings import KafkaSettings

ROUND_SECONDS: Final = 0.9
"""In about so long every partition of a process has had its turn, when nothing comes."""


class Turns:
    """The partitions of one topic that a process reads, some of them at the same time.

    A runner gives a thread one partition after the other, and does not tell how many; who waits for records holds the
    others up. So a turn is as long as all can have one in a round: the more read at the same time, the longer.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: set[TopicPartition] = set()
        self._at_work = 0

    @contextmanager
    def turn(self, part: TopicPartition) -> Iterator[float]:
        """Read ``part`` inside the block; gives the seconds that it may wait for its first record."""
        with self._lock:
            self._known.add(part)
            self._at_work += 1
            seconds = ROUND_SECONDS * min(1.0, self._at_work / len(self._known))
        try:
            yield seconds
        finally:
            with self._lock:
                self._at_work -= 1


_turns: dict[tuple[object, str], Turns] = {}
_turns_lock = threading.Lock()


def turns_of(settings: KafkaSettings, topic: str) -> Turns:
    """This process's turns at a topic."""
    with _turns_lock:
        return _turns.setdefault((settings.identity, topic), Turns())
