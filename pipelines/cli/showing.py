"""What the commands of ``wirewatch show`` have in common: asking the folder's store, and printing what it says."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from connectors.plain import json_line

OUT = click.option(
    "--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True, help="Folder of the deployment."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
Rows = list[dict[str, Any]]
SUMS: Final = (
    "sum(incidents)::BIGINT AS incidents, sum(mentions)::BIGINT AS mentions,"
    " sum(score * incidents) / nullif(sum(incidents), 0) AS score,"
    " sum(killed)::BIGINT AS killed, sum(injured)::BIGINT AS injured"
)
"""Of a cell of daily rows over several days: only figures that may be added."""
SUMMED: Final = ("incidents", "mentions", "score", "killed", "injured")
ROWS_SHOWN: Final = 20
DAYS_SHOWN: Final = 5


def query(out: Path, sql: str, *values: object) -> Rows:
    """What the store in the folder answers; raises click.ClickException."""
    from connectors.duckdb import STORE_FILE, StoreError, connect

    try:
        with connect(out / STORE_FILE, read_only=True) as store:
            found: Rows = store.sql(sql, params=list(values)).to_arrow_table().to_pylist()
            return found
    except StoreError as e:
        raise click.ClickException(str(e)) from e


def told(out: Path, chosen: str, *values: object, whole: bool) -> dict[str, Any]:
    """Events of the mentions ``m`` of events ``e`` that are ``chosen``: those in the counts, and those apart.

    Unless the ``whole`` is asked for they are as many as people are shown, and ``many`` says of how many.
    """
    mentions = f"FROM mentions m JOIN events e USING (event_id) WHERE ({chosen})"
    counted, apart = "NOT m.late AND m.uncounted IS NULL", "(m.late OR m.uncounted IS NOT NULL)"
    limit = "" if whole else f" LIMIT {ROWS_SHOWN}"
    found: dict[str, Any] = {
        "events": query(
            out,
            f"SELECT e.*, t.mentions FROM (SELECT event_id, count(*) AS mentions {mentions} AND {counted}"
            " GROUP BY event_id) t JOIN events e USING (event_id)"
            f" ORDER BY t.mentions DESC, e.event_date, e.type, e.event_id{limit}",
            *values,
        ),
        "apart": query(
            out,
            "SELECT m.uncounted, m.late, m.modality, m.confidence, m.report_id, m.url, m.publisher, m.published_at,"
            " m.story_id, e.* EXCLUDE (modality, confidence, report_id, url, publisher, published_at, story_id)"
            f" {mentions} AND {apart}"
            f" ORDER BY m.uncounted, m.late, e.event_date, e.type, e.event_id, m.report_id{limit}",
            *values,
        ),
    }
    if not whole:
        (found["many"],) = query(
            out,
            f"SELECT count(DISTINCT event_id) FILTER ({counted}) AS events, count(*) FILTER {apart} AS apart"
            f" {mentions}",
            *values,
        )
    return found


def print_told(found: dict[str, Any]) -> None:
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


def days_there(out: Path) -> str:
    """The last days that there are, to go on with."""
    days = query(out, "SELECT DISTINCT day FROM daily ORDER BY day DESC")
    if not days:
        return ""
    last = ", ".join(str(row["day"]) for row in days[:DAYS_SHOWN])
    return f"; of its {len(days):,} days the last are {last}" if len(days) > DAYS_SHOWN else f"; it has {last}"


def first_of(title: str, many: int) -> str:
    """The title of a table that shows the first of so many rows, if those are too many."""
    return f"{title}, the first {ROWS_SHOWN} of {many:,}" if many > ROWS_SHOWN else title


def print_json(found: dict[str, Any]) -> None:
    """Print it on one line."""
    click.echo(json_line(found))


def table(title: str, rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    """Print the columns of the rows, if there are any."""
    if not rows:
        return
    from rich.table import Table

    from pipelines.cli.tables import cell, print_table

    shown = Table(title=title, title_justify="left", box=None, header_style="bold")
    for name in columns:
        numeric = isinstance(rows[0][name], int | float) and not isinstance(rows[0][name], bool)
        shown.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        shown.add_row(*(cell(_shown(row[name])) for name in columns))
    print_table(shown)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}"
    return "" if value is None else str(value) or "-"
