"""A database by its URL, also where the extra that it needs may not be installed."""

from typing import TYPE_CHECKING

from connectors.extras import how_to_add
from connectors.postgres.errors import ExtraMissingError

if TYPE_CHECKING:
    from connectors.postgres.address import PostgresUrl


def database(url: str) -> "PostgresUrl":
    """Where it is; raises PostgresError for what is no such URL, ExtraMissingError without psycopg."""
    try:
        from connectors.postgres.address import PostgresUrl
    except ModuleNotFoundError as e:
        raise ExtraMissingError(f"PostgreSQL needs its extra ({e.name}): {how_to_add('postgres')}") from e
    return PostgresUrl(url)
