"""The option ``--min_confidence`` of all commands that make daily rows."""

from collections.abc import Iterable
from typing import Any

import click

from pipelines.cli.logs import note
from pipelines.options import MIN_CONFIDENCE, MIN_CONFIDENCE_HELP, MIN_CONFIDENCE_VARIABLE


class _Share(click.FloatRange):
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        found = super().convert(value, param, ctx)
        return found if found == found else self.fail(f"{value} is no number", param, ctx)


min_confidence_option = click.option(
    "--min_confidence",
    "--min-confidence",
    type=_Share(0.0, 1.0),
    default=MIN_CONFIDENCE,
    show_default=True,
    envvar=MIN_CONFIDENCE_VARIABLE,
    show_envvar=True,
    help=f"{MIN_CONFIDENCE_HELP} Keep it for a deployment.",
)
"""Passed on as ``min_confidence``."""


def note_recount(sinks: Iterable[object], min_confidence: float) -> None:
    """Say in a line that rows of ``sinks``, which are made anew, were counted from another confidence on."""
    from pipelines.deployments.counted_alike import counted_otherwise

    before = counted_otherwise(sinks, min_confidence)
    if before:
        told = ", ".join("an older wirewatch" if least is None else f"--min_confidence {least:g}" for least in before)
        note(
            f"rows counted by {told} are counted anew by --min_confidence {min_confidence:g}:"
            " figures of days without news change too"
        )
