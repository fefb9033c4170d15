"""Countries as commands take them: three letters, and which was meant where somebody gave something else."""

from collections.abc import Callable
from typing import Any

import click

from pipelines.cli.words import meant


def known_countries() -> frozenset[str]:
    """The codes that places and actors can have."""
    from pipelines.coding.datafiles import DATA, read_rows

    return frozenset(row.cells[0] for row in read_rows(DATA / "places" / "countries.tsv", 4, 4))


def no_country(wrong: str) -> str:
    """What to say of a code, in capitals, that is none."""
    from pipelines.coding.datafiles import DATA, read_rows

    named = {
        name.upper(): row.cells[0]
        for row in read_rows(DATA / "actors" / "countries.tsv", 5, 5)
        for names in row.cells[1:3]
        for name in names.split("|")
    }
    near = f" (did you mean {named[wrong]}?)" if wrong in named else meant(wrong, known_countries())
    return f"no country {wrong}{near}: give the three letters of ISO 3166-1, as UKR; Kosovo is KOS"


def country_option(help: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:  # noqa: A002
    """The repeatable option ``--country``; the command is called with ``countries``, by their codes."""
    return click.option("--country", "countries", multiple=True, callback=_codes, help=help)


def _codes(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> frozenset[str]:
    if not given:
        return frozenset()
    countries = frozenset(country.upper() for country in given)
    for wrong in sorted(countries - known_countries()):
        raise click.BadParameter(no_country(wrong), context, parameter)
    return countries
