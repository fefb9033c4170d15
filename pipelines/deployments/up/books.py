"""The books of the days that lately changed: what new records change in the tables, at the price of what is new."""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final

from connectors.tables import Changes
from pipelines.aggregation.book import DayBook
from pipelines.aggregation.changes import merged
from pipelines.aggregation.parts import Part, parts_of, report_told
from pipelines.aggregation.versions import Standing
from pipelines.options import MIN_CONFIDENCE

_MOST_REPORTS: Final = 20_000
_LEAST_BOOKS: Final = 2


class Books:
    """Keeps a book of each day that was touched of late; one that is not there is made of what stands.

    ``standing_on`` gives what stands of every report that has to do with a day. The books longest unused go first,
    when the reports in all of them are more than ``most_reports``.
    """

    def __init__(
        self,
        standing_on: Callable[[date], Iterable[Standing]],
        most_reports: int = _MOST_REPORTS,
        min_confidence: float = MIN_CONFIDENCE,
    ) -> None:
        self._standing_on, self._most_reports, self._min_confidence = standing_on, most_reports, min_confidence
        self._books: OrderedDict[date, DayBook] = OrderedDict()

    def changes(self, news: Iterable[Standing], now: datetime) -> Changes:
        """What changes in the tables when ``news`` stand anew, which the tables do not hold yet and the snapshot does.

        ``now`` becomes ``updated_at``.
        """
        newest = {standing.report.report_id: standing for standing in news}
        touched = defaultdict[date, list[Part]](list)
        for standing in newest.values():
            for day, part in parts_of(standing).items():
                touched[day].append(part)
        told = (report_told(standing.report, self._min_confidence) for standing in newest.values())
        found = [Changes(reports=tuple(told))]
        for day, parts in sorted(touched.items()):
            book = self._book(day, without=newest.keys())
            for part in parts:
                book.put(part)
            found += [book.event_changes(), book.row_changes(now)]
            self._books[day] = book
        self._let_go()
        return merged(found)

    def _book(self, day: date, without: Iterable[str]) -> DayBook:
        if day in self._books:
            return self._books.pop(day)
        book, left_out = DayBook(day, self._min_confidence), set(without)
        for standing in self._standing_on(day):
            if standing.report.report_id not in left_out:
                book.put(parts_of(standing)[day])
        book.take_for_given(rows=True)
        return book

    def _let_go(self) -> None:
        held = sum(map(len, self._books.values()))
        while held > self._most_reports and len(self._books) > _LEAST_BOOKS:
            _, gone = self._books.popitem(last=False)
            held -= len(gone)
