"""``wirewatch recode``: code the reports of a folder again with this coder."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli import words
from pipelines.cli.counting import min_confidence_option, note_recount
from pipelines.cli.sinks import opened, sink_option
from pipelines.cli.words import some
from pipelines.cli.working import calibration_option, workers_option

if TYPE_CHECKING:
    from pipelines.coding.calibration import Calibration


@click.command(epilog="Example: wirewatch recode --out out --since 2022-01-20 --until 2022-01-26")
@click.option("--out", type=click.Path(path_type=Path, exists=True, file_okay=False), required=True, help="Folder.")
@click.option("--since", type=words.day, help="First day of publication; all when left out.")
@click.option("--until", type=words.day, help="Last day of publication; all when left out.")
@min_confidence_option
@workers_option
@calibration_option
@sink_option
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
def command(
    out: Path,
    since: date | None,
    until: date | None,
    min_confidence: float,
    workers: int,
    calibration: "Calibration | None",
    sink: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """Code the reports of a folder again where a coder of lower rank coded them, and make all tables anew.

    Rows that no longer come out are deleted, in every --sink too, and nothing is counted twice. Records of a higher
    rank stay. A new --calibration is a coder of a higher rank, too.
    """
    from pipelines.coding.pool import MakeCoder
    from pipelines.deployments.local import Folder, FolderError, recode_folder
    from pipelines.deployments.updating import update_folder

    folder, make_coder = Folder(out), MakeCoder(workers, calibration)
    try:
        with opened(sink) as more, folder.held():
            folder.check_from_files()
            folder.check_coder(make_coder.identity)
            if not folder.coded.parts():
                raise click.ClickException(f"{out}/coded: no coded records, so nothing to code again")
            recoded = recode_folder(
                folder,
                since=since or date.min,
                until=until or date.max,
                make_coder=make_coder,
                calibration=calibration,
            )
            note_recount([*folder.day_sinks, *more.days], min_confidence)
            update_folder(folder, min_confidence=min_confidence, more=more)
    except FolderError as e:
        raise click.UsageError(str(e), click.get_current_context()) from e
    if as_json:
        click.echo(json.dumps({"recoded": recoded.read, "outcomes": recoded.outcomes}))
    else:
        parts = ", ".join(f"{n:,} {name}" for name, n in sorted(recoded.outcomes.items()))
        click.echo(f"recoded {some(recoded.read, 'report')}{': ' + parts if parts else ''}")
