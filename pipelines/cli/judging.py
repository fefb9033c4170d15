"""Where verdicts of readers are kept."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipelines.asking.store import Store

file_option = click.option(
    "--file", type=click.Path(path_type=Path, dir_okay=False), help="Where verdicts are kept; else DIR/judged.jsonl."
)


def verdict_file(store: "Store", file: Path | None) -> Path:
    """The file of the verdicts on what the store holds; raises click.UsageError where it must be named."""
    from pipelines.asking.verdicts import FILE

    if file is not None:
        return file
    if store.folder is None:
        raise click.UsageError("a database has no folder: say where verdicts are kept by --file FILE")
    return store.folder / FILE
