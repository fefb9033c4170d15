"""Which leaders carry which sentence parts, in about twelve bytes for each part of each."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_FRESH_ENTRIES = 8192
# Small enough that the memory of a merge does not count, large enough that runs stay few.
_LARGEST_RUN = 128 * _FRESH_ENTRIES


class _Run(NamedTuple):
    """Entries sorted by part: who carries it."""

    parts: npt.NDArray[np.int64]
    carriers: npt.NDArray[np.uint32]


class Postings:
    """An inverted index from sentence parts to small numbers, the carriers; entries are added and never removed.

    New entries stand in a dictionary; when it is full they become a sorted run, and runs of like size are merged, so
    that a lookup is a binary search in a few arrays.
    """

    def __init__(self) -> None:
        self._fresh: dict[int, list[int]] = {}
        self._fresh_entries = 0
        self._runs: list[_Run] = []

    def add(self, carrier: int, parts: Collection[int]) -> None:
        """Enter that ``carrier`` (0 to 2**32 - 1) carries each of the distinct ``parts``."""
        for part in parts:
            self._fresh.setdefault(part, []).append(carrier)
        self._fresh_entries += len(parts)
        if self._fresh_entries >= _FRESH_ENTRIES:
            self._settle()

    def shared_with(self, parts: Collection[int], most: int) -> dict[int, list[int]]:
        """Each carrier of at least one of the distinct ``parts``, and those that it carries.

        Parts that more than ``most`` carry are left out.
        """
        carriers_of: dict[int, list[int]] = {}
        for part, carriers in self._carriers_of(parts, most + 1):
            carriers_of[part] = carriers_of.get(part, []) + carriers
        shared: dict[int, list[int]] = {}
        for part, carriers in carriers_of.items():
            if len(carriers) <= most:
                for carrier in carriers:
                    shared.setdefault(carrier, []).append(part)
        return shared

    def _carriers_of(self, parts: Collection[int], enough: int) -> Iterator[tuple[int, list[int]]]:
        """The carriers of each part, of each place where they stand no more than are ``enough``."""
        for part in parts:
            if part in self._fresh:
                yield part, self._fresh[part][:enough]
        if not self._runs:
            return
        wanted = np.fromiter(parts, np.int64, len(parts))
        for run in self._runs:
            starts = run.parts.searchsorted(wanted)
            known = run.parts.take(starts, mode="clip") == wanted
            hits, starts = wanted[known], starts[known]
            ends = run.parts.searchsorted(hits, "right")
            for part, start, end in zip(hits.tolist(), starts.tolist(), ends.tolist(), strict=True):
                yield part, run.carriers[start : min(end, start + enough)].tolist()

    def _settle(self) -> None:
        parts = np.fromiter(
            (part for part, carriers in self._fresh.items() for _ in carriers), np.int64, self._fresh_entries
        )
        carriers = np.fromiter(
            (carrier for carriers in self._fresh.values() for carrier in carriers), np.uint32, self._fresh_entries
        )
        self._runs.append(_sorted(parts, carriers))
        self._fresh = {}
        self._fresh_entries = 0
        while len(self._runs) > 1 and len(self._runs[-2].parts) <= min(
            2 * len(self._runs[-1].parts), _LARGEST_RUN // 2
        ):
            later, earlier = self._runs.pop(), self._runs.pop()
            self._runs.append(
                _sorted(
                    np.concatenate((earlier.parts, later.parts)), np.concatenate((earlier.carriers, later.carriers))
                )
            )


def _sorted(parts: npt.NDArray[np.int64], carriers: npt.NDArray[np.uint32]) -> _Run:
    order = parts.argsort(kind="stable")
    return _Run(parts[order], carriers[order])
