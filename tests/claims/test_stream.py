"""A stream comes to what a drain makes of the same records (invariants 3 and 4), whatever the order and the timing."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, timedelta
from itertools import repeat

from hypothesis import given
from hypothesis import strategies as st

from claims.coder import PlainCoder
from claims.generator import Fields, streams
from claims.live import Appended, Store, Stream, in_turn, run, without_days
from claims.memory import NOW, aggregate, run_all, tables
from claims.test_same_answer import BERLIN, CODER, ORDERS, assert_equal, quick
from connectors.tables import Changes, RowKey
from pipelines.aggregation.book import DayBook
from schemas import CodedReport, Event

LOGGED_FROM = st.dates(date(2021, 12, 20), date(2022, 2, 5))
"""The day of the first append: with early ones nothing is late, with late ones nearly all is."""


def shuffled_log(stream: Sequence[Fields], rng: random.Random) -> list[CodedReport]:
    """The records of two coders, some of them twice, in any order."""
    log = run_all([stream], CODER, BERLIN)
    log += [
        record
        for record in run_all([stream], PlainCoder(rank=2, version="2", blind=frozenset({"met"})), BERLIN)
        if rng.random() < 0.3
    ]
    log += rng.choices(log, k=len(log) // 2) if log else []
    rng.shuffle(log)
    return log


def by_chance(rng: random.Random) -> Iterator[bool]:
    while True:
        yield rng.random() < 0.4


@quick
@given(streams(), ORDERS, LOGGED_FROM, st.integers(1, 9))
def test_stream_equals_drain(stream: list[Fields], rng: random.Random, first: date, every: int) -> None:
    """Rows, revisions, events and mentions, for every day that no record came too late for."""
    log = shuffled_log(stream, rng)
    store = Store()
    late = run(in_turn(log, first, every), store, by_chance(rng)).late
    assert_equal(store.tables(without=late), without_days(tables(aggregate(log)), late))
    assert late <= {day for day in days_of(log) if day < date.max}


def days_of(log: Sequence[CodedReport]) -> set[date]:
    return {record.published_day for record in log} | {t.event_date for record in log for t in record.tellings}


@quick
@given(streams(), ORDERS, LOGGED_FROM)
def test_replay_into_the_same_store(stream: list[Fields], rng: random.Random, first: date) -> None:
    """A stream that lost all state in the middle reads everything again: the store ends as if it never had."""
    log = in_turn(shuffled_log(stream, rng), first, 3)
    undisturbed, store = Store(), Store()
    late = run(log, undisturbed, repeat(False)).late
    for read in (log[: rng.randint(0, len(log))], log):
        run(read, store, by_chance(rng))
    assert_equal(store.tables(), undisturbed.tables())
    assert_equal(store.tables(without=late), without_days(tables(aggregate([record for _, record in log])), late))


@quick
@given(streams(), ORDERS)
def test_revision_only_grows(stream: list[Fields], rng: random.Random) -> None:
    """More records never give a smaller revision, and one that is equal stands for the same row."""
    log = [(date(2021, 12, 1), record) for record in shuffled_log(stream, rng)]
    whole = all_rows(log)
    for part in (rng.sample(log, rng.randint(0, len(log))) for _ in range(4)):
        for key, change in all_rows(part).items():
            assert revision_of(change) <= revision_of(whole[key])
            if revision_of(change) == revision_of(whole[key]):
                assert change == whole[key]


def all_rows(log: Sequence[Appended]) -> dict[RowKey, Changes]:
    stream = Stream()
    for appended, record in log:
        list(stream.read(appended, record))
    found: dict[RowKey, Changes] = {}
    for changes in stream.fire():
        found |= {RowKey.of(row): Changes(rows=(row,)) for row in changes.rows}
        found |= {gone.key: Changes(vanished_rows=(gone,)) for gone in changes.vanished_rows}
    return found


def revision_of(change: Changes) -> str:
    (one,) = (*change.rows, *change.vanished_rows)
    return one.revision


@quick
@given(streams(), ORDERS)
def test_order_of_parts_changes_nothing(stream: list[Fields], rng: random.Random) -> None:
    """A book made of the same parts in any order gives the same rows, and the same events in the end."""
    live = Stream()
    for record in shuffled_log(stream, rng):
        list(live.read(date(2021, 12, 1), record))
    for day, parts in live.parts.items():
        book, shuffled = DayBook(day), DayBook(day)
        for part in parts:
            book.put(part)
        events: dict[str, Event | None] = {}
        for part in rng.sample(parts, len(parts)):
            shuffled.put(part)
            if rng.random() < 0.5:
                events |= last_events(shuffled.event_changes())
        events |= last_events(shuffled.event_changes())
        assert shuffled.row_changes(NOW) == book.row_changes(NOW)
        assert events == last_events(book.event_changes())


def last_events(changes: Changes) -> dict[str, Event | None]:
    return {event.event_id: event for event in changes.events} | dict.fromkeys(changes.vanished_events)


@quick
@given(streams(), ORDERS, LOGGED_FROM)
def test_memory_lost_on_the_way(stream: list[Fields], rng: random.Random, first: date) -> None:
    """Books forgotten and made anew of their parts, at any moment: nothing is missing, rows due are still due."""
    log, store, live = in_turn(shuffled_log(stream, rng), first, 3), Store(), Stream()
    for appended, record in log:
        for change in live.read(appended, record):
            store.apply(change)
        if rng.random() < 0.3:
            for change in live.fire():
                store.apply(change)
        if rng.random() < 0.3:
            live.forget()
    for change in live.fire():
        store.apply(change)
    late = live.late
    drained = tables(aggregate([record for _, record in log]))
    assert_equal(store.tables(without=late), without_days(drained, late))


def test_withdrawal_leaves_no_row_with_a_greater_revision() -> None:
    """The case that the revision of before got wrong: the update was fetched before another report of the cell."""
    updated, other = (
        {
            "source": "echo.example",
            "guid": guid,
            "text": "Ruritania attacked Graustark in Strelsau.",
            "published_at": "2022-01-20T08:00:00Z",
            "fetched_at": fetched,
            "language": "en",
        }
        for guid, fetched in (("n-1", "2022-01-20T10:00:00Z"), ("n-2", "2022-01-20T12:00:00Z"))
    )
    withdrawn = updated | {"text": "Rain.", "fetched_at": "2022-01-20T11:00:00Z"}
    log = run_all([[updated, other, withdrawn]], CODER, UTC)
    store = Store()
    run(in_turn(log, date(2022, 1, 20), 9), store, repeat(True))
    pair = RowKey(date(2022, 1, 20), "pair_quad", "RUR", "GRA", "", "", 4)
    assert (store.rows[pair].reports, store.rows[pair].revision[-1]) == (1, "3")
    run(in_turn(log[:2], date(2022, 1, 20), 9), store, repeat(True))
    assert store.rows[pair].reports == 1
    retracted = other | {"retracted": True, "fetched_at": "2022-01-21T12:00:00Z"}
    run(
        in_turn(run_all([[updated, other, withdrawn, retracted]], CODER, UTC), date(2022, 1, 20), 9),
        store,
        repeat(True),
    )
    assert [key.series for key in store.rows] == ["total"]
    assert not store.events


def test_day_seven_is_on_time_and_day_eight_is_late() -> None:
    published = date(2022, 1, 20)
    (record,) = run_all(
        [
            [
                {
                    "source": "echo.example",
                    "url": "https://echo.example/1",
                    "text": f"Ruritania attacked Graustark on {published - timedelta(days=3)}.",
                    "published_at": f"{published}T08:00:00Z",
                    "language": "en",
                }
            ]
        ],
        CODER,
        UTC,
    )
    told = published - timedelta(days=3)
    for days, late in ((7, set()), (8, {told}), (11, {told, published})):
        stream = Stream()
        list(stream.read(told + timedelta(days=days), record))
        assert stream.late == late
