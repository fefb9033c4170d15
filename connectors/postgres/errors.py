"""What can go wrong between wirewatch and PostgreSQL; each message says what, where and what to do, never a secret."""

from connectors.redacting import SafeError


class PostgresError(SafeError):
    """A database that cannot be used as it is."""


class PostgresUnavailable(PostgresError):  # noqa: N818  a state of the server, not a mistake of ours
    """A database that was away, or locked, for longer than the patience."""


class ExtraMissingError(PostgresError):
    """What speaks to a database is not installed."""
