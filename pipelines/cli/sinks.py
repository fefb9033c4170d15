"""``wirewatch sinks``, and the option ``--sink`` of all commands that write days."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pipelines.deployments.sinks import Sinks


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
    from pipelines.deployments.sinks import SinkNameError, Sinks, open_sinks

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
@click.argument("sink")
def init(sink: str) -> None:
    """Make the tables and views of postgresql://... or duckdb:FILE, or bring those of an older wirewatch up to date.

    In PostgreSQL they are in the schema wirewatch, which is made where it is missing; the password may stand in
    PGPASSWORD or in the password file. DuckDB files need this only to be read before they are written next.
    """
    from connectors.duckdb import StoreError, connect
    from connectors.postgres.errors import PostgresError

    kind, _, where = sink.partition(":")
    try:
        if kind != "duckdb":
            _init_postgres(sink)
            return
        with connect(Path(where)):
            click.echo(f"{where}: up to date")
    except (StoreError, PostgresError) as e:
        raise click.ClickException(str(e)) from e


def _init_postgres(url: str) -> None:
    from connectors.postgres.errors import ExtraMissingError, PostgresError
    from connectors.postgres.naming import database

    try:
        place = database(url)
    except ExtraMissingError:
        raise
    except PostgresError as e:
        raise click.UsageError(str(e), click.get_current_context()) from e
    from connectors.postgres.migrations import migrate

    applied = migrate(place)
    click.echo(f"{place}: " + (f"applied {', '.join(applied)}" if applied else "up to date"))
