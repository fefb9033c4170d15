"""``wirewatch convert``: what would be read of files, as reports by their own names."""

import dataclasses
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import click

from connectors.plain import json_line
from pipelines.cli.logs import note
from pipelines.cli.words import counts, some
from pipelines.cli.zones import timezone_option
from pipelines.decoding.words import words_of

if TYPE_CHECKING:
    from pipelines.decoding.decode import Explained

NAMES: Final = "read_from"
"""The part of ``extra`` that says under which other names fields were found."""
_TEXTS: Final = ("title", "text", "summary")


@click.command("convert", epilog="Example: wirewatch convert page.html crawl.warc.gz --to jsonl | less")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--to", type=click.Choice(["jsonl"]), default="jsonl", show_default=True, help="What to write.")
@timezone_option
def command(inputs: tuple[str, ...], to: str, timezone: ZoneInfo) -> int:  # noqa: ARG001
    """Print what `wirewatch run` would read of files, one report a line, by the names of a report's fields.

    INPUT is all that `wirewatch run` takes. `extra.read_from` says which fields had other names there, `extra.repairs`
    what was repaired. What is printed can be read again, and gives the same reports. A record that cannot be used is
    named with its reason, the rest goes on, and the exit code is 1.
    """
    from connectors.files import InputError, expand, read_records
    from pipelines.decoding import Decoder, UnusableError

    try:
        paths = expand(inputs)
    except InputError as error:
        raise click.UsageError(str(error), click.get_current_context()) from error
    decoder, left_out = Decoder(zone=timezone), Counter[str]()
    read = failed = 0
    for path in paths:
        for record in read_records(path, left_out):
            try:
                told = decoder.explain(record)
            except UnusableError as error:
                failed += 1
                note(f"{error.reason}: {error}")
                continue
            read += 1
            click.echo(json_line(fields_of(told)))
    other = f"; no pages in archives: {counts(left_out)}" if left_out else ""
    note(f"{some(read, 'report')}, {some(failed, 'record')} that cannot be used{other}")
    return 1 if failed else 0


def fields_of(told: "Explained") -> dict[str, Any]:
    """The report as JSON holds it: its id only where it was given, as it is hashed again when it is read."""
    report = dataclasses.asdict(told.report)
    report["report_id"] = told.given
    if report["publisher"] is None:
        del report["source"]  # which nobody named either
    extra = dict(report.pop("extra"))
    names = [f"{field} from {name}" for field, name in sorted(told.names.items())]
    extra[NAMES] = "; ".join([*([extra[NAMES]] if NAMES in extra else []), *names])
    repairs = [extra["repairs"]] if "repairs" in extra else []
    extra["repairs"] = "; ".join([*repairs, *_repaired(told, report)])
    held = {name: _plain(value) for name, value in (report | {"extra": extra}).items()}
    held["extra"] = {name: value for name, value in extra.items() if value}
    return {name: value for name, value in held.items() if value not in (None, "", [], {}, False)}


def _repaired(told: "Explained", report: Mapping[str, Any]) -> list[str]:
    """Which texts are not as they were given."""
    found = {name: told.fields.get(told.names.get(name, name)) for name in _TEXTS}
    given = {name: words_of(value, paragraphs=name == "text") for name, value in found.items()}
    return [
        f"{name} repaired, {len(text)} characters to {len(report[name])}"
        for name, text in given.items()
        if text and report[name] is not None and report[name] != text.strip()
    ]


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
