"""The sink: days replaced whole and changes by key, each call one transaction."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final, TypeVar
from uuid import uuid4

from psycopg.sql import SQL, Composed, Identifier
from psycopg.types.string import StrDumper

from connectors.postgres.address import PostgresUrl
from connectors.postgres.columns import ALERTS, DAILY, EVENTS, MENTIONS, REJECTED, REPORTS, VANISHED, Table
from connectors.postgres.migrations import WRITERS_LOCK, check_version
from connectors.postgres.session import Connection, in_transaction
from connectors.sql.migrations import shared
from connectors.tables import Changes, DayTables, greatest, one_for_each_key
from schemas import Alert, Rejected

T = TypeVar("T")
_PATIENCE: Final = 60.0


class PostgresSink:
    """A DaySink, ChangeSink, RejectedSink and AlertSink over the tables that ``migrate`` makes.

    Writers take turns, each for one transaction, so that two jobs that write the same days end in the tables of one of
    them, whole; readers are never kept waiting. A connection lasts for one call. A database that is away is tried
    again for ``patience`` seconds; then PostgresUnavailable is raised, and nothing was skipped. Other failures, a
    wrong schema version among them, are a PostgresError.
    """

    def __init__(self, url: PostgresUrl, *, patience: float = _PATIENCE) -> None:
        self._url, self._patience = url, patience
        self._seen: str | None = None
        self._alone = True

    def __repr__(self) -> str:
        return f"PostgresSink({str(self._url)!r})"

    def held_days(self) -> set[date]:
        """The days that any table holds something of."""
        return self._transact(_held_days)

    def counted_from(self) -> set[tuple[date, float | None]]:
        """Each day with the ``min_confidence`` of its rows; None of rows of before there was one."""
        return self._transact(_counted_from)

    def highest_coder(self) -> tuple[str, int] | None:
        """Version and rank of the coder of the highest rank that made a report of the tables."""
        return self._transact(_highest_coder)

    def state(self) -> str:
        """That of the days held; of no use where others have written since this sink first looked or wrote."""
        self._note(self._transact(_state))
        return str(self._seen) if self._alone else f"not alone: {uuid4()}"

    def replace_days(self, days: Sequence[DayTables]) -> None:
        """Make ``days`` all that is held of those days, in one transaction; equal rows are not touched."""
        self._write(lambda connection: _replace_days(connection, days))

    def apply(self, changes: Changes) -> None:
        """Upsert and delete by key, guarded by revision, in one transaction; equal rows are not touched."""
        single = one_for_each_key(changes)
        self._write(lambda connection: _apply(connection, single))

    def write_rejected(self, rejected: Sequence[Rejected]) -> None:
        """Add the dead letters that are not held yet, in one transaction."""
        by_id = {letter.rejected_id: letter for letter in rejected}
        self._transact(lambda connection: _add_rejected(connection, by_id.values()))

    def write_alerts(self, alerts: Sequence[Alert]) -> None:
        """Upsert alerts by id, guarded by revision, in one transaction."""
        standing = greatest(alerts, lambda alert: alert.alert_id, lambda alert: alert.revision)
        self._transact(lambda connection: _put_alerts(connection, standing))

    def _write(self, work: Callable[[Connection], None]) -> None:
        def turn(connection: Connection) -> tuple[str, str]:
            _take_turn(connection)
            before = _state(connection)
            work(connection)
            return before, _state(connection)

        before, after = self._transact(turn)
        self._note(before)
        self._seen = after

    def _note(self, found: str) -> None:
        self._alone = self._alone and self._seen in (None, found)
        self._seen = found

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


def _counted_from(connection: Connection) -> set[tuple[date, float | None]]:
    found = connection.execute("SELECT DISTINCT day, min_confidence FROM daily").fetchall()
    return {(day, least) for day, least in found if isinstance(day, date) and isinstance(least, float | None)}


def _highest_coder(connection: Connection) -> tuple[str, int] | None:
    query = "SELECT coder_version, coder_rank FROM reports ORDER BY coder_rank DESC, coder_version LIMIT 1"
    for version, rank in connection.execute(query).fetchall():
        if isinstance(rank, int):
            return str(version), rank
    return None


def _state(connection: Connection) -> str:
    (found,) = connection.execute("SELECT state FROM state").fetchall()
    return str(found[0])


def _replace_days(connection: Connection, days: Sequence[DayTables]) -> None:
    replaced = [tables.day for tables in days]
    _replace(connection, REPORTS, replaced, (r for d in days for r in d.reports))
    _replace(connection, EVENTS, replaced, (e for d in days for e in d.events))
    _replace(connection, MENTIONS, replaced, (m for d in days for m in d.mentions))
    _replace(connection, DAILY, replaced, (r for d in days for r in d.rows))
    _replace(connection, VANISHED, replaced, ())


def _apply(connection: Connection, changes: Changes) -> None:
    _stage(connection, REPORTS, (told.report for told in changes.reports))
    _stage(connection, MENTIONS, (mention for told in changes.reports for mention in told.mentions))
    _stage(connection, EVENTS, changes.events)
    _stage(connection, DAILY, changes.rows)
    _stage(connection, VANISHED, changes.vanished_rows)
    connection.execute(
        "CREATE TEMPORARY TABLE staged_vanished_events ON COMMIT DROP AS SELECT unnest(%s::text[]) AS event_id",
        [list(changes.vanished_events)],
    )
    connection.execute(shared("changes.sql"))
    for table in (REPORTS, MENTIONS, EVENTS, DAILY, VANISHED):
        _upsert(connection, table)


def _put_alerts(connection: Connection, alerts: Iterable[Alert]) -> None:
    _take_turn(connection)
    _stage(connection, ALERTS, alerts)
    connection.execute(shared("alerts.sql"))
    _upsert(connection, ALERTS)


def _add_rejected(connection: Connection, rejected: Iterable[Rejected]) -> None:
    _take_turn(connection)
    _stage(connection, REJECTED, rejected)
    connection.execute(
        SQL("INSERT INTO {} SELECT * FROM {} ON CONFLICT DO NOTHING").format(
            Identifier(REJECTED.name), _staged(REJECTED)
        )
    )


def _take_turn(connection: Connection) -> None:
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS_LOCK])


def _replace(connection: Connection, table: Table, days: Sequence[date], records: Iterable[object]) -> None:
    """Delete the keys that the days hold and ``records`` do not; insert or update the rows that differ.

    A row whose key stands on another day moves, as a report does that was published anew.
    """
    _stage(connection, table, records)
    connection.execute(
        SQL("DELETE FROM {} held WHERE {} = ANY(%s) AND NOT EXISTS (SELECT FROM {} s WHERE {})").format(
            Identifier(table.name), Identifier(table.day), _staged(table), _same_key(table)
        ),
        [list(days)],
    )
    _upsert(connection, table)


def _upsert(connection: Connection, table: Table) -> None:
    """Write what is staged for the table under its keys; a row that differs in nothing that counts is not touched."""
    values = [column for column in table.columns if column not in table.key]
    compared = [column for column in values if column != table.ignored]
    connection.execute(
        SQL(
            "INSERT INTO {name} ({columns}) SELECT {staged_columns} FROM {staged} s LEFT JOIN {name} held ON {same_key}"
            " WHERE held.{first} IS NULL OR ROW({new}) IS DISTINCT FROM ROW({old})"
            " ON CONFLICT ({key}) DO UPDATE SET {changes}"
        ).format(
            name=Identifier(table.name),
            staged=_staged(table),
            same_key=_same_key(table),
            columns=_columns(table.columns),
            staged_columns=_columns(table.columns, "s"),
            first=Identifier(table.key[0]),
            new=_columns(compared, "s"),
            old=_columns(compared, "held"),
            key=_columns(table.key),
            changes=SQL(", ").join(SQL("{0} = excluded.{0}").format(Identifier(column)) for column in values),
        )
    )


def _stage(connection: Connection, table: Table, records: Iterable[object]) -> None:
    """Copy the records into a temporary table that ends with the transaction."""
    connection.execute(
        SQL("CREATE TEMPORARY TABLE {} (LIKE {} INCLUDING DEFAULTS) ON COMMIT DROP").format(
            _staged(table), Identifier(table.name)
        )
    )
    statement = SQL("COPY {} ({}) FROM STDIN").format(_staged(table), _columns(table.columns))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for record in records:
            copy.write_row(table.row(record))
    # Nobody else analyses a temporary table, and without figures the joins may be nested loops.
    connection.execute(SQL("ANALYZE {}").format(_staged(table)))


def _staged(table: Table) -> Identifier:
    return Identifier(f"staged_{table.name}")


def _same_key(table: Table) -> Composed:
    return SQL(" AND ").join(SQL("s.{0} = held.{0}").format(Identifier(column)) for column in table.key)


def _columns(names: Iterable[str], source: str = "") -> Composed:
    return SQL(", ").join(Identifier(source, name) if source else Identifier(name) for name in names)
