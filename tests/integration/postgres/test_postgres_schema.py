"""Migrations, versions and addresses."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from day_sink_behaviour import MONDAY, tables
from postgres_server import PostgresServer

from connectors import duckdb
from connectors.postgres.address import PostgresUrl
from connectors.postgres.errors import PostgresError
from connectors.postgres.migrations import SCHEMA_VERSION, migrate
from connectors.postgres.sink import PostgresSink
from connectors.sql.comments import COLUMNS
from connectors.sql.migrations import Migration, Store, shipped

pytestmark = pytest.mark.integration
NewUrl = Callable[[], str]


def names(migrations: Iterable[Migration]) -> list[str]:
    return [migration.name for migration in migrations]


@pytest.mark.parametrize(("store", "last"), [("duckdb", duckdb.SCHEMA_VERSION), ("postgres", SCHEMA_VERSION)])
def test_migrations_are_numbered_without_a_gap(store: Store, last: int) -> None:
    assert [migration.version for migration in shipped(store)] == list(range(1, last + 1))


def test_migrations_are_applied_once(new_empty: NewUrl) -> None:
    url = PostgresUrl(new_empty())
    assert migrate(url) == names(shipped("postgres"))
    assert migrate(url) == []


def test_every_column_says_what_it_holds(new_empty: NewUrl) -> None:
    url = PostgresUrl(new_empty())
    migrate(url)
    with psycopg.connect(url.url) as connection:
        connection.execute("SET search_path TO wirewatch")
        columns = connection.execute(COLUMNS).fetchall()
        query = "SELECT attname, col_description(attrelid, attnum) FROM pg_attribute WHERE attrelid = %s::regclass"
        told = {table: dict(connection.execute(query, [table]).fetchall()) for table, _ in columns}
    words = {(table, column): told[table][column] for table, column in columns}
    assert len(words) > 100
    assert [column for column, comment in words.items() if not comment] == []
    assert words["daily", "killed"] == "Sum over incidents of the largest number told. Unit: people."


def test_only_what_is_missing_is_applied(new_empty: NewUrl) -> None:
    url = PostgresUrl(new_empty())
    first, *others = shipped("postgres")
    with psycopg.connect(url.url) as connection:
        connection.execute("CREATE SCHEMA wirewatch")
        connection.execute("SET search_path TO wirewatch")
        connection.execute(first.sql)
        connection.execute("INSERT INTO migrations (version, name) VALUES (1, %s)", [first.name])
        connection.execute("INSERT INTO rejected VALUES ('r', 't', 0, 0, NULL, 's', 'r', 'm', '')")
    assert migrate(url) == names(others)
    with psycopg.connect(url.url) as connection:
        assert connection.execute("SELECT rejected_id FROM wirewatch.rejected").fetchall() == [("r",)]
        assert connection.execute("SELECT count(*) FROM wirewatch.pairs_last_30_days").fetchone() == (0,)


def test_many_at_once_apply_each_migration_once(new_empty: NewUrl) -> None:
    url = PostgresUrl(new_empty())
    with ThreadPoolExecutor(4) as pool:
        applied = list(pool.map(lambda _: migrate(url), range(4)))
    assert sorted(map(len, applied)) == [0, 0, 0, SCHEMA_VERSION]


def test_database_without_tables_says_how_to_make_them(new_empty: NewUrl) -> None:
    url = PostgresUrl(new_empty())
    message = f"{url}: no wirewatch tables, this wirewatch needs version {SCHEMA_VERSION}; run `wirewatch sinks init"
    with pytest.raises(PostgresError) as refused:
        PostgresSink(url).replace_days([tables(MONDAY, "a")])
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DELETE FROM wirewatch.migrations WHERE version = 5", "schema version 4, this wirewatch needs version 5"),
        ("INSERT INTO wirewatch.migrations VALUES (99, 'later')", "schema version 99, this wirewatch knows 5"),
    ],
)
def test_other_version_is_named_and_left_alone(change: str, said: str, url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(change)
    for use in (
        lambda: PostgresSink(PostgresUrl(url)).replace_days([tables(MONDAY, "a")]),
        lambda: PostgresSink(PostgresUrl(url)).held_days(),
    ):
        with pytest.raises(PostgresError, match=said):
            use()
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM wirewatch.daily").fetchone() == (0,)


def test_later_version_is_not_migrated(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("INSERT INTO wirewatch.migrations VALUES (99, 'later')")
    with pytest.raises(PostgresError, match="schema version 99"):
        migrate(PostgresUrl(url))


def test_database_of_another_encoding_is_refused(server: PostgresServer) -> None:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    with pytest.raises(PostgresError, match="encoding is LATIN1"):
        migrate(PostgresUrl(server.url("latin")))


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://owner:p@ss@host/news",
        "postgres://owner:pa/ss@host/news",
        "postgresql://owner:pass%zz@host/news",
        "postgresql://owner:pass@host/news?colour=pass",
        "host=host password=pass",
        "postgresql//owner:pass@host",
    ],
)
def test_what_is_no_url_is_refused_and_not_shown(text: str) -> None:
    with pytest.raises(PostgresError, match="not a URL that PostgreSQL takes") as refused:
        PostgresUrl(text)
    assert "pass" not in str(refused.value).replace("passwords", "")
    assert refused.value.__cause__ is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://owner:pass@host:5433/news", "postgresql://owner@host:5433/news"),
        ("postgres://host/news?password=pass&user=me&sslpassword=pass", "postgresql://me@host/news"),
        ("postgresql:///news", "postgresql:///news"),
    ],
)
def test_url_is_shown_without_its_password(text: str, shown: str) -> None:
    url = PostgresUrl(text)
    assert str(url) == shown
    assert repr(url) == f"PostgresUrl({shown!r})"
    assert repr(PostgresSink(url)) == f"PostgresSink({shown!r})"


def test_who_may_only_write_the_tables_writes(url: str) -> None:
    with psycopg.connect(url) as connection:
        for line in (
            "DROP ROLE IF EXISTS only_writes",
            "CREATE ROLE only_writes",
            "GRANT USAGE ON SCHEMA wirewatch TO only_writes",
            "GRANT SELECT ON ALL TABLES IN SCHEMA wirewatch TO only_writes",
            "GRANT INSERT, UPDATE, DELETE ON wirewatch.daily TO only_writes",
        ):
            connection.execute(line)
        before = connection.execute("SELECT state FROM wirewatch.state").fetchone()
        connection.execute("SET LOCAL ROLE only_writes")
        connection.execute("CREATE TEMP TABLE state (state text)")  # a session's own is not taken for ours
        connection.execute("DELETE FROM wirewatch.daily")
        assert connection.execute("SELECT count(*) FROM pg_temp.state").fetchone() == (0,)
        after = connection.execute("SELECT state FROM wirewatch.state").fetchone()
        assert before != after
        connection.execute("RESET ROLE")
        connection.execute("DROP OWNED BY only_writes")
        connection.execute("DROP ROLE only_writes")
