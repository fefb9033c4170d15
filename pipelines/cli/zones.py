"""The option ``--timezone`` of the commands that read reports."""

from zoneinfo import ZoneInfo

import click

from pipelines.options import time_zone


def _zone(name: str) -> ZoneInfo:
    try:
        return time_zone(name)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


timezone_option = click.option(
    "--timezone",
    type=_zone,
    metavar="ZONE",
    default="UTC",
    show_default=True,
    help="Dates undated sentences; keep it for a deployment.",
)
