"""One coder for all tests of a process, which takes over a second to load and keeps only parses of what it read."""

import copy
import sys
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pytest import MonkeyPatch  # noqa: PT013  only the type is wanted

if TYPE_CHECKING:
    from pipelines.coding.coder import EventCoder

_MODULE: Final = "pipelines.coding.coder"
_shipped: list[Any] = []


def share_the_coder() -> None:
    """Have ``EventCoder.load`` give the same coder each time; nothing where no test needed that module yet."""
    if _MODULE not in sys.modules or _shipped:
        return
    from pipelines.coding.coder import EventCoder
    from pipelines.coding.judge.second_look import SecondLook

    _shipped.append(EventCoder.__dict__["load"])
    loaded = cache(EventCoder.load)

    def load(_cls: type, weigher: Any = None) -> "EventCoder":
        shared = loaded()
        if weigher is None:
            return shared
        own = copy.copy(shared)
        own._second_look = SecondLook(shared._second_look._network, weigher)  # type: ignore[attr-defined]
        return own

    EventCoder.load = classmethod(load)  # type: ignore[method-assign, assignment]


def load_anew(monkeypatch: MonkeyPatch) -> None:
    """Have ``EventCoder.load`` load for the rest of the test, as it does when it ships."""
    from pipelines.coding.coder import EventCoder

    if _shipped:
        monkeypatch.setattr(EventCoder, "load", _shipped[0])
