"""What the commands that ask the tables have in common: where the tables are, and errors as people get them."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pipelines.asking.store import Asked, Store

JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


def over_store(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options ``--out`` and ``--database``; the command is called with ``store``."""

    @click.option(
        "--out",
        type=click.Path(path_type=Path),
        default=Path("out"),
        show_default=True,
        help="Folder of the deployment.",
    )
    @click.option(
        "--database",
        metavar="postgresql://...",
        envvar="WIREWATCH_DATABASE",
        show_envvar=True,
        help="Ask this database instead of a folder's tables.",
    )
    @functools.wraps(command)
    def called(*, out: Path, database: str | None, **values: Any) -> Any:
        from pipelines.asking.store import database_store, folder_store

        with refusals():
            store = folder_store(out) if database is None else database_store(database)
        return command(store=store, **values)

    return called


@contextmanager
def refusals() -> Iterator[None]:
    """A store that cannot be used, as a click error."""
    from connectors.duckdb import StoreError

    try:
        yield
    except StoreError as e:
        raise click.ClickException(str(e)) from e


@contextmanager
def asking(store: "Store") -> Iterator["Asked"]:
    """The store, open for questions; raises click.ClickException."""
    with refusals(), store.asked() as asked:
        yield asked
