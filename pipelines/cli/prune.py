"""``wirewatch prune``: old days out of the embedded store."""

import json
from datetime import date
from pathlib import Path

import click

from pipelines.cli import words


@click.command(epilog="Example: wirewatch prune --out out --before 2022-01-01")
@click.option("--out", type=click.Path(path_type=Path, exists=True, file_okay=False), required=True, help="Folder.")
@click.option("--before", "first", type=words.day, required=True, help="The first day that is kept.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
def command(out: Path, first: date, *, as_json: bool) -> None:
    """Delete the days before a date from the DuckDB file, for good, and give the space back.

    Later runs do not bring them back, though they make all tables anew: the date is kept in wirewatch.duckdb.kept_from.
    The log (coded/), the Parquet and Avro files and the dead letters stay, and so does every --sink.
    """
    from connectors.duckdb import StoreError
    from pipelines.deployments.local import Folder, FolderError
    from pipelines.deployments.pruning import kept_from, prune

    folder = Folder(out)
    if not folder.store.exists():
        raise click.ClickException(f"{folder.store}: no such store; nothing to prune")
    try:
        with folder.held():
            deleted = prune(folder.store, first)
    except FolderError as e:
        raise click.UsageError(str(e), click.get_current_context()) from e
    except StoreError as e:
        raise click.ClickException(str(e)) from e
    if as_json:
        click.echo(json.dumps({"kept_from": str(kept_from(folder.store)), "deleted": deleted}))
    else:
        parts = ", ".join(f"{n:,} {name}" for name, n in deleted.items())
        click.echo(f"deleted {parts}; kept from {kept_from(folder.store)}")
