"""What an older coder left in a folder, or could not read, and what to do about it."""

import os
import shlex
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli.logs import note
from pipelines.cli.words import called, some
from pipelines.cli.working import CALIBRATION_FILE
from pipelines.options import CALIBRATION_VARIABLE

if TYPE_CHECKING:
    from pipelines.asking.evidence import Older
    from schemas import Coder


def coded_by_older(store: Path, coder: "Coder | None" = None) -> "Older":
    """What is older in the folder's tables than ``coder``, else this one, or than the highest that was at work."""
    from pipelines.asking import evidence
    from pipelines.asking.store import folder_store
    from pipelines.coding.version import IDENTITY

    with folder_store(store.parent).asked() as asked:
        return evidence.coded_by_older(asked, coder or IDENTITY)


def what_to_do(older: "Older", out: Path | None) -> str:
    """What to say of what an older coder coded of a folder, or of a database."""
    reports = older.reports
    coded = f"{some(reports, 'report')}{f' of {out}' if out else ''} {'was' if reports == 1 else 'were'} coded by"
    if older.calibration_only:
        why = f"the same coder with another calibration than {older.version}: how sure it is means something else there"
    else:
        why = f"an older coder than version {older.version}: what they tell is judged by older rules"
    if out is None:
        return f"{coded} {why}; bring them over with `{called()} recode --out DIR` where the database is filled from"
    with_it = _calibration(older, out)
    if (out / "coded").is_dir():
        return f"{coded} {why}; bring them over with `{called()} recode --out {shlex.quote(str(out))}{with_it}`"
    return f"{coded} {why}; bring them over with `{called()} drain --start earliest{with_it} ...`"


def note_older(out: Path, coder: "Coder") -> None:
    """Say in a line what is left of older coders in the tables of a folder; nothing where there are none yet."""
    from connectors.duckdb import STORE_FILE, StoreError

    store = out / STORE_FILE
    with suppress(StoreError):  # it is mended, or told of, where it is written to
        if store.exists() and (older := coded_by_older(store, coder)).reports:
            note(what_to_do(older, out))


def _calibration(older: "Older", out: Path) -> str:
    """The option with which the coder is the one that older ones are compared with; its file where it is known."""
    from pipelines.coding.calibration import FILE, Calibration, CalibrationError
    from pipelines.coding.version import RANKS

    if older.rank % RANKS == 0:
        return ""
    context = click.get_current_context(silent=True)
    given = context.meta.get(CALIBRATION_FILE) if context else None
    for file in (given, os.environ.get(CALIBRATION_VARIABLE), out / FILE):
        with suppress(CalibrationError):
            if file and Calibration.load(Path(file)).identity.version == older.version:
                return f" --calibration {shlex.quote(str(file))}"
    return " --calibration FILE"


def what_to_install(language: str, reports: int, out: Path) -> str:
    """What to say of reports in a language that could be installed."""
    from pipelines.coding.packages import NAMES, how_to_install

    told = f"{some(reports, 'report')} in {NAMES[language]} {'was' if reports == 1 else 'were'} not read"
    return f"{told}: `{how_to_install(language)}`, then `{called()} recode --out {out}`"
