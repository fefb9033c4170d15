"""The behaviour suite over PostgreSQL, and what a server adds: restarts, kills, several writers, other hands."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest
from day_sink_behaviour import (
    LETTER,
    MONDAY,
    NOON,
    ROW,
    SQL,
    TUESDAY,
    DaySinkBehaviour,
    NewStore,
    Store,
    broken,
    tables,
)
from postgres_server import PostgresServer

from connectors.postgres.address import PostgresUrl
from connectors.postgres.errors import PostgresError, PostgresUnavailable
from connectors.postgres.sink import PostgresSink
from connectors.sql.migrations import shipped
from connectors.tables import DayTables
from schemas import DailyRow

pytestmark = pytest.mark.integration
TABLES = ("reports", "events", "mentions", "daily")
NewUrl = Callable[[], str]


def select(url: str, query: str) -> list[Any]:
    with psycopg.connect(url) as connection:
        connection.execute("SET search_path TO wirewatch")
        return connection.execute(query).fetchall()


def held(url: str) -> dict[str, list[Any]]:
    """All rows of every table that has some."""
    found = {table: sorted(select(url, f"SELECT * FROM {table}"), key=repr) for table in TABLES}
    return {table: rows for table, rows in found.items() if rows}


def marks(url: str) -> list[Any]:
    """Where each row lies and which transactions touched it: any write changes it."""
    return [sorted(select(url, f"SELECT ctid::text, xmin::text, xmax::text FROM {table}")) for table in TABLES]


def sink(url: str, patience: float = 20.0) -> PostgresSink:
    return PostgresSink(PostgresUrl(url), patience=patience)


@pytest.fixture
def new_store(new_url: NewUrl) -> NewStore:
    def make() -> Store:
        url = new_url()
        return Store(sink=sink(url), held=lambda: held(url), marks=lambda: marks(url), refusal=PostgresError)

    return make


@pytest.fixture
def fresh(new_url: NewUrl) -> Callable[..., Any]:
    """What a new database holds after days were written once."""

    def write(*days: DayTables) -> dict[str, Any]:
        url = new_url()
        sink(url).replace_days(days)
        return held(url)

    return write


class TestPostgresSink(DaySinkBehaviour):
    """A real server."""


def test_all_days_of_a_call_change_or_none(url: str) -> None:
    sink(url).replace_days([tables(MONDAY, "a")])
    before = held(url)
    with pytest.raises(PostgresError, match=r'invalid input syntax for type (bigint: "many"|integer: "four")'):
        sink(url).replace_days([tables(MONDAY, "b"), broken(TUESDAY)])
    assert held(url) == before


def test_the_highest_coder_is_told(url: str) -> None:
    one = sink(url)
    assert one.highest_coder() is None
    one.replace_days([tables(MONDAY, "a", "b", "c")])
    with psycopg.connect(url, options="-c search_path=wirewatch") as connection:
        for report, version, rank in (("r-a", "6", 6000), ("r-b", "6+3f2a91bc", 6001)):
            connection.execute(
                "UPDATE reports SET coder_version = %s, coder_rank = %s WHERE report_id = %s", (version, rank, report)
            )
    assert one.highest_coder() == ("6+3f2a91bc", 6001)


def test_report_that_moved_to_another_day_leaves_the_old_one(url: str) -> None:
    sink(url).replace_days([tables(MONDAY, "a", "b")])
    sink(url).replace_days([tables(TUESDAY, "a")])
    found = select(url, "SELECT report_id, published_day FROM reports ORDER BY 1")
    assert found == [("r-a", TUESDAY), ("r-b", MONDAY)]


def test_dead_letters_are_held_once_with_their_bytes(url: str) -> None:
    other = replace(LETTER, offset=4)
    for letters in ([LETTER, LETTER], [LETTER, other], []):
        sink(url).write_rejected(letters)
    found = select(url, 'SELECT "offset", reason, message, value FROM rejected ORDER BY 1')
    assert found == [(offset, "bad_json", LETTER.message, LETTER.value) for offset in (3, 4)]


def test_text_of_sql_comes_back_as_it_was(url: str) -> None:
    sink(url).replace_days([tables(MONDAY, SQL)])
    assert select(url, "SELECT place FROM daily") == [(SQL,)]
    assert select(url, "SELECT mode FROM events") == [(SQL,)]
    assert select(url, "SELECT source, report_id FROM mentions") == [(SQL, f"r-{SQL}")]


def test_nul_which_the_server_cannot_hold_keeps_its_place(url: str) -> None:
    sink(url).replace_days([tables(MONDAY, "a\0b")])
    assert select(url, "SELECT place FROM daily") == [("a�b",)]


def test_tables_and_columns_are_those_of_the_embedded_store(url: str) -> None:
    with duckdb.connect() as store:
        for migration in shipped("duckdb"):
            store.execute(migration.sql)
        embedded = set(
            store.execute(
                "SELECT table_name, column_name, is_nullable FROM information_schema.columns"
                " WHERE table_schema = 'main' AND table_name IN (SELECT table_name FROM duckdb_tables())"
                " AND table_name <> 'meta'"
            ).fetchall()
        )
    here = set(
        select(
            url,
            "SELECT c.table_name, c.column_name, c.is_nullable FROM information_schema.columns c"
            " JOIN information_schema.tables t USING (table_schema, table_name)"
            " WHERE c.table_schema = 'wirewatch' AND t.table_type = 'BASE TABLE'"
            " AND c.table_name NOT IN ('migrations', 'state')",
        )
    )
    assert here == embedded
    assert len(here) > 100


def version(writer: str) -> list[DayTables]:
    """One writer's version of two days; long enough that writers overlap."""
    return [
        tables(day, *(f"{day}-{n}" for n in range(200)), f"{day}-{writer}", stories=ord(writer))
        for day in (MONDAY, TUESDAY)
    ]


