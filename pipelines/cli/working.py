"""The options of all commands that code: ``--workers`` and ``--calibration``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.options import CALIBRATION_HELP, CALIBRATION_VARIABLE

if TYPE_CHECKING:
    from pipelines.coding.calibration import Calibration

CALIBRATION_FILE = f"{__name__}.calibration"
"""Where the context of a command keeps which file ``--calibration`` named."""


def _fitting(_context: click.Context, _parameter: click.Parameter, value: int | None) -> int:
    from pipelines.coding.pool import workers_that_fit

    return value or workers_that_fit()


def _read(context: click.Context, parameter: click.Parameter, value: Path | None) -> "Calibration | None":
    if value is None:
        return None
    from pipelines.coding.calibration import Calibration, CalibrationError

    context.meta[CALIBRATION_FILE] = value
    try:
        return Calibration.load(value)
    except CalibrationError as error:
        raise click.BadParameter(str(error), context, parameter) from error


workers_option = click.option(
    "--workers",
    type=click.IntRange(1),
    envvar="WIREWATCH_WORKERS",
    show_envvar=True,
    callback=_fitting,
    help="Processes that code; default: as many as cores and memory allow. The results are the same with any number.",
)
"""Passed on as ``workers``."""

calibration_option = click.option(
    "--calibration",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar=CALIBRATION_VARIABLE,
    show_envvar=True,
    callback=_read,
    help=f"{CALIBRATION_HELP} Keep it for a deployment.",
)
"""Passed on as ``calibration``, read."""
