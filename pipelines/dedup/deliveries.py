"""A bounded memory of deliveries: which reports arrived before just as they are, and what coded them."""

import sys
from hashlib import blake2b
from typing import Final

from pipelines.identity import netstring
from schemas import CodedReport, Report

GENERATION: Final = 500_000
THIS_RUN: Final = sys.maxsize
"""The rank of the coder at work, whichever that is."""


class Deliveries:
    """The last deliveries, between one and two generations of them, by 64-bit hash (about 100 bytes each).

    A cache: what it forgets is coded again, with the same result. For one thread.
    """

    def __init__(self, generation: int = GENERATION) -> None:
        self._generation = generation
        self._young: dict[int, int] = {}
        self._old: dict[int, int] = {}

    def coded_by(self, report: Report) -> int | None:
        """The rank that this very delivery was coded with, None for a new one, which counts as seen from now on."""
        key = _key(report, report.canonical_url or report.url, report.retracted)
        rank = self._young.get(key, self._old.get(key))
        if rank is None:
            self._remember(key, THIS_RUN)
        return rank

    def feed(self, record: CodedReport) -> None:
        """Remember what was coded before."""
        self._remember(_key(record, record.url, record.reason == "retracted"), record.coder.rank)

    def _remember(self, key: int, rank: int) -> None:
        self._young[key] = max(rank, self._young.get(key, rank))
        if len(self._young) >= self._generation:
            self._old, self._young = self._young, {}


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
