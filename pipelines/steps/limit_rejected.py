"""Tell a broken feed from bad records: invariant 6."""

import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

_MINUTE: Final = 60.0


class TooManyRejectedError(RuntimeError):
    """So many records cannot be used that the feed, or what reads it, must be broken."""


@dataclass(slots=True)
class _Minute:
    """What was read since ``began``, a time of the clock in seconds."""

    began: float
    read: int = 0
    rejected: Counter[str] = field(default_factory=Counter)


class RejectLimit:
    """Stops a job when more than ``share`` of at least ``least`` records read within ``minutes`` are rejected.

    ``clock`` gives seconds of the worker's own time, so that a quiet feed is judged by what came lately. Whole minutes
    are forgotten at a time. Each worker counts for itself.
    """

    def __init__(
        self, share: float = 0.5, least: int = 1_000, minutes: int = 10, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._share, self._least, self._minutes, self._clock = share, least, minutes, clock
        self._counts: deque[_Minute] = deque()

    def accepted(self) -> None:
        """Count a record that could be used."""
        self._minute().read += 1

    def rejected(self, where: str, reason: str) -> None:
        """Count a record that could not; raises TooManyRejectedError when it is one too many."""
        minute = self._minute()
        minute.read += 1
        minute.rejected[reason] += 1
        read = sum(counted.read for counted in self._counts)
        reasons = sum((counted.rejected for counted in self._counts), Counter[str]())
        if read >= self._least and reasons.total() > self._share * read:
            ((commonest, times),) = reasons.most_common(1)
            raise TooManyRejectedError(
                f"{reasons.total():,} of {read:,} records within {self._minutes} minutes were rejected, {times:,} of "
                f"them for {commonest}, the last at {where} for {reason}: more than {self._share:.0%} means that the "
                "feed is broken and not a record; no offset was committed: mend the feed and start again, or, where "
                "these records are to go to the dead letters, start once with --no_reject_limit"
            )

    def _minute(self) -> _Minute:
        now = self._clock()
        while self._counts and now - self._counts[0].began >= self._minutes * _MINUTE:
            self._counts.popleft()
        if not self._counts or now - self._counts[-1].began >= _MINUTE:
            self._counts.append(_Minute(began=now))
        return self._counts[-1]
