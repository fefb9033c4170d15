"""``wirewatch lexicon``: look after the coder's data files."""

import click

from pipelines.cli.words import some
from pipelines.coding.datafiles import LexiconError
from pipelines.coding.event.checking import check_lexicon
from pipelines.coding.event.compositions import Compositions
from pipelines.coding.event.lexicon import Lexicon
from pipelines.coding.event.ontology import Ontology


@click.group("lexicon", epilog="Example: wirewatch lexicon check")
def command() -> None:
    """Look after the data files of the event coder."""


@command.command("check", epilog="Example: wirewatch lexicon check")
def check() -> None:
    """Check the event lexicon: lines that do not load, entries that never win, unknown classes, operators and codes.

    Prints one problem a line, with file and line number, and ends with status 1 if there is any.
    """
    try:
        lexicon = Lexicon.load()
        problems = check_lexicon(lexicon, Compositions.load(), Ontology.load())
    except LexiconError as error:
        raise click.ClickException(str(error)) from error
    for problem in problems:
        click.echo(f"{problem.origin}: {problem.message}")
    entries = {entry.origin for group in lexicon.entries.values() for entry in group}
    click.echo(f"{some(len(entries), 'entry', 'entries')}, {some(len(problems), 'problem')}")
    if problems:
        raise SystemExit(1)
