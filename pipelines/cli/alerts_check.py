"""``wirewatch alerts check``: is a file of rules what it is meant to be."""

from pathlib import Path

import click

from pipelines.cli.logs import note
from pipelines.cli.words import some


@click.command(epilog="Example: wirewatch alerts check alerts.toml")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def command(file: Path) -> int:
    """Check a file of rules for alerts: one problem a line with its line number, status 1 if there is any."""
    from pipelines.alerting.configuration import RulesError, read_rules

    try:
        found = read_rules(file)
    except RulesError as e:
        for problem in e.problems:
            note(problem)
        return 1
    for rule in found.rules:
        kind = "out of the ordinary" if rule.threshold is None else f"from {rule.threshold:g} on"
        told = ", ".join(rule.receivers) or "nobody"
        read = f" of reports in {', '.join(sorted(rule.languages))}" if rule.languages else ""
        series = ", ".join(sorted(rule.selection.series or ()))
        click.echo(f"{rule.name}: {series} by {rule.measure}{read}, {kind}; tells {told}")
    held = (some(len(found.rules), "rule"), some(len(found.mutes), "mute"), some(len(found.receivers), "receiver"))
    click.echo(f"{', '.join(held)}: no problems")
    return 0
