"""Visits to feeds, many at a time; what they bring is delivered first and remembered then."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, fields
from typing import Any, Final

from connectors.feeds.listing import Feed, host_of
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
    """What visits did: feeds that were read, that failed, that are left alone because they ask for it, reports.

    ``updates``: reports of items that were known; ``left``: items that the next visit looks at again.
    """

    feeds: int = 0
    failed: int = 0
    left_alone: int = 0
    reports: int = 0
    updates: int = 0
    left: int = 0

    def add(self, more: "Read") -> None:
        """Add what further visits did."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(more, each.name))


class Rounds:
    """Visits feeds and remembers them.

    ``done`` is told of each visit. What goes wrong here sets ``stop``, and ``end`` ends what visits wait for.
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

        self._next = {feed.url: memory.state(feed.url, feed.named).next_at for feed in self._feeds}
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="feeds")
        self._under_way: dict[Future[Visited], tuple[Feed, FeedState]] = {}

    @property
    def idle(self) -> bool:
        """Whether no visit is under way."""
        return not self._under_way

    def stop(self) -> None:
        """End all visits: what they have not brought is read again. It may be called while one of the others runs."""
        self._stop.set()
        self._end()

    def close(self) -> None:
        """End all visits and let their threads go."""
        self.stop()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def read_all(self) -> Read:
        """Visit all feeds but those whose servers ask to be left alone; raises StoppedError."""
        now, read, waiting = self._clock(), Read(), []
        for feed in self._feeds:
            if self._memory.state(feed.url, feed.named).left_alone_until > now:
                read.left_alone += 1
            else:
                waiting.append(feed)
        while waiting or self._under_way:
            waiting = self._begin(waiting)
            self._take_ended(read, None)
        return read

    def read_on(self, seconds: float) -> Read:
        """Begin to visit feeds that are due, and take what visits that end bring, for so long; raises StoppedError."""
        now, read = self._clock(), Read()
        self._begin(feed for feed in self._feeds if self._next[feed.url] <= now)
        self._take_ended(read, seconds)
        return read

    def _begin(self, feeds: Iterable[Feed]) -> list[Feed]:
        """Begin visits, one at a time to a host, so that a slow one holds one thread; the feeds that have to wait."""
        waiting, busy = [], {host_of(feed.url) for feed, _ in self._under_way.values()}
        for feed in feeds:
            host = host_of(feed.url)
            if host in busy:
                waiting.append(feed)
                continue
            busy.add(host)
            state = self._memory.state(feed.url, feed.named)
            visit = self._pool.submit(self._visitor.visit, feed, state, self._memory.seen(feed.url))
            self._under_way[visit] = feed, state
        return waiting

    def _take_ended(self, read: Read, seconds: float | None) -> None:
        try:
            if self._under_way:
                ended, _ = wait(self._under_way, seconds, FIRST_COMPLETED)
            else:
                ended = set()
                self._stop.wait(seconds)
            if self._stop.is_set():  # a visit may have failed for that alone
                raise StoppedError
            for visit in ended:
                self._take(*self._under_way.pop(visit), visit.result(), read)
        except BaseException:  # nobody waits for a server then; what is not remembered is read again
            self.stop()
            raise

    def _take(self, feed: Feed, before: FeedState, visited: Visited, read: Read) -> None:
        state = visited.state
        if visited.reports:
            self._deliver(visited.reports)
        self._memory.remember(state, visited.changed, visited.there, self._clock())
        self._next[feed.url] = state.next_at
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