def test_two_writers_of_the_same_days_leave_the_whole_of_one(url: str, fresh: Callable[..., Any]) -> None:
    either = [fresh(*version(writer)) for writer in "ab"]
    barrier = threading.Barrier(2)

    def write(writer: str) -> None:
        days = version(writer)
        for turn in range(6):
            barrier.wait()
            sink(url).replace_days(days if turn % 2 else days[::-1])

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, "ab"))
    assert held(url) in either


def test_two_writers_of_the_same_version_end_as_one(url: str, fresh: Callable[..., Any]) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: sink(url).replace_days(version("a")), range(8)))
    assert held(url) == fresh(*version("a"))


class SlowRows(tuple[DailyRow, ...]):
    """Rows that take their time, so that something can happen in mid-batch."""

    __slots__ = ()

    def __iter__(self) -> Iterator[DailyRow]:
        for row in super().__iter__():
            time.sleep(0.05)
            yield row


def quick_day() -> DayTables:
    rows = tuple(replace(ROW, day=MONDAY, place=f"{number}", updated_at=NOON) for number in range(40))
    return replace(tables(MONDAY, "new"), rows=rows)


def slow_day() -> DayTables:
    return replace(quick_day(), rows=SlowRows(quick_day().rows))


@contextmanager
def after(seconds: float, act: Callable[[], None]) -> Iterator[None]:
    timer = threading.Timer(seconds, act)
    timer.start()
    try:
        yield
    finally:
        timer.join()


@pytest.mark.parametrize("how", ["stop", "crash"])
def test_restart_in_mid_batch_is_made_good(
    how: str, url: str, server: PostgresServer, fresh: Callable[..., Any], caplog: pytest.LogCaptureFixture
) -> None:
    sink(url).replace_days([tables(MONDAY, "old"), tables(TUESDAY, "b")])

    def restart() -> None:
        getattr(server, how)()
        time.sleep(0.5)
        server.start()

    with after(0.6, restart):
        sink(url).replace_days([slow_day()])
    assert "trying again" in caplog.text
    assert held(url) == fresh(quick_day(), tables(TUESDAY, "b"))


def test_patience_with_a_server_that_is_down_has_an_end(server: PostgresServer) -> None:
    nowhere = server.url("postgres", port=1)
    begun = time.monotonic()
    with pytest.raises(PostgresUnavailable, match=r"owner@127\.0\.0\.1:1/postgres: gave up after 1 s"):
        sink(nowhere, patience=1).replace_days([tables(MONDAY, "a")])
    assert 0.5 < time.monotonic() - begun < 5


def test_database_that_turned_read_only_is_waited_for(url: str, caplog: pytest.LogCaptureFixture, fresh: Any) -> None:
    def read_only(value: str) -> None:
        with psycopg.connect(url, autocommit=True, options="-c default_transaction_read_only=off") as connection:
            name = connection.info.dbname
            connection.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = {value}')

    read_only("on")
    with pytest.raises(PostgresUnavailable, match=r"gave up after 0 s \(cannot execute .* read-only"):
        sink(url, patience=0.2).replace_days([tables(MONDAY, "a")])
    with after(0.6, lambda: read_only("off")):
        sink(url).replace_days([tables(MONDAY, "a")])
    assert "read-only transaction; trying again" in caplog.text
    assert held(url) == fresh(tables(MONDAY, "a"))


