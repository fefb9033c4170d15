"""The version of the tables in a database, and how it is brought up to that of this code."""

from typing import Final

import psycopg

from connectors.postgres.address import PostgresUrl
from connectors.postgres.errors import PostgresError
from connectors.postgres.session import Connection, in_transaction
from connectors.sql.comments import COLUMNS, comments
from connectors.sql.migrations import shared, shipped

WRITERS_LOCK: Final = 0x7769_7265
"""The advisory lock that one writer at a time holds, to the end of its transaction."""


SCHEMA_VERSION: Final = shipped("postgres")[-1].version
"""What this code writes."""


def migrate(url: PostgresUrl, *, patience: float = 10.0) -> list[str]:
    """Apply what is missing, in one transaction; the names of what was applied.

    Two at once wait for one another. Raises PostgresError, also for a database of a later wirewatch.
    """
    return in_transaction(url, lambda connection: _migrate(url, connection), patience=patience)


def _migrate(url: PostgresUrl, connection: Connection) -> list[str]:
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS_LOCK])
    held = version_of(connection)
    if held > SCHEMA_VERSION:
        raise PostgresError(_mismatch(url, held))
    if held == 0:
        # A schema of our own: names as events and reports are taken in many a database.
        connection.execute("CREATE SCHEMA IF NOT EXISTS wirewatch")
    connection.execute("SET LOCAL search_path TO wirewatch")
    missing = [migration for migration in shipped("postgres") if migration.version > held]
    for migration in missing:
        connection.execute(migration.sql)
        connection.execute(
            "INSERT INTO migrations (version, name) VALUES (%s, %s)", [migration.version, migration.name]
        )
    if missing:
        connection.execute(shared("views.sql"))
        for comment in comments(connection.execute(COLUMNS).fetchall()):
            connection.execute(comment.encode())
    return [migration.name for migration in missing]


def check_version(url: PostgresUrl, connection: Connection) -> None:
    """Raise PostgresError unless the tables are those that this code writes."""
    held = version_of(connection)
    if held != SCHEMA_VERSION:
        raise PostgresError(_mismatch(url, held))


def version_of(connection: Connection) -> int:
    """The number of the last migration that was applied; 0 for none."""
    try:
        with connection.transaction():
            found = connection.execute("SELECT max(version) FROM wirewatch.migrations").fetchone()
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
        return 0
    version = found[0] if found else None
    return version if isinstance(version, int) else 0


def _mismatch(url: PostgresUrl, held: int) -> str:
    if held > SCHEMA_VERSION:
        return f"{url}: schema version {held}, this wirewatch knows {SCHEMA_VERSION}; use a newer one or a new database"
    found = f"schema version {held}" if held else "no wirewatch tables"
    return f"{url}: {found}, this wirewatch needs version {SCHEMA_VERSION}; run `wirewatch sinks init {url}`"
