"""The books of days that a worker has made, each found again by what was put into it."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Self

from pipelines.aggregation.book import DayBook
from pipelines.aggregation.parts import Part
from pipelines.options import MIN_CONFIDENCE

_MOST_REPORTS: Final = 20_000
_LEAST_BOOKS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMark:
    """Which parts were put into a book, as a digest of 128 bits over all of them in turn, and whether rows wait."""

    digest: bytes
    waits: bool

    @classmethod
    def after(cls, before: "Self | None", part: Part, *, waits: bool) -> Self:
        """The mark when ``part`` is put into a book that had the mark ``before``."""
        digest = hashlib.sha256(before.digest if before else b"")
        digest.update(f"{part.history}{part.version}{part.stands}".encode())
        return cls(digest=digest.digest()[:16], waits=waits)

    def without_waiting(self) -> Self:
        """The same book when its rows were given."""
        return replace(self, waits=False)


class Shelf:
    """Keeps books between bundles, for all threads of a process.

    A book is away while somebody works on it: if that fails it does not come back, and the next one makes it anew. Two
    runs of a bundle, of which the first failed, and a worker that got the day from another thus never see each other's
    book. The books longest unused go first, when the reports in all of them are more than ``most_reports``.
    """

    def __init__(self, most_reports: int = _MOST_REPORTS) -> None:
        self._most_reports = most_reports
        self._books: OrderedDict[tuple[date, float, bytes], DayBook] = OrderedDict()
        self._lock = threading.Lock()

    def take(
        self,
        day: date,
        mark: DayMark | None,
        parts: Callable[[], Iterable[Part]],
        min_confidence: float = MIN_CONFIDENCE,
    ) -> DayBook:
        """The book of ``day`` with ``mark``, made anew of its ``parts`` if it is not here; None: an empty one."""
        if mark is None:
            return DayBook(day, min_confidence)
        with self._lock:
            found = self._books.pop((day, min_confidence, mark.digest), None)
        if found is not None and found.waits == mark.waits:
            return found
        book = DayBook(day, min_confidence)
        for part in parts():
            book.put(part)
        book.take_for_given(rows=not mark.waits)
        return book

    def put_back(self, book: DayBook, mark: DayMark) -> DayMark:
        """Keep ``book`` for whoever comes with ``mark``, which is returned."""
        with self._lock:
            self._books[book.day, book.min_confidence, mark.digest] = book
            held = sum(map(len, self._books.values()))
            while held > self._most_reports and len(self._books) > _LEAST_BOOKS:
                _, gone = self._books.popitem(last=False)
                held -= len(gone)
        return mark
