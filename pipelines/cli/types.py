"""Event types as commands take them, and which was meant where somebody gave another."""

import click

from pipelines.cli.words import meant


def event_types(context: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """The callback of a repeatable ``--type``; raises click.BadParameter for what is none."""
    from pipelines.coding.event.ontology import Ontology

    if not given:
        return ()
    known = {name for name, _ in Ontology.load().kinds}
    types = tuple(name.upper() for name in given)
    for wrong in sorted(set(types) - known):
        right = ", ".join(sorted(known))
        raise click.BadParameter(f"no type {wrong}{meant(wrong, known)}: there are {right}", context, parameter)
    return types


def event_type(context: click.Context, parameter: click.Parameter, given: str | None) -> str:
    """The callback of a ``--type`` that may be left out, which is ""; as ``event_types``."""
    return event_types(context, parameter, (given,))[0] if given else ""
