"""``wirewatch lag``: how far consumer groups are behind."""

import dataclasses
from typing import TYPE_CHECKING

import click

from connectors.lasting import lasting
from connectors.plain import json_line
from pipelines.cli.kafka import broker, broker_options
from pipelines.cli.words import say

if TYPE_CHECKING:
    from connectors.kafka.lag import Lag

_COLUMNS = ("group", "topic", "partition", "committed", "end", "lag", "behind")


@click.command(epilog="Example: wirewatch lag --group wirewatch-ingest --servers broker:9092")
@broker_options
@click.option("--group", "groups", multiple=True, help="A group; repeatable (default: all).")
@click.option("--topic", "topics", multiple=True, help="A topic; repeatable (default: where the group has committed).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines instead of a table.")
def command(
    servers: str, kafka_config: tuple[str, ...], groups: tuple[str, ...], topics: tuple[str, ...], *, as_json: bool
) -> None:
    """Show how far consumer groups are behind: by partition the offset committed, the end, records and time between.

    The time behind is the age of the oldest record that the group has not read. A group that has committed nothing
    is named, and the exit code is 1; with --topic it is shown as one that stands at the beginning.
    """
    with broker(servers, kafka_config) as settings:
        from connectors.kafka.lag import committed_groups, read_lag

        rows = read_lag(settings, groups, topics)
        unknown = [group for group in groups if group not in {row.group for row in rows}]
        known = committed_groups(settings) if unknown else []
    if as_json:
        for row in rows:
            click.echo(json_line(dataclasses.asdict(row)))
    elif rows:
        _print_table(rows)
    elif not unknown:
        click.echo("no group has committed anything")
    if unknown:
        there = f"there is {', '.join(known)}" if known else "no other has either; `wirewatch drain` and `up` do"
        raise click.ClickException(f"no group {', '.join(unknown)} has committed anything at {servers}: {there}")


def _print_table(rows: list["Lag"]) -> None:
    cells = [_COLUMNS, *(_cells(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_COLUMNS))]
    for row in cells:
        names = (cell.ljust(width) for cell, width in zip(row[:2], widths, strict=False))
        numbers = (cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True))
        say("  ".join((*names, *numbers)))


def _cells(row: "Lag") -> tuple[str, ...]:
    committed = "-" if row.committed is None else str(row.committed)
    behind = "?" if row.behind_seconds is None else lasting(row.behind_seconds)
    return (row.group, row.topic, str(row.partition), committed, str(row.end), str(row.lag), behind)
