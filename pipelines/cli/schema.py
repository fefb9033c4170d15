"""``wirewatch schema``: what a consumer or a scraper of another house needs to know of the records."""

import json
from typing import Final

import click

from pipelines.cli.words import meant

FORMATS: Final = ("avsc", "json-schema", "asyncapi")


@click.command("schema", epilog="Example: wirewatch schema event > event.avsc")
@click.argument("name", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="avsc (default), json-schema of the record as JSON, or asyncapi: all topics in one document.",
)
def command(name: str | None, form: str | None) -> None:
    """Print the schema of a record; without NAME, which there are, or with --format asyncapi all topics.

    In JSON Schema `report` says what `push` takes, and the others what `tail --json`, `code` and alerts give out.
    """
    from pipelines.describing import NEWEST, TOPIC_OF, asyncapi, avsc, json_schema

    if name is not None and name not in NEWEST:
        raise click.UsageError(f"no schema {name!r}{meant(name, NEWEST)}: there are {', '.join(NEWEST)}")
    if form == "asyncapi":
        if name is not None:
            raise click.UsageError("--format asyncapi is one document of all topics: leave NAME out")
        _print(asyncapi())
    elif name is None:
        if form is not None:
            raise click.UsageError(f"--format {form} needs a NAME: {', '.join(NEWEST)}")
        for known, newest in NEWEST.items():
            click.echo(f"{known:<13} v{newest}  topic {TOPIC_OF[known]}")
    elif form == "json-schema":
        _print(json_schema(name))
    else:
        click.echo(avsc(name), nl=False)


def _print(document: object) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
