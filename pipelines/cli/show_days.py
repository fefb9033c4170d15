"""``wirewatch show day``: a day, or several."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli import words
from pipelines.cli.logs import note
from pipelines.cli.older import coded_by_older, what_to_do
from pipelines.cli.showing import (
    JSON,
    OUT,
    ROWS_SHOWN,
    SUMMED,
    SUMS,
    days_there,
    first_of,
    print_json,
    print_told,
    query,
    table,
    told,
)
from pipelines.cli.words import some

if TYPE_CHECKING:
    from pipelines.deployments.period import Period

_FIGURES = ("incidents", "stories", "mentions", "reports", "publishers", "score", "goldstein", "killed", "injured")
_BUSIEST = 10
_CELLS = {"totals": ("type",), "pairs": ("source", "target", "type"), "places": ("place", "type")}
_VIEWS = {"totals": "totals", "pairs": "pairs_by_type", "places": "places_by_type"}


@click.command(epilog="Example: wirewatch show day 2022-01-03..2022-01-09", short_help="Days: counts and events.")
@click.argument("when", type=words.period, metavar="DAY|PERIOD")
@OUT
@JSON
def day(when: "Period", out: Path, as_json: bool) -> None:
    """The rows of a day, its events, and those that are late or outside the counts, and why.

    A period is 2022-01, 2022-W03, 2022-01-03..2022-01-09, yesterday or today (by this machine's zone). Over several
    days only what may be added is: an incident and a mention are of one day, a story or a publisher may be of many.

    denied, planned, historical: by its modality. coarse: dated coarser than to a day. open: nothing says when. ahead:
    its day is later than its report's. unsure: its confidence is below the deployment's --min_confidence.
    """
    one = when.first == when.last
    found = _one_day(out, when) if one else _several(out, when)
    found |= told(out, "m.event_date BETWEEN $1 AND $2", when.first, when.last, whole=as_json)
    if as_json:
        print_json(found)
        return
    from connectors.duckdb import STORE_FILE

    name = str(when.first) if one else str(when)
    if not found["totals"]:
        raise click.ClickException(f"{name}: nothing was read and nothing told of it in {out}{days_there(out)}")
    for read in found["read"]:
        table(f"{name}: reports read", [read], tuple(read))
    figures = _FIGURES if one else ("days", *SUMMED)
    table("By type", [row | {"type": row["type"] or "all"} for row in found["totals"]], ("type", *figures))
    for title, kind in (("Country pairs", "pairs"), ("Places", "places")):
        rows = found[kind]
        shown = (title, rows) if one else (first_of(title, len(rows)), rows[:ROWS_SHOWN])
        table(*shown, (*_CELLS[kind], *figures))
    if not one:
        days = found["days"]
        busiest = sorted(days, key=lambda row: (-row["mentions"], row["day"]))[:_BUSIEST]
        table(f"Busiest of {some(len(days), 'day')}", busiest, ("day", *_FIGURES))
    print_told(found)
    if older := coded_by_older(out / STORE_FILE):
        note(what_to_do(older, out))


def _one_day(out: Path, when: "Period") -> dict[str, Any]:
    found: dict[str, Any] = {
        "day": when.first.isoformat(),
        "read": query(out, "SELECT * EXCLUDE (day) FROM reports_read WHERE day = ?", when.first),
    }
    for name, cell in _CELLS.items():
        found[name] = query(
            out,
            f"SELECT * EXCLUDE (day) FROM {_VIEWS[name]} WHERE day = ? ORDER BY stories DESC, {', '.join(cell)}",
            when.first,
        )
    return found


def _several(out: Path, when: "Period") -> dict[str, Any]:
    within = (when.first, when.last)
    read = ("read", "read_coded", "read_no_event", "read_duplicate", "read_unsupported_language")
    sums = ", ".join(f'sum("{name}")::BIGINT AS "{name}"' for name in read)
    found: dict[str, Any] = {
        "from": when.first.isoformat(),
        "to": when.last.isoformat(),
        "read": query(
            out, f'SELECT {sums} FROM reports_read WHERE day BETWEEN $1 AND $2 HAVING sum("read") > 0', *within
        ),
    }
    for name, cell in _CELLS.items():
        key = ", ".join(cell)
        found[name] = query(
            out,
            f"SELECT {key}, count(*) FILTER (incidents > 0) AS days, {SUMS} FROM {_VIEWS[name]}"
            f" WHERE day BETWEEN $1 AND $2 GROUP BY {key} ORDER BY incidents DESC, mentions DESC, {key}",
            *within,
        )
    found["days"] = query(
        out,
        f"SELECT day, {', '.join(_FIGURES)} FROM totals WHERE type = '' AND day BETWEEN $1 AND $2 ORDER BY day",
        *within,
    )
    return found
