"""Rows on a shelf: of each the last change, by day, as it was put there."""

from datetime import timedelta
from random import Random

from rows import DAY, pair, read

from pipelines.aggregation.cells import TOTAL
from pipelines.alerting.row_changes import RowChange, RowShelf


def test_gives_back_the_last_change_of_each_row():
    shelf = RowShelf()
    changes = [
        RowChange.of(pair(DAY, stories, source=source, evidence=["a" * 32]), (float(order), stories))
        for source in ("XAA", "XAC")
        for order, stories in ((1, 5), (2, 3), (2, 4))
    ]
    vanished = [RowChange(DAY, TOTAL, None, (3.0, 0)), RowChange.of(read(DAY), (2.0, 9))]
    later = [RowChange.of(pair(DAY + timedelta(days=1), 1))]
    put = [*changes, *vanished, *later]
    Random(1).shuffle(put)
    shelf.put(put)
    assert shelf.days() == [DAY, DAY + timedelta(days=1)]
    assert sorted(shelf.of_day(DAY), key=str) == sorted([changes[2], changes[5], vanished[0]], key=str)
    assert list(shelf.of_day(DAY + timedelta(days=1))) == later
    assert list(shelf.of_day(DAY - timedelta(days=1))) == []
    shelf.close()


def test_of_two_of_the_same_order_the_later_counts():
    shelf = RowShelf()
    shelf.put([RowChange.of(pair(DAY, 1)), RowChange.of(pair(DAY, 2))])
    (held,) = shelf.of_day(DAY)
    assert held.figures.stories == 2
