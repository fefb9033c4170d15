"""Changes from the books of ``wirewatch up`` bring a store to what a drain makes of the log, whatever is forgotten."""

import random
from datetime import UTC
from itertools import islice
from pathlib import Path

import pytest
from claims.coder import PlainCoder
from claims.generator import corpus
from claims.live import Store
from claims.memory import NOW, aggregate, run_all, tables
from claims.test_same_answer import assert_equal

from connectors.tables import DayTables
from pipelines.deployments.up.books import Books
from pipelines.deployments.up.snapshot import Snapshot
from schemas import CodedReport


def log_of(seed: int) -> list[CodedReport]:
    """Coded records with updates, retractions and older versions, in an order of chance."""
    log = run_all([corpus(40)], PlainCoder(), UTC) + run_all([corpus(40)[::3]], PlainCoder(rank=2), UTC)
    random.Random(seed).shuffle(log)
    return log


@pytest.mark.slow
@pytest.mark.parametrize("most_reports", [0, 20_000], ids=["hardly any books", "all books"])
@pytest.mark.parametrize("seed", range(3))
def test_store_follows_round_by_round(tmp_path: Path, seed: int, most_reports: int) -> None:
    """In rounds of any size, some of them written twice and with the books of before lost, as after a failure."""
    log, rng, store = iter(log_of(seed)), random.Random(seed), Store()
    read: list[CodedReport] = []
    with Snapshot(tmp_path / "s", "coded") as snapshot:
        books = Books(snapshot.standing_on, most_reports)
        while taken := list(islice(log, rng.randint(1, 9))):
            read += taken
            news = [standing for record in taken if (standing := snapshot.take(record))]
            store.apply(books.changes(news, NOW))
            if rng.random() < 0.3:
                books = Books(snapshot.standing_on, most_reports)
                store.apply(books.changes(news, NOW))
            assert_equal(store.tables(), tables(aggregate(read)))
    assert any(t != DayTables(day=t.day) for t in aggregate(read))


def test_a_round_costs_what_is_new(tmp_path: Path) -> None:
    """The rows of a day that nothing new touches are not given again, by a new book no more than by an old one."""
    first, *others = [record for record in log_of(0) if record.tellings]
    with Snapshot(tmp_path / "s", "coded") as snapshot:
        for record in others:
            snapshot.take(record)
        standing = snapshot.take(first)
        assert standing is not None
        changes = Books(snapshot.standing_on).changes([standing], NOW)
    touched = {(t.event_date, actor.country) for t in first.tellings for actor in t.sources}
    pairs = {(row.day, row.source) for row in changes.rows if row.series == "pair_quad"}
    assert pairs <= touched
    assert {told.report.report_id for told in changes.reports} == {first.report_id}