def test_writer_that_waits_too_long_for_its_turn_gives_up(url: str) -> None:
    slow = threading.Thread(target=lambda: sink(url).replace_days([slow_day()]))
    slow.start()
    time.sleep(0.5)
    with pytest.raises(PostgresUnavailable, match="lock timeout"):
        sink(url, patience=0.3).replace_days([tables(MONDAY, "b")])
    slow.join()


KILLED = """
import sys
sys.path[:0] = sys.argv[2].split(":")
from test_postgres_sink import sink, slow_day
print("writing", flush=True)
sink(sys.argv[1]).replace_days([slow_day()])
"""


def test_writer_killed_in_mid_write_leaves_the_old_state_and_runs_again(url: str, fresh: Callable[..., Any]) -> None:
    sink(url).replace_days([tables(MONDAY, "old"), tables(TUESDAY, "b")])
    before = held(url)
    writer = subprocess.Popen(
        [sys.executable, "-c", KILLED, url, ":".join(sys.path)], stdout=subprocess.PIPE, text=True, env=os.environ
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "writing\n"
    while not select(url, "SELECT FROM pg_locks WHERE locktype = 'advisory'"):
        time.sleep(0.02)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    assert held(url) == before
    sink(url).replace_days([quick_day()])
    assert held(url) == fresh(quick_day(), tables(TUESDAY, "b"))


def test_a_reader_is_not_kept_waiting_and_sees_old_or_new(url: str) -> None:
    sink(url).replace_days([tables(MONDAY, "old")])
    seen: list[int] = []
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(sink(url).replace_days, [slow_day()])
        while not writing.done():
            seen.append(select(url, "SELECT count(*) FROM daily")[0][0])
            time.sleep(0.02)
        writing.result()
    assert len(seen) > 10
    assert all(a <= b for a, b in pairwise(seen))
    assert set(seen) <= {1, 40}


def test_wrong_password_is_said_at_once_and_not_shown(server: PostgresServer, caplog: pytest.LogCaptureFixture) -> None:
    wrong = server.url("postgres", password="hunter%322")
    begun = time.monotonic()
    with pytest.raises(PostgresError, match="password authentication failed") as refused:
        sink(wrong).held_days()
    assert time.monotonic() - begun < 5
    for shown in (str(refused.value), repr(refused.value), repr(sink(wrong)), repr(PostgresUrl(wrong)), caplog.text):
        assert not re.search("hunter|3crt|322", shown)


def test_missing_database_is_said_at_once(server: PostgresServer) -> None:
    begun = time.monotonic()
    with pytest.raises(PostgresError, match='database "nowhere" does not exist'):
        sink(server.url("nowhere")).held_days()
    assert time.monotonic() - begun < 5


def test_password_comes_from_the_environment_or_a_file(
    url: str, server: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = url.replace("s3cret%25word", "").replace(":@", "@")
    sink(url).replace_days([tables(MONDAY, "a")])
    with pytest.raises(PostgresError, match="no password supplied"):
        sink(bare).held_days()
    with monkeypatch.context() as patched:
        patched.setenv("PGPASSWORD", "s3cret%word")
        assert sink(bare).held_days() == {MONDAY}
    passfile = tmp_path / "pgpass"
    passfile.write_text("127.0.0.1:*:*:owner:s3cret%word\n")
    passfile.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(passfile))
    assert sink(bare).held_days() == {MONDAY}


def test_table_that_somebody_changed_is_named(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("ALTER TABLE wirewatch.daily DROP COLUMN revision CASCADE")
    with pytest.raises(PostgresError, match=r'127\.0\.0\.1.*column "revision"'):
        sink(url).replace_days([tables(MONDAY, "a")])


def test_fifty_thousand_rows_take_seconds(url: str) -> None:
    names = [f"{n}" for n in range(12_500)]
    days = [tables(MONDAY, *names)]
    begun = time.monotonic()
    sink(url).replace_days(days)
    assert time.monotonic() - begun < 30
    assert select(url, "SELECT count(*) FROM daily") == [(12_500,)]
