"""Languages as commands take them: by their codes or names."""

from collections.abc import Callable
from typing import Any

import click

from pipelines.cli.words import meant


def language_option(help: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:  # noqa: A002
    """The repeatable option ``--language``; the command is called with ``languages``, by their codes."""
    return click.option("--language", "languages", multiple=True, callback=_codes, help=help)


def _codes(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    from pipelines.language_names import code_of, named

    codes = {name: code_of(name) for name in given}
    for name, code in codes.items():
        if code is None:
            wrong = f"no language {name}{meant(name.lower(), named())}: give its two letters, as es"
            raise click.BadParameter(wrong, context, parameter)
    return tuple(dict.fromkeys(code for code in codes.values() if code))
