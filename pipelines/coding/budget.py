"""The time that coding one report may take, as a last resort: hundreds of times what a report needs."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

SECONDS: Final = 60.0
SECONDS_A_CHARACTER: Final = 0.001


class _OverspentError(Exception):
    """Ends what a budget is spent on; it goes no further than the budget."""


class Budget:
    """Processor time of the thread at work, so that a busy machine or a long wait costs a report nothing.

    Spent in ``with`` blocks, which ``check`` leaves once it is overspent. What runs in one piece, as a pattern does, is
    not interrupted: it is found overspent when it ends.
    """

    def __init__(self, characters: int, clock: Callable[[], float] = time.thread_time) -> None:
        self._limit = SECONDS + SECONDS_A_CHARACTER * characters
        self._clock = clock
        self._began = 0.0
        self.spent = 0.0

    @property
    def overspent(self) -> bool:
        """Whether more was spent than there was."""
        return self.spent > self._limit

    def check(self) -> None:
        """Leave the ``with`` block if more was spent than there was."""
        self._count()
        if self.overspent:
            raise _OverspentError

    def __enter__(self) -> Self:
        self._began = self._clock()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        self._count()
        return isinstance(error, _OverspentError)

    def _count(self) -> None:
        now = self._clock()
        self.spent += now - self._began
        self._began = now
