"""What an older coder left in a folder, or could not read, and what to do about it."""

from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.cli.words import called, some

if TYPE_CHECKING:
    from schemas import Coder


def coded_by_older(store: Path, coder: "Coder | None" = None) -> int:
    """How many reports of the folder's tables a coder of a lower rank than ``coder`` coded, else than this one's."""
    from pipelines.asking.evidence import coded_below
    from pipelines.asking.store import folder_store
    from pipelines.coding.version import IDENTITY

    with folder_store(store.parent).asked() as asked:
        return coded_below(asked, (coder or IDENTITY).rank)


def what_to_do(older: int, out: Path | None, coder: "Coder | None" = None) -> str:
    """What to say of so many reports of a folder, or of a database, coded by an older coder."""
    from pipelines.coding.version import IDENTITY

    coded = f"{some(older, 'report')}{f' of {out}' if out else ''} {'was' if older == 1 else 'were'}"
    said = (
        f"{coded} coded by an older coder than this (version {(coder or IDENTITY).version}):"
        " what they tell is judged by older rules; bring them over with"
    )
    return f"{said} `{called()} recode --out {out or 'DIR'}`{'' if out else ' where the database is filled from'}"


def not_installed(store: Path) -> dict[str, int]:
    """How many reports of the folder's tables wait for each language that could be installed."""
    from pipelines.asking import evidence
    from pipelines.asking.store import folder_store

    with folder_store(store.parent).asked() as asked:
        return evidence.not_installed(asked)


def what_to_install(language: str, reports: int, out: Path) -> str:
    """What to say of reports in a language that could be installed."""
    from pipelines.coding.packages import NAMES, how_to_install

    told = f"{some(reports, 'report')} in {NAMES[language]} {'was' if reports == 1 else 'were'} not read"
    return f"{told}: `{how_to_install(language)}`, then `{called()} recode --out {out}`"
