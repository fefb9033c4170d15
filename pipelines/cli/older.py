"""What an older coder left in a folder, and what to do about it."""

from pathlib import Path

from pipelines.cli.words import called, some


def coded_by_older(store: Path) -> int:
    """How many reports of the folder's tables a coder of lower rank than this one coded."""
    from connectors.duckdb import connect
    from pipelines.coding.version import IDENTITY

    with connect(store, read_only=True) as tables:
        found = tables.execute("SELECT count(*) FROM reports WHERE coder_rank < ?", [IDENTITY.rank]).fetchall()
    return int(found[0][0])


def what_to_do(older: int, out: Path) -> str:
    """What to say of so many reports coded by an older coder."""
    from pipelines.coding.version import IDENTITY

    coded = f"{some(older, 'report')} of {out} {'was' if older == 1 else 'were'} coded by an older coder"
    return (
        f"{coded} than this (version {IDENTITY.version}): what they tell is judged by older rules; bring them over with"
        f" `{called()} recode --out {out}`"
    )
