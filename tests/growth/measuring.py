"""How the processor time of some work grows with its size: neighbours on the machine do not count."""

import gc
import math
import time
from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")
TIMES: Final = 8
BELOW: Final = 1.3
_FLOOR: Final = 0.02  # seconds: less says nothing
_LONGEST: Final = 60.0


def exponent(work: Callable[[T], object], of: Callable[[int], T], size: int) -> float:
    """The k of size ** k by which ``work`` on ``of(n)`` grows between n = ``size`` and eight times that."""
    small = _seconds(work, of(size))
    if small > _LONGEST:
        return math.inf
    large = _seconds(work, of(TIMES * size))
    if _k(small, large) >= BELOW:  # once more: a collection of garbage or a cold cache is no growth
        small, large = max(small, _seconds(work, of(size))), min(large, _seconds(work, of(TIMES * size)))
    return _k(small, large)


def _k(small: float, large: float) -> float:
    return math.log(max(large, _FLOOR) / max(small, _FLOOR / TIMES)) / math.log(TIMES)


def _seconds(work: Callable[[T], object], on: T) -> float:
    gc.collect()
    gc.disable()
    began = time.process_time()
    try:
        work(on)
    finally:
        gc.enable()
    return time.process_time() - began
