"""Several threads of a worker write to one store at the same time, as the subtasks of a job do."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from connectors.duckdb import DuckdbSink, connect
from connectors.tables import Changes
from schemas import DailyRow

pytestmark = pytest.mark.slow

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
THREADS, ROUNDS, ROWS = 6, 8, 20


def test_all_that_threads_write_is_held(tmp_path: Path) -> None:
    """Each its own rows, and one row that all of them write at ever greater revisions."""
    path = tmp_path / "w.duckdb"
    sinks = [DuckdbSink(path) for _ in range(THREADS)]

    def write(number: int) -> None:
        for turn in range(ROUNDS):
            revision = f"000001|000000000000000|{turn * THREADS + number:09d}"
            own = [replace(ROW, source=f"{number}", target=f"{n}", mentions=turn) for n in range(ROWS)]
            all_of_them = replace(ROW, source="all", mentions=turn * THREADS + number)
            rows = [replace(row, revision=revision) for row in (*own, all_of_them)]
            sinks[number].apply(Changes(rows=tuple(rows)))

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(write, range(THREADS)))
    with connect(path, read_only=True) as store:
        held = store.execute("SELECT source, min(mentions), max(mentions), count(*) FROM daily GROUP BY 1").fetchall()
    last = ROUNDS - 1
    wanted = {(str(number), last, last, ROWS) for number in range(THREADS)}
    assert set(held) == wanted | {("all", THREADS * ROUNDS - 1, THREADS * ROUNDS - 1, 1)}
