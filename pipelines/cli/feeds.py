"""``wirewatch feeds``: how the feeds stand that are followed."""

import time
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from connectors.plain import json_line
from pipelines.cli.following import MEMORY, explained
from pipelines.cli.words import say, some

if TYPE_CHECKING:
    from connectors.feeds.standing import Standing

_COLUMNS: Final = ("feed", "stands", "last success", "items", "reports", "days silent", "last error")
_NUMBERS: Final = ("items", "reports", "days silent")


@click.command(epilog="Example: wirewatch feeds --out out")
@click.argument("feeds", nargs=-1, metavar="[FEEDS]...")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder of wirewatch follow.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON lines instead of a table.")
def command(feeds: tuple[str, ...], out: Path, *, as_json: bool) -> None:
    """Show how feeds stand: when each was last read, what it held and brought, how long it is silent, why it fails.

    FEEDS, addresses or files, choose; without them all are shown that were ever followed into the folder. A feed is
    silent when it brought nothing for over a day and for twice as long as it ever did.
    """
    with explained(out):
        from connectors.feeds.memory import FeedState, read_states
        from connectors.feeds.standing import standing

        if not out.is_dir():
            raise click.UsageError(f"{out}: no such folder", click.get_current_context())
        states = read_states(out / MEMORY)
        if feeds:
            from connectors.feeds.listing import read_lists

            listed = read_lists(feeds).feeds
            states = {f.url: states.get(f.url) or FeedState(url=f.url, source=f.named) for f in listed}
    now = time.time()
    rows = sorted((standing(state, now) for state in states.values()), key=lambda row: row.source)
    if as_json:
        for row in rows:
            click.echo(json_line(_json(row)))
    elif rows:
        _print_table(rows)
    else:
        click.echo(f"no feed was followed into {out}")


def _json(row: "Standing") -> dict[str, Any]:
    return asdict(row) | {name: _time(getattr(row, name)) for name in ("last_success", "last_error_at", "next_at")}


def _time(seconds: float | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _print_table(rows: list["Standing"]) -> None:
    cells = [_COLUMNS, *(_cells(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(_COLUMNS))]
    for row in cells:
        padded = (
            cell.rjust(width) if name in _NUMBERS else cell.ljust(width)
            for cell, width, name in zip(row, widths, _COLUMNS, strict=True)
        )
        say("  ".join(padded).rstrip())
    counted = {stand: sum(row.stand == stand for row in rows) for stand in dict.fromkeys(row.stand for row in rows)}
    click.echo(f"{some(len(rows), 'feed')}: {', '.join(f'{number} {stand}' for stand, number in counted.items())}")


def _minute(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}"


def _cells(row: "Standing") -> tuple[str, ...]:
    read = "-" if row.last_success is None else _minute(row.last_success)
    silent = "-" if row.days_silent is None else f"{row.days_silent:.1f}"
    failed = "" if row.last_error_at is None else f"{_minute(row.last_error_at)} {row.last_error}"
    told = failed or row.note or (f"moved for good to {row.moved_to}" if row.moved_to else "")
    return (row.source, row.stand, read, str(row.items), str(row.reports), silent, told)
