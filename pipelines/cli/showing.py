"""What the commands that print events and rows have in common."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from connectors.plain import json_line

if TYPE_CHECKING:
    from pipelines.asking.store import Asked

Rows = list[dict[str, Any]]
ROWS_SHOWN: Final = 20
DAYS_SHOWN: Final = 5
BUSIEST: Final = 10
_OF_ALL: Final = frozenset(
    {"stories", "killed", "injured", "read_coded", "read_no_event", "read_duplicate", "read_unsupported_language"}
)


def print_told(found: Mapping[str, Any]) -> None:
    """Show the events, and those apart, each with who did it to whom."""
    for title, kind, told_of in (
        ("Events", "events", ("mentions",)),
        ("Outside the counts, or late", "apart", ("why", "confidence")),
    ):
        rows = found[kind]
        days = ("event_date",) if len({row["event_date"] for row in rows}) > 1 else ()
        shown = [
            row
            | {"who": parties(row), "event_id": row["event_id"][:8], "confidence": f"{row['confidence']:.2f}"}
            | {"why": row.get("uncounted") or "late"}
            for row in rows
        ]
        table(first_of(title, found["many"][kind]), shown, (*days, *told_of, "type", "who", "event_id", "sentence"))


def parties(event: dict[str, Any]) -> str:
    """Who did it to whom by their codes: ``RUSMIL -> UKR``, ``- -> KAZOPP``, ``RUS <-> UKR`` where it is mutual."""
    sources, targets = ([actor["code"] or actor["text"] for actor in event[side]] for side in ("sources", "targets"))
    if event["reciprocal"] and len(sources) > 1:
        return " <-> ".join(sources)
    return f"{', '.join(sources) or '-'} -> {', '.join(targets) or '-'}"


def marked(event: dict[str, Any]) -> str:
    """The sentence with its trigger in brackets."""
    start = event["trigger_start"] - event["sentence_start"]
    end = event["trigger_end"] - event["sentence_start"]
    text = event["sentence"]
    return " ".join(f"{text[:start]}[{text[start:end]}]{text[end:]}".split())


def known(columns: Iterable[str], languages: Sequence[str]) -> tuple[str, ...]:
    """The columns without those that rows of some languages do not tell (``pipelines.asking.languages``)."""
    return tuple(name for name in columns if not languages or name not in _OF_ALL)


def of_languages(languages: Sequence[str]) -> dict[str, list[str]]:
    """What a JSON object says of the languages that were asked for."""
    return {"languages": list(languages)} if languages else {}


def days_there(asked: "Asked") -> str:
    """The last days that there are, to go on with."""
    from pipelines.asking.days import last_days

    many, last = last_days(asked, DAYS_SHOWN)
    if not many:
        return ""
    named = ", ".join(map(str, last))
    return f"; of its {many:,} days the last are {named}" if many > DAYS_SHOWN else f"; it has {named}"


def first_of(title: str, many: int) -> str:
    """The title of a table that shows the first of so many rows, if those are too many."""
    return f"{title}, the first {ROWS_SHOWN} of {many:,}" if many > ROWS_SHOWN else title


def print_json(found: Mapping[str, Any]) -> None:
    """Print it on one line."""
    click.echo(json_line(found))


def table(title: str, rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    """Print the columns of the rows, if there are any."""
    if not rows:
        return
    from rich.table import Table

    from pipelines.cli.tables import cell, print_table

    shown = Table(box=None, header_style="bold")
    for name in columns:
        numeric = isinstance(rows[0][name], int | float) and not isinstance(rows[0][name], bool)
        shown.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        shown.add_row(*(cell(_shown(row[name])) for name in columns))
    print_table(shown, title)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}"
    return "" if value is None else str(value) or "-"
