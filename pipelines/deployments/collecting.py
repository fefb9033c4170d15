"""How often Python looks for cycles."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for cycles rarely meanwhile.

    What a start loads stays, and a drain holds millions of records, none of which is part of a cycle; Python would walk
    them all time and again: a quarter of a drain's time (``benchmarks/million_tellings.py``).
    """
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
