"""``wirewatch sinks``, and the option ``--sink`` of all commands that write days."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pipelines.sinks import Sinks


def sink_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--sink``, passed on as ``sink``."""
    option = click.option(
        "--sink",
        multiple=True,
        metavar="SINK",
        help="Write there too: duckdb:FILE, parquet:FOLDER or postgresql://USER@HOST:PORT/DATABASE. Repeatable.",
    )
    return option(command)


@contextmanager
def opened(names: tuple[str, ...]) -> Iterator["Sinks"]:
    """The sinks of these names, and every failure of theirs inside the block as one line."""
    from connectors.duckdb import StoreError
    from connectors.postgres.errors import PostgresError
    from pipelines.sinks import SinkNameError, Sinks, open_sinks

    try:
        yield open_sinks(names) if names else Sinks()
    except SinkNameError as e:
        raise click.UsageError(f"--sink: {e}", click.get_current_context()) from e
    except (StoreError, PostgresError) as e:
        raise click.ClickException(str(e)) from e


@click.group(epilog="Example: wirewatch sinks init postgresql://news@db/news")
def command() -> None:
    """Prepare databases as sinks."""


@command.command(epilog="Example: wirewatch sinks init postgresql://news@db/news")
@click.argument("url")
def init(url: str) -> None:
    """Make the tables and views in a PostgreSQL database, or bring those of an older wirewatch up to date.

    They are in the schema wirewatch, which is made where it is missing. The password may stand in PGPASSWORD or in the
    password file. Sinks that are files need no preparation.
    """
    from connectors.postgres.errors import PostgresError

    try:
        from connectors.postgres.address import PostgresUrl
        from connectors.postgres.migrations import migrate
    except ModuleNotFoundError as e:
        raise click.ClickException("PostgreSQL needs psycopg: pip install 'wirewatch[postgres]'") from e
    try:
        place = PostgresUrl(url)
    except PostgresError as e:
        raise click.UsageError(str(e), click.get_current_context()) from e
    try:
        applied = migrate(place)
    except PostgresError as e:
        raise click.ClickException(str(e)) from e
    click.echo(f"{place}: " + (f"applied {', '.join(applied)}" if applied else "up to date"))
