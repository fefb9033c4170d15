"""PostgreSQL as a sink of daily tables: for analysts who share a server, and for several jobs that write at once."""

from connectors.postgres.address import PostgresUrl
from connectors.postgres.errors import PostgresError, PostgresUnavailable
from connectors.postgres.migrations import SCHEMA, SCHEMA_VERSION, migrate
from connectors.postgres.sink import PostgresSink

__all__ = [
    "SCHEMA",
    "SCHEMA_VERSION",
    "PostgresError",
    "PostgresSink",
    "PostgresUnavailable",
    "PostgresUrl",
    "migrate",
]
