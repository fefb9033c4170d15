"""Rounds of visits to feeds, many at a time; what they bring is delivered first and remembered then."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any, Final

from connectors.feeds.listing import Feed
from connectors.feeds.memory import FeedState, Memory
from connectors.feeds.pace import StoppedError
from connectors.feeds.standing import is_silent, silent_days
from connectors.feeds.visiting import Visited, Visitor

Deliver = Callable[[Sequence[dict[str, Any]]], None]
"""Takes reports; when it returns they are where they cannot be lost."""
THREADS: Final = 16
_log: Final = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class Read:
    """What a round did: feeds that were read, that failed, that are left alone because they ask for it, reports.

    ``updates``: reports of items that were known; ``left``: items that the next round looks at again.
    """

    feeds: int = 0
    failed: int = 0
    left_alone: int = 0
    reports: int = 0
    updates: int = 0
    left: int = 0


class Rounds:
    """Visits feeds and remembers them.

    ``done`` is told of each visit. A round that is broken off sets ``stop``, and ``end`` ends what visits wait for.
    """

    def __init__(
        self,
        feeds: Iterable[Feed],
        memory: Memory,
        visitor: Visitor,
        deliver: Deliver,
        stop: threading.Event,
        *,
        end: Callable[[], None] = lambda: None,
        done: Callable[[Feed, Visited], None] = lambda _feed, _visited: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._feeds, self._memory, self._visitor, self._deliver = list(feeds), memory, visitor, deliver
        self._stop, self._end, self._done, self._clock = stop, end, done, clock

    @property
    def next_at(self) -> float:
        """When the next feed is due."""
        known = self._memory.states()
        return min((known[feed.url].next_at if feed.url in known else 0.0) for feed in self._feeds)

    def stop(self) -> None:
        """End a round that is under way: what it has not kept is read again by the next."""
        self._stop.set()
        self._end()

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until there is a stop; whether there was one."""
        return self._stop.wait(seconds)

    def read_due(self) -> Read:
        """Visit the feeds that are due; raises StoppedError."""
        now = self._clock()
        return self._read([(f, s) for f, s in self._with_states() if s.next_at <= now], Read())

    def read_all(self) -> Read:
        """Visit all feeds but those whose servers ask to be left alone; raises StoppedError."""
        now = self._clock()
        wanted = [(f, s) for f, s in self._with_states() if s.left_alone_until <= now]
        return self._read(wanted, Read(left_alone=len(self._feeds) - len(wanted)))

    def _with_states(self) -> list[Any]:
        return [(feed, self._memory.state(feed.url, feed.named)) for feed in self._feeds]

    def _read(self, wanted: list[Any], read: Read) -> Read:
        pool = ThreadPoolExecutor(THREADS, thread_name_prefix="feeds")
        try:
            visits = {
                pool.submit(self._visitor.visit, feed, state, self._memory.seen(feed.url)): (feed, state)
                for feed, state in wanted
            }
            for visit in as_completed(visits):
                visited = visit.result()
                if self._stop.is_set():  # it may have failed for that alone
                    raise StoppedError
                self._take(*visits[visit], visited, read)
        except BaseException:  # nobody waits for a server then; what is not remembered is read again
            self.stop()
            raise
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        return read

    def _take(self, feed: Feed, before: FeedState, visited: Visited, read: Read) -> None:
        state = visited.state
        if visited.reports:
            self._deliver(visited.reports)
        self._memory.remember(state, visited.changed, visited.there, self._clock())
        if state.error is None:
            read.feeds += 1
        else:
            read.failed += 1
            _log.warning("%s: %s", state.source, state.error)
        if is_silent(state) and not is_silent(before):
            _log.warning("%s: silent for %.1f days, longer than it ever was", state.source, silent_days(state))
        if state.moved_to:
            _log.warning("%s: moved for good to %s: put that into the list", state.source, state.moved_to)
        read.reports += len(visited.reports)
        read.updates += visited.updated
        read.left += visited.left
        self._done(feed, visited)
