"""Books are found again by what was put into them, and by nobody else."""

from collections.abc import Iterable
from datetime import UTC, date

import pytest
from claims.coder import PlainCoder
from claims.generator import corpus
from claims.memory import NOW, run_all

from pipelines.aggregation.book import DayBook
from pipelines.aggregation.parts import Part, arrive
from pipelines.aggregation.shelf import DayMark, Shelf


def parts_of_a_day() -> tuple[date, list[Part]]:
    """The day that most records of a corpus touch, and their parts of it."""
    by_day: dict[date, list[Part]] = {}
    for record in {r.report_id: r for r in run_all([corpus(12)], PlainCoder(), UTC)}.values():
        arrival = arrive(None, record)
        assert arrival is not None
        for day, part in arrival.days.items():
            by_day.setdefault(day, []).append(part)
    return max(by_day.items(), key=lambda item: len(item[1]))


DAY, PARTS = parts_of_a_day()


def never() -> Iterable[Part]:
    raise AssertionError("the book was made anew")


def put(shelf: Shelf, parts: list[Part], mark: DayMark | None = None) -> DayMark:
    for part in parts:
        book = shelf.take(DAY, mark, never)
        book.put(part)
        mark = shelf.put_back(book, DayMark.after(mark, part, waits=True))
    assert mark is not None
    return mark


def test_book_is_kept() -> None:
    assert len(PARTS) > 3
    shelf = Shelf()
    book = shelf.take(DAY, put(shelf, PARTS), never)
    assert len(book) == len({part.history.report_id for part in PARTS})


def test_what_a_failed_bundle_put_is_not_found() -> None:
    """The state was rolled back to two parts, and another worker put a third one: this worker's third is not that."""
    shelf = Shelf()
    mark = put(shelf, PARTS[:2])
    put(shelf, PARTS[2:3], mark)
    assert len(shelf.take(DAY, mark, lambda: PARTS[:2])) == 2
    with pytest.raises(AssertionError, match="made anew"):
        shelf.take(DAY, DayMark.after(mark, PARTS[3], waits=True), never)


def test_a_book_that_somebody_has_is_not_given_again() -> None:
    shelf = Shelf()
    mark = put(shelf, PARTS)
    first = shelf.take(DAY, mark, never)
    assert shelf.take(DAY, mark, lambda: PARTS) is not first


@pytest.mark.parametrize("waits", [True, False])
def test_book_made_anew_knows_whether_rows_wait(waits: bool) -> None:
    mark: DayMark | None = None
    for part in PARTS:
        mark = DayMark.after(mark, part, waits=waits)
    book = Shelf().take(DAY, mark, lambda: PARTS)
    assert book.waits is waits
    assert not book.event_changes().events
    kept = DayBook(DAY)
    for part in PARTS:
        kept.put(part)
    assert book.row_changes(NOW) == (kept.row_changes(NOW) if waits else DayBook(DAY).row_changes(NOW))


def test_least_used_books_go_first_and_two_stay() -> None:
    shelf = Shelf(most_reports=3)
    marks = []
    for number in range(4):
        part = PARTS[number]
        book = DayBook(DAY)
        book.put(part)
        marks.append(shelf.put_back(book, DayMark.after(None, part, waits=True)))
    assert len(shelf.take(DAY, marks[3], never)) == 1
    with pytest.raises(AssertionError, match="made anew"):
        shelf.take(DAY, marks[0], never)
    small = Shelf(most_reports=0)
    assert len(small.take(DAY, put(small, PARTS), never)) > 3
