"""A bounded memory of deliveries: which reports arrived before just as they are, and what coded them."""

import sys
import threading
from collections.abc import Mapping
from hashlib import blake2b
from typing import Final

from pipelines.identity import netstring
from schemas import CodedReport, Report

GENERATION: Final = 500_000
THIS_RUN: Final = sys.maxsize
"""The rank of the coder at work, whichever that is."""


class KnownDeliveries:
    """The last deliveries that are done with, between one and two generations of them, by 64-bit hash.

    About 100 bytes each. A cache: what it forgets is coded again, with the same result. For several threads.
    """

    def __init__(self, generation: int = GENERATION) -> None:
        self._generation = generation
        self._lock = threading.Lock()
        self._young: dict[int, int] = {}
        self._old: dict[int, int] = {}

    def rank(self, key: int) -> int | None:
        """The rank that a delivery was coded with."""
        with self._lock:
            return self._young.get(key, self._old.get(key))

    def add(self, ranks: Mapping[int, int]) -> None:
        """Remember deliveries with their ranks; the higher rank stands."""
        with self._lock:
            for key, rank in ranks.items():
                self._young[key] = max(rank, self._young.get(key, rank))
                if len(self._young) >= self._generation:
                    self._old, self._young = self._young, {}


class Deliveries:
    """What one instance of a step knows of deliveries: those done with, and those of the bundle that it works on.

    A new delivery counts as seen here at once, and for others that share ``known`` from the instance's next bundle
    on: a runner gives no other bundle to an instance whose bundle failed, so what is passed on has been written.
    For one thread.
    """

    def __init__(self, known: KnownDeliveries | None = None) -> None:
        self._known = known or KnownDeliveries()
        self._new: dict[int, int] = {}

    def start_bundle(self) -> None:
        """The bundle before, if there was one, is done with."""
        self._known.add(self._new)
        self._new = {}

    def coded_by(self, report: Report) -> int | None:
        """The rank that this very delivery was coded with, None for a new one.

        It counts as seen from now on: where an older coder coded it, that of this run has it after the first time.
        """
        key = _key(report, report.canonical_url or report.url, report.retracted)
        rank = self._new.get(key, self._known.rank(key))
        if rank != THIS_RUN:
            if len(self._new) >= GENERATION:  # a bundle without end, as a drain has
                self._new.clear()
            self._new[key] = THIS_RUN
        return rank

    def feed(self, record: CodedReport) -> None:
        """Remember what was coded before."""
        self._known.add({delivery_of(record): record.coder.rank})


def delivery_of(record: CodedReport) -> int:
    """A hash of 64 bits of the delivery that a record was coded from."""
    return _key(record, record.url, record.reason == "retracted")


def _key(report: Report | CodedReport, url: str | None, retracted: bool) -> int:
    """A hash of all that a coded record takes from its report: deliveries that differ in any of it are two."""
    digest = blake2b(digest_size=8)
    for value in (
        report.report_id,
        report.source,
        report.publisher,
        report.agency,
        url,
        report.title,
        report.text,
        report.language,
        report.published_at.isoformat(),
        report.published_precision,
        report.fetched_at.isoformat(),
        str(retracted),
    ):
        digest.update(netstring(value or ""))
    return int.from_bytes(digest.digest(), "big")
