"""One memory of copies for all threads of a process.

A runner with checkpoints makes many instances of a step in each worker, some of them only to wait for a checkpoint. If
each read the log to fill a memory of its own, a worker would read it many times over and hold it as often.
"""

import threading
from collections.abc import Callable, Hashable, Iterable
from typing import Any

from pipelines.dedup.deliveries import Deliveries, KnownDeliveries
from pipelines.dedup.index import Arrival, StoryIndex
from pipelines.dedup.memory import CopyMemory
from schemas import CodedReport


class _SharedStories(StoryIndex):
    """A StoryIndex for several threads: what it says decides nothing that counts, so that order does not matter."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()

    def arrive(self, report_id: str, **told: Any) -> Arrival:
        with self._lock:
            return super().arrive(report_id, **told)


class _Shared:
    """What all instances of a process look up."""

    def __init__(self, coded_before: Iterable[CodedReport]) -> None:
        self.stories, self.known = _SharedStories(), KnownDeliveries()
        deliveries = Deliveries(self.known)
        for record in coded_before:
            self.stories.feed(record)
            deliveries.feed(record)


_memories: dict[Hashable, _Shared] = {}
_lock = threading.Lock()


def recall_shared(log: Hashable, coded_before: Callable[[], Iterable[CodedReport]]) -> CopyMemory:
    """The memory for one instance: stories and deliveries done with are those of the process, by ``log``.

    The first instance fills them from ``coded_before``; others wait until it has.
    """
    with _lock:
        if log not in _memories:
            _memories[log] = _Shared(coded_before())
        shared = _memories[log]
    memory = CopyMemory()
    memory.stories, memory.deliveries = shared.stories, Deliveries(shared.known)
    return memory
