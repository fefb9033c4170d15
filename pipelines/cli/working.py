"""The option ``--workers`` of all commands that code."""

import click


def _fitting(_context: click.Context, _parameter: click.Parameter, value: int | None) -> int:
    from pipelines.coding.pool import workers_that_fit

    return value or workers_that_fit()


workers_option = click.option(
    "--workers",
    type=click.IntRange(1),
    envvar="WIREWATCH_WORKERS",
    show_envvar=True,
    callback=_fitting,
    help="Processes that code; default: as many as cores and memory allow. The results are the same with any number.",
)
"""Passed on as ``workers``."""
