"""A mean and a ranking that are kept up while values come and go."""

from bisect import insort
from collections import defaultdict
from heapq import nsmallest
from typing import Final

_KNOWN: Final = 8
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
        self._once = _Smallest()
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
        for count in sorted(self._by_count, reverse=True):
            found += nsmallest(most - len(found), self._by_count[count])
            if len(found) == most:
                return tuple(found)
        return (*found, *self._once.first(most - len(found)))

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


class _Smallest:
    """A set of names that knows its smallest ones without looking at all of them each time."""

    __slots__ = ("_names", "_smallest")

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._smallest: list[str] = []  # in order; every other name is greater than the last of them

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def add(self, name: str) -> None:
        whole = len(self._smallest) == len(self._names)
        self._names.add(name)
        if (whole and len(self._smallest) < _KNOWN) or (self._smallest and name < self._smallest[-1]):
            insort(self._smallest, name)
            del self._smallest[_KNOWN:]

    def remove(self, name: str) -> None:
        self._names.remove(name)
        if self._smallest and name <= self._smallest[-1]:
            self._smallest.remove(name)

    def first(self, most: int) -> list[str]:
        if len(self._smallest) < min(most, len(self._names)):
            self._smallest = nsmallest(max(most, _KNOWN), self._names)
        return self._smallest[:most]


def _units(value: float) -> int:
    numerator, denominator = value.as_integer_ratio()
    return numerator * (_UNIT // denominator)
