"""The option ``--min_confidence`` of all commands that make daily rows."""

import click

from pipelines.options import MIN_CONFIDENCE, MIN_CONFIDENCE_HELP, MIN_CONFIDENCE_VARIABLE

min_confidence_option = click.option(
    "--min_confidence",
    "--min-confidence",
    type=click.FloatRange(0.0, 1.0),
    default=MIN_CONFIDENCE,
    show_default=True,
    envvar=MIN_CONFIDENCE_VARIABLE,
    show_envvar=True,
    help=f"{MIN_CONFIDENCE_HELP} Keep it for a deployment.",
)
"""Passed on as ``min_confidence``."""
