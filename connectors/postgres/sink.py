"""The sink: days replaced whole, each call one transaction."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final, TypeVar

from psycopg.sql import SQL, Composed, Identifier
from psycopg.types.string import StrDumper

from connectors.postgres.address import PostgresUrl
from connectors.postgres.columns import DAILY, EVENTS, MENTIONS, REJECTED, REPORTS, Table
from connectors.postgres.migrations import WRITERS_LOCK, check_version
from connectors.postgres.session import Connection, in_transaction
from connectors.tables import DayTables
from schemas import Rejected

T = TypeVar("T")
_PATIENCE: Final = 60.0


class PostgresSink:
    """A DaySink and RejectedSink over the tables that ``migrate`` makes.

    Writers take turns, each for one transaction, so that two jobs that write the same days end in the tables of one of
    them, whole; readers are never kept waiting. A connection lasts for one call. A database that is away is tried
    again for ``patience`` seconds; then PostgresUnavailable is raised, and nothing was skipped. Other failures, a
    wrong schema version among them, are a PostgresError.
    """

    def __init__(self, url: PostgresUrl, *, patience: float = _PATIENCE) -> None:
        self._url, self._patience = url, patience

    def __repr__(self) -> str:
        return f"PostgresSink({str(self._url)!r})"

    def held_days(self) -> set[date]:
        """The days that any table holds something of."""
        return self._transact(_held_days)

    def replace_days(self, days: Sequence[DayTables]) -> None:
        """Make ``days`` all that is held of those days, in one transaction; equal rows are not touched."""
        self._transact(lambda connection: _replace_days(connection, days))

    def write_rejected(self, rejected: Sequence[Rejected]) -> None:
        """Add the dead letters that are not held yet, in one transaction."""
        by_id = {letter.rejected_id: letter for letter in rejected}
        self._transact(lambda connection: _add_rejected(connection, by_id.values()))

    def _transact(self, work: Callable[[Connection], T]) -> T:
        def checked(connection: Connection) -> T:
            check_version(self._url, connection)
            connection.execute("SET LOCAL search_path TO wirewatch")
            connection.adapters.register_dumper(str, _TextDumper)
            return work(connection)

        return in_transaction(self._url, checked, patience=self._patience)


class _TextDumper(StrDumper):
    """Text without NUL, which PostgreSQL cannot hold: U+FFFD stands for it, so that offsets stay true."""

    def dump(self, obj: str) -> bytes | bytearray | memoryview | None:
        return super().dump(obj.replace("\0", "\ufffd"))


def _held_days(connection: Connection) -> set[date]:
    tables = (REPORTS, EVENTS, MENTIONS, DAILY)
    union = SQL(" UNION ").join(
        SQL("SELECT {} FROM {}").format(Identifier(table.day), Identifier(table.name)) for table in tables
    )
    return {day for (day,) in connection.execute(union).fetchall() if isinstance(day, date)}


def _replace_days(connection: Connection, days: Sequence[DayTables]) -> None:
    _take_turn(connection)
    replaced = [tables.day for tables in days]
    _replace(connection, REPORTS, replaced, (r for d in days for r in d.reports))
    _replace(connection, EVENTS, replaced, (e for d in days for e in d.events))
    _replace(connection, MENTIONS, replaced, (m for d in days for m in d.mentions))
    _replace(connection, DAILY, replaced, (r for d in days for r in d.rows))


def _add_rejected(connection: Connection, rejected: Iterable[Rejected]) -> None:
    _take_turn(connection)
    staged = _stage(connection, REJECTED, rejected)
    connection.execute(
        SQL("INSERT INTO {} SELECT * FROM {} ON CONFLICT DO NOTHING").format(Identifier(REJECTED.name), staged)
    )


def _take_turn(connection: Connection) -> None:
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS_LOCK])


def _replace(connection: Connection, table: Table, days: Sequence[date], records: Iterable[object]) -> None:
    """Delete the keys that the days hold and ``records`` do not; insert or update the rows that differ.

    A row whose key stands on another day moves, as a report does that was published anew.
    """
    staged = _stage(connection, table, records)
    name = Identifier(table.name)
    same_key = SQL(" AND ").join(SQL("s.{0} = held.{0}").format(Identifier(column)) for column in table.key)
    connection.execute(
        SQL("DELETE FROM {} held WHERE {} = ANY(%s) AND NOT EXISTS (SELECT FROM {} s WHERE {})").format(
            name, Identifier(table.day), staged, same_key
        ),
        [list(days)],
    )
    values = [column for column in table.columns if column not in table.key]
    compared = [column for column in values if column != table.ignored]
    connection.execute(
        SQL(
            "INSERT INTO {name} ({columns}) SELECT {staged_columns} FROM {staged} s LEFT JOIN {name} held ON {same_key}"
            " WHERE held.{first} IS NULL OR ROW({new}) IS DISTINCT FROM ROW({old})"
            " ON CONFLICT ({key}) DO UPDATE SET {changes}"
        ).format(
            name=name,
            staged=staged,
            same_key=same_key,
            columns=_columns(table.columns),
            staged_columns=_columns(table.columns, "s"),
            first=Identifier(table.key[0]),
            new=_columns(compared, "s"),
            old=_columns(compared, "held"),
            key=_columns(table.key),
            changes=SQL(", ").join(SQL("{0} = excluded.{0}").format(Identifier(column)) for column in values),
        )
    )


def _stage(connection: Connection, table: Table, records: Iterable[object]) -> Identifier:
    """Copy the records into a temporary table that ends with the transaction; its name."""
    staged = Identifier(f"staged_{table.name}")
    connection.execute(
        SQL("CREATE TEMPORARY TABLE {} (LIKE {} INCLUDING DEFAULTS) ON COMMIT DROP").format(
            staged, Identifier(table.name)
        )
    )
    statement = SQL("COPY {} ({}) FROM STDIN").format(staged, _columns(table.columns))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for record in records:
            copy.write_row(table.row(record))
    # Nobody else analyses a temporary table, and without figures the joins may be nested loops.
    connection.execute(SQL("ANALYZE {}").format(staged))
    return staged


def _columns(names: Iterable[str], source: str = "") -> Composed:
    return SQL(", ").join(Identifier(source, name) if source else Identifier(name) for name in names)
