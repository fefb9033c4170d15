"""Languages as commands take them: by their codes or names."""

from collections.abc import Callable
from typing import Any

import click

from pipelines.cli.words import meant


def language_option(help: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:  # noqa: A002
    """The repeatable option ``--language``; the command is called with ``languages``, by their codes."""
    return click.option("--language", "languages", multiple=True, callback=_codes, help=help)


def _codes(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    from pipelines.language_names import codes_of, named

    codes, wrong = codes_of(given)
    for name in wrong:
        said = f"no language {name}{meant(name.lower(), named())}: give its two letters, as es"
        raise click.BadParameter(said, context, parameter)
    return codes
