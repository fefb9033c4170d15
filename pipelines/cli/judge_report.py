"""``wirewatch judge report`` and ``export``: what readers said, as shares with intervals or as lines."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from connectors.plain import json_line
from pipelines.cli.asking import JSON, asking, over_store
from pipelines.cli.judging import file_option, verdict_file
from pipelines.cli.logs import note
from pipelines.cli.showing import print_json, table
from pipelines.cli.words import say, some

if TYPE_CHECKING:
    from pipelines.asking.precision import Share
    from pipelines.asking.store import Record, Store
    from pipelines.asking.verdicts import Verdict


@click.command(epilog="Example: wirewatch judge report --out out", short_help="How often what is told is right.")
@file_option
@over_store
@JSON
def report(file: Path | None, store: "Store", *, as_json: bool) -> None:
    """How often event, type, modality, parties, date, place and numbers are right, with 95% intervals (Wilson).

    By column, type, publisher, language and confidence, of what was judged. Verdicts on events that are coded
    differently since, or are gone, are left out and counted.
    """
    from pipelines.asking.judging import measured

    verdicts = _read(store, file)
    with asking(store) as asked:
        found, gone = measured(asked, verdicts)
    if found is None:
        raise click.ClickException(f"no verdict in {verdict_file(store, file)}; `wirewatch judge` asks for them")
    if as_json:
        print_json(found | {"left_out": gone})
        return
    say(f"{some(found['events'], 'event')} judged by {some(found['readers'], 'reader')}")
    columns = {"everything": found["all_right"], "event, type, modality": found["sure"], **found["columns"]}
    table("Right, by column", [_shown("column", *item) for item in columns.items()], ("column", *_FIGURES))
    for title, name, kind in (
        ("Event, type and modality right, by type", "type", "types"),
        ("By publisher", "publisher", "publishers"),
        ("By language", "language", "languages"),
        ("By confidence, from", "confidence", "confidence"),
    ):
        shares: dict[str, Share] = found[kind]  # type: ignore[literal-required]
        rows = [_shown(name, value or "-", of) for value, of in shares.items()]
        table(title, rows, (name, *_FIGURES))
    agreed = found["agreement"]
    if agreed["events"]:
        several = some(agreed["events"], "event")
        say(f"{several} judged by several readers: they agree on {agreed['alike']:,} (event, type, modality)")
    if gone:
        say(f"{some(gone, 'verdict')} left out: their events are coded differently since, or gone")


@click.command(epilog="Example: wirewatch judge export --out out > judged.jsonl", short_help="Verdicts as JSON lines.")
@file_option
@over_store
def export(file: Path | None, store: "Store") -> None:
    """Every verdict that stands, with the event as it is coded now under "event", or null where it is gone.

    "stands" says whether the event is still coded as it was judged.
    """
    from pipelines.asking.verdicts import stands_for

    verdicts, events = read_judged(store, file)
    for verdict in verdicts:
        event = events.get(verdict.event_id)
        record: dict[str, Any] = {name: getattr(verdict, name) for name in verdict.__slots__}
        click.echo(json_line(record | {"stands": stands_for(verdict, event), "event": event}))


_FIGURES = ("judged", "right", "share", "interval")


def read_judged(store: "Store", file: Path | None) -> "tuple[list[Verdict], dict[str, Record]]":
    """The verdicts, and their events as they are coded now."""
    from pipelines.asking.judging import judged_events

    verdicts = _read(store, file)
    with asking(store) as asked:
        return verdicts, judged_events(asked, verdicts)


def _read(store: "Store", file: Path | None) -> "list[Verdict]":
    from pipelines.asking.verdicts import read_verdicts

    held = read_verdicts(verdict_file(store, file))
    for line in held.unread:
        note(line)
    return held.verdicts


def _shown(name: str, value: str, share: "Share") -> dict[str, Any]:
    return {
        name: value,
        "judged": share["judged"],
        "right": share["right"],
        "share": f"{share['share']:.2f}",
        "interval": f"{share['low']:.2f} to {share['high']:.2f}",
    }
