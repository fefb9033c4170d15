"""``wirewatch export``: events and daily rows for other tools, on standard output."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal

import click

from pipelines.cli import words
from pipelines.cli.asking import over_store, refusals
from pipelines.cli.countries import country_option
from pipelines.cli.languages import language_option
from pipelines.cli.logs import note

if TYPE_CHECKING:
    from pipelines.asking.store import Store

Form = Literal["csv", "jsonl", "geojson", "parquet", "gdelt", "icews", "polecat"]


@click.command(
    epilog="Example: wirewatch export --out out --format csv --from 2022-01-01 --to 2022-01-31 --country KAZ > kaz.csv"
)
@over_store
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl", "geojson", "parquet", "gdelt", "icews", "polecat"]),
    default="csv",
    show_default=True,
    help="What is printed.",
)
@click.option(
    "--what",
    type=click.Choice(["events", "rows"]),
    default="events",
    show_default=True,
    help="Events, or the daily rows (csv, jsonl and parquet).",
)
@click.option("--from", "first", type=words.day, default=None, metavar="YYYY-MM-DD", help="The first day.")
@click.option("--to", "last", type=words.day, default=None, metavar="YYYY-MM-DD", help="The last day.")
@country_option("An actor or the place is of it (UKR); repeatable.")
@language_option("Told by reports in it (es, Spanish), and counted of these; repeatable.")
def command(
    store: "Store",
    form: Form,
    what: Literal["events", "rows"],
    first: date | None,
    last: date | None,
    countries: frozenset[str],
    languages: tuple[str, ...],
) -> None:
    """Print what a folder's tables or a database hold, by day and key, always in the same order.

    Events are all that are held, also those that no daily row counts (column mentions_counted). Without --from and --to
    it is every day. The layouts of GDELT 2.0 (61 columns), ICEWS (20) and POLECAT (40) hold only what daily rows count.
    """
    from pipelines.exporting.reading import Choice, events, rows

    choice = Choice(first or date.min, last or date.max, countries, languages)
    if choice.first > choice.last:
        raise click.UsageError(f"--from {first} is later than --to {last}: exchange them")
    if what == "rows" and form not in ("csv", "jsonl", "parquet"):
        raise click.UsageError(f"--format {form} is for events only: give csv, jsonl or parquet for daily rows")
    if form == "parquet" and sys.stdout.isatty():
        raise click.UsageError("a Parquet file is nothing for a terminal: send it to a file, as by > events.parquet")
    read = events if what == "events" else rows
    with refusals():
        held = _Counted(read(store, choice))
        if form == "parquet":
            from pipelines.exporting.parquet import write_parquet

            write_parquet(sys.stdout.buffer, held, what)
        else:
            _print(_lines(held, form, what))
    if not held.number:
        told = f", told in {' or '.join(languages)}," if languages else ""
        note(f"no {what} of these days and countries{told} in {store}")


class _Counted:
    """Records that are counted as they pass."""

    def __init__(self, records: Iterable[dict[str, object]]) -> None:
        self._records = records
        self.number = 0

    def __iter__(self) -> Iterator[dict[str, object]]:
        for record in self._records:
            self.number += 1
            yield record


def _lines(held: Iterable[dict[str, object]], form: Form, what: Literal["events", "rows"]) -> Iterator[str]:
    from pipelines.exporting.writing import csv_lines, geojson_lines, json_lines

    match form:
        case "csv":
            return csv_lines(held, what)
        case "jsonl":
            return json_lines(held)
        case "geojson":
            return geojson_lines(held)
        case "gdelt":
            from pipelines.exporting.gdelt import gdelt_lines

            return gdelt_lines(held)
        case "icews":
            from pipelines.exporting.icews import icews_lines

            return icews_lines(held)
        case "polecat":
            from pipelines.exporting.polecat import polecat_lines

            return polecat_lines(held)
        case _:
            raise AssertionError(form)


def _print(lines: Iterable[str]) -> None:
    """Print them in UTF-8, whatever the terminal's language."""
    printed = sys.stdout.buffer
    for line in lines:
        printed.write(line.encode() + b"\n")
    printed.flush()
