"""Days are handed to sinks in portions: each day once and in order, no portion empty, none much over the size."""

from datetime import UTC, date, datetime, timedelta

import pytest

from connectors import tables
from connectors.tables import DayTables, in_batches
from schemas import DailyRow

ROW = DailyRow(
    day=date(2022, 1, 20),
    series="pair_quad",
    quad_class=4,
    incidents=1,
    stories=1,
    mentions=1,
    reports=1,
    publishers=1,
    revision="000001|000000000000000|000000001",
    updated_at=datetime(2022, 1, 21, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("sizes", "portions"),
    [
        ([], []),
        ([0], [[0]]),
        ([2, 1], [[2, 1]]),
        ([2, 2, 1], [[2, 2], [1]]),
        ([9, 0, 3], [[9], [0, 3]]),
        ([3, 3], [[3], [3]]),
    ],
)
def test_days_in_portions(monkeypatch: pytest.MonkeyPatch, sizes: list[int], portions: list[list[int]]) -> None:
    monkeypatch.setattr(tables, "BATCH_ROWS", 3)
    days = [DayTables(day=ROW.day + timedelta(n), rows=(ROW,) * size) for n, size in enumerate(sizes)]
    batches = list(in_batches(days))
    assert [[one.size for one in batch] for batch in batches] == portions
    assert [one for batch in batches for one in batch] == days
