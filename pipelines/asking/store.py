"""The tables to ask: a folder's DuckDB file or a PostgreSQL database, both only read.

A DuckDB file is held no longer than a question lasts (decision D13), so that whoever writes is not kept waiting.
"""

import math
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from connectors.duckdb import STORE_FILE, StoreError, connect
from connectors.postgres.errors import PostgresError
from connectors.postgres.naming import database
from pipelines.asking.dialects import DUCKDB, POSTGRES, Dialect

if TYPE_CHECKING:
    import duckdb

    from connectors.postgres.address import PostgresUrl
    from connectors.postgres.session import Connection

Record = dict[str, Any]
Rows = list[Record]

_VALUE: Final = re.compile(r"\$([a-z_]+)")
_AT_ONCE: Final = 500


class Asked(Protocol):
    """Tables that are being asked: several questions may follow each other on what is held at one time."""

    @property
    def dialect(self) -> Dialect:
        """What the two stores say differently."""

    def rows(self, sql: str, **values: object) -> Rows:
        """The answer to a query in which ``$name`` stands for a value; times are in UTC, what is no number is None."""


class Store(Protocol):
    """Tables that may be asked; ``str`` of it is for messages and holds no password."""

    @property
    def folder(self) -> Path | None:
        """The deployment's folder; None of a database."""

    def asked(self) -> AbstractContextManager[Asked]:
        """The tables, open for questions; raises StoreError where they cannot be used."""

    def rows(self, sql: str, **values: object) -> Rows:
        """The answer to one query, as ``Asked.rows``."""

    def each(self, sql: str, **values: object) -> Iterator[Record]:
        """As ``rows``, one after the other, once the store is closed again."""


def folder_store(out: Path) -> "DuckdbStore":
    """The tables of a deployment's folder."""
    return DuckdbStore(out)


def database_store(url: str) -> "PostgresStore":
    """The tables of a database; raises StoreError for what is no such URL, or where its extra is not installed."""
    try:
        return PostgresStore(database(url))
    except PostgresError as e:
        raise StoreError(str(e)) from e


@dataclass(frozen=True, slots=True)
class DuckdbStore:
    """A folder's DuckDB file."""

    folder: Path

    def __str__(self) -> str:
        return str(self.folder)

    @contextmanager
    def asked(self) -> Iterator[Asked]:
        """The file, open for reading; waits while another process writes."""
        with connect(self.folder / STORE_FILE, read_only=True) as connection:
            yield _Duckdb(connection)

    def rows(self, sql: str, **values: object) -> Rows:
        """The answer to one query."""
        return list(self.each(sql, **values))

    def each(self, sql: str, **values: object) -> Iterator[Record]:
        """The answer to one query, once the file is closed."""
        with connect(self.folder / STORE_FILE, read_only=True) as connection:
            table = connection.sql(sql, params=_needed(sql, values)).to_arrow_table()
        for batch in table.to_batches(max_chunksize=_AT_ONCE):
            yield from map(_plain, batch.to_pylist())


@dataclass(frozen=True, slots=True)
class _Duckdb:
    connection: "duckdb.DuckDBPyConnection"
    dialect: Dialect = DUCKDB

    def rows(self, sql: str, **values: object) -> Rows:
        relation = self.connection.sql(sql, params=_needed(sql, values))
        return [_plain(row) for row in relation.to_arrow_table().to_pylist()]


@dataclass(frozen=True, slots=True)
class PostgresStore:
    """A database that `wirewatch sinks init` made the tables of."""

    url: "PostgresUrl" = field(repr=False)
    folder: None = None

    def __str__(self) -> str:
        return str(self.url)

    @contextmanager
    def asked(self) -> Iterator[Asked]:
        """The database, in one transaction that only reads and sees one state of it."""
        import psycopg

        from connectors.postgres.migrations import check_version

        try:
            with self.url.connect() as connection:
                connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                check_version(self.url, connection)
                connection.execute("SET LOCAL search_path TO wirewatch")
                # To compile a query takes seconds where it is long, and what it then finds tenths of one.
                connection.execute("SET LOCAL jit TO off")
                yield _Postgres(connection)
        except PostgresError as e:
            raise StoreError(str(e)) from e
        except psycopg.Error as e:
            raise StoreError(f"{self.url}: {(str(e).splitlines() or [type(e).__name__])[0]}") from e

    def rows(self, sql: str, **values: object) -> Rows:
        """The answer to one query."""
        with self.asked() as asked:
            return asked.rows(sql, **values)

    def each(self, sql: str, **values: object) -> Iterator[Record]:
        """The answer to one query."""
        yield from self.rows(sql, **values)


@dataclass(frozen=True, slots=True)
class _Postgres:
    connection: "Connection"
    dialect: Dialect = POSTGRES

    def rows(self, sql: str, **values: object) -> Rows:
        from psycopg import ClientCursor
        from psycopg.rows import dict_row

        # Values are put into the text here: a value whose type only its place would tell has none on the server.
        with ClientCursor(self.connection, row_factory=dict_row) as cursor:
            named = _VALUE.sub(r"%(\1)s", sql.replace("%", "%%"))
            cursor.execute(named.encode(), {name: _held(value) for name, value in _needed(sql, values).items()})
            return [_plain(row) for row in cursor.fetchall()]


def _needed(sql: str, values: Mapping[str, object]) -> dict[str, object]:
    """The values that the query names: DuckDB refuses others."""
    return {name: values[name] for name in _VALUE.findall(sql)}


def _held(value: object) -> object:
    """PostgreSQL holds U+FFFD where a text has NUL."""
    return value.replace("\0", "\ufffd") if isinstance(value, str) else value


def _plain(row: Mapping[str, object]) -> Record:
    return {name: _said(value) for name, value in row.items()}


def _said(value: object) -> object:
    match value:
        case float() if not math.isfinite(value):
            return None
        case datetime():
            return value.astimezone(UTC)
    return value
