"""A mean and a ranking that are kept up while values come and go."""

from collections import defaultdict
from heapq import nsmallest
from typing import Final

_UNIT: Final = 1 << 1074  # every finite float is a whole number of 1/_UNIT


class RunningMean:
    """The mean of known values, exactly as ``math.fsum`` gives it: whole numbers lose nothing when values go."""

    __slots__ = ("_number", "_sum")

    def __init__(self) -> None:
        self._sum = self._number = 0

    def add(self, value: float | None) -> None:
        """Take a value in; None is not known and does not count."""
        if value is not None:
            self._sum += _units(value)
            self._number += 1

    def remove(self, value: float | None) -> None:
        """Take out a value that was taken in."""
        if value is not None:
            self._sum -= _units(value)
            self._number -= 1

    def value(self) -> float | None:
        """The mean, None of no values."""
        return (self._sum / _UNIT) / self._number if self._number else None


class MostTold:
    """Which names were counted most. Most names are counted once, and cost a place in one set."""

    __slots__ = ("_by_count", "_counts", "_once")

    def __init__(self) -> None:
        self._once: set[str] = set()
        self._counts: dict[str, int] = {}
        self._by_count = defaultdict[int, set[str]](set)

    def add(self, name: str) -> None:
        """Count ``name`` once more."""
        self._move(name, 1)

    def remove(self, name: str) -> None:
        """Count ``name``, which was counted, once less."""
        self._move(name, -1)

    def first(self, most: int) -> tuple[str, ...]:
        """The ``most`` names with the highest counts, of equals the smallest."""
        found: list[str] = []
        for names in (*(self._by_count[count] for count in sorted(self._by_count, reverse=True)), self._once):
            found += nsmallest(most - len(found), names)
            if len(found) == most:
                break
        return tuple(found)

    def _move(self, name: str, by: int) -> None:
        if name in self._once:
            self._once.remove(name)
            before = 1
        else:
            before = self._counts.pop(name, 0)
            if before:
                self._by_count[before].remove(name)
                if not self._by_count[before]:
                    del self._by_count[before]
        after = before + by
        if after < 0:
            raise KeyError(name)
        if after == 1:
            self._once.add(name)
        elif after:
            self._counts[name] = after
            self._by_count[after].add(name)


def _units(value: float) -> int:
    numerator, denominator = value.as_integer_ratio()
    return numerator * (_UNIT // denominator)
