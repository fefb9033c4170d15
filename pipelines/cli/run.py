"""``wirewatch run``: files in, DuckDB, Avro and Parquet files out."""

import json
import shlex
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import click
from click.core import ParameterSource

from pipelines.cli.counting import min_confidence_option, note_recount
from pipelines.cli.older import coded_by_older, what_to_do, what_to_install
from pipelines.cli.sinks import opened, sink_option
from pipelines.cli.words import called, counts, some
from pipelines.cli.working import calibration_option, workers_option
from pipelines.cli.zones import timezone_option
from pipelines.deployments.collecting import seldom_collected

if TYPE_CHECKING:
    from pipelines.asking.store import Asked
    from pipelines.coding.calibration import Calibration
    from pipelines.deployments.local import Done, Folder
    from schemas import Coder

_HANDFUL: Final = 50_000
"""Bytes that one process has coded before others would have loaded a coder."""


@click.command(epilog="Example: wirewatch run news/*.jsonl.gz --out out --timezone Europe/Berlin")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder; may hold earlier runs.")
@timezone_option
@min_confidence_option
@workers_option
@calibration_option
@sink_option
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
@seldom_collected()
def command(
    inputs: tuple[str, ...],
    out: Path,
    timezone: ZoneInfo,
    min_confidence: float,
    workers: int,
    calibration: "Calibration | None",
    sink: tuple[str, ...],
    as_json: bool,
) -> None:
    """Turn reports in files into events and daily aggregates.

    INPUT is a file, a folder, a glob, or - for standard input: JSON, JSON lines, Avro container files, RSS, Atom, NITF,
    NewsML-G2, pages (HTML), web archives (WARC, WACZ), or plain text that begins "date YYYY-MM-DD"; gzip and zstd are
    read as they are.
    """
    from connectors.duckdb import StoreError
    from connectors.files import InputError, expand, size_of
    from pipelines.coding.pool import MakeCoder
    from pipelines.deployments.local import Folder, FolderError, ingest_files
    from pipelines.deployments.updating import update_folder

    start = time.perf_counter()
    try:
        paths = expand(inputs)
        total = size_of(paths)
        make_coder = MakeCoder(_worth_it(workers, total), calibration)
        with opened(sink) as more, Folder(out).held():
            folder = Folder(out)
            folder.check_from_files()
            folder.check_coder(make_coder.identity)
            with _progress(None if as_json else total):
                ingested = ingest_files(paths, folder, zone=timezone, make_coder=make_coder, more=more.rejected)
                note_recount([*folder.day_sinks, *more.days], min_confidence)
                aggregated = update_folder(folder, min_confidence=min_confidence, more=more)
    except (InputError, FolderError) as e:
        raise click.UsageError(str(e), click.get_current_context()) from e
    except StoreError as e:
        raise click.ClickException(str(e)) from e
    except OSError as e:
        raise click.ClickException(f"{e.filename or out}: {e.strerror or e}") from e
    summary = summary_of(ingested, aggregated, folder, time.perf_counter() - start, make_coder.identity)
    if as_json:
        click.echo(json.dumps(summary))
    else:
        print_summary(summary, folder, make_coder.identity)


def _worth_it(workers: int, total: int | None) -> int:
    """How many processes code ``total`` bytes; None or 0, as pipes have, where it is not known."""
    asked = click.get_current_context().get_parameter_source("workers") is not ParameterSource.DEFAULT
    return 1 if total and total <= _HANDFUL and not asked else workers


@contextmanager
def _progress(total: int | None) -> Iterator[None]:
    """A bar of bytes read with rate and remaining time, on a terminal only; ``total`` is None where it is not known."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    from pipelines.metrics import progress

    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    done = threading.Event()
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=total)

        def follow() -> None:
            begun = time.perf_counter()
            while not done.wait(0.2):
                reports = progress["reports"]
                rate = reports / (time.perf_counter() - begun)
                told = f"{some(reports, 'report')}, {rate:,.0f}/s"
                bar.update(task, completed=progress["bytes"], description=told)

        thread = threading.Thread(target=follow, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


_REASONS_SHOWN = 5


def summary_of(
    ingested: "Done", aggregated: "Done", folder: "Folder", seconds: float, coder: "Coder"
) -> dict[str, Any]:
    from pipelines.asking import evidence
    from pipelines.asking.store import folder_store

    with folder_store(folder.root).asked() as asked:
        silent = evidence.silence(asked)
        tables = {name: _count(asked, name) for name in ("reports", "events", "mentions", "daily", "rejected")}
        pairs = asked.rows(
            "SELECT source, target, sum(incidents)::bigint AS incidents, sum(mentions)::bigint AS mentions"
            " FROM pairs_by_type WHERE source <> '' AND target <> ''"
            " GROUP BY ALL ORDER BY 3 DESC, 4 DESC, 1, 2 LIMIT 5"
        )
        days = asked.rows("SELECT day FROM day_totals ORDER BY mentions DESC, day")
        older = evidence.coded_by_older(asked, coder).reports
        waiting = evidence.not_installed(asked)
    steps = ingested.step_seconds | aggregated.step_seconds
    slowest = max(steps, key=lambda name: steps[name], default=None)
    return {
        "read": ingested.read,
        "outcomes": ingested.outcomes,
        "left_out": ingested.left_out,
        "tables": tables,
        "silence": silent,
        "days": len(days),
        "busiest_day": str(days[0]["day"]) if days else None,
        "busiest_pairs": pairs,
        "seconds": round(seconds, 2),
        "coded_by_older": older,
        "not_installed": waiting,
        "slowest_step": {"step": slowest, "seconds": round(steps[slowest], 2)} if slowest else None,
    }


def _count(asked: "Asked", table: str) -> int:
    (row,) = asked.rows(f"SELECT count(*) AS rows FROM {table}")  # noqa: S608  our own table names
    return int(row["rows"])


def print_summary(summary: dict[str, Any], folder: "Folder", coder: "Coder") -> None:
    outcomes = summary["outcomes"]
    parts = counts(outcomes)
    tables = summary["tables"]
    click.echo(f"read       {some(summary['read'], 'report')} = {parts or 'nothing'}")
    if summary["left_out"]:
        click.echo(f"left out   {counts(summary['left_out'])}: records of archives that are no pages")
    told = f"{some(tables['events'], 'event')} in {some(tables['mentions'], 'mention')}"
    click.echo(f"events     {told} on {some(summary['days'], 'day')}")
    silent, title = summary["silence"], "silent"
    for what in ("report", "sentence"):
        if number := silent[f"{what}s_silent"]:
            reasons = list(silent[f"{what}_reasons"].items())[:_REASONS_SHOWN]
            why = ", ".join(f"{reason} {many:,}" for reason, many in reasons)
            click.echo(f"{title:10} {number:,} of {some(silent[f'{what}s'], what)}: {why}")
            title = ""
    for pair in summary["busiest_pairs"]:
        told = f"incidents {pair['incidents']:,}, mentions {pair['mentions']:,}"
        click.echo(f"pair       {pair['source']} -> {pair['target']}: {told}")
    slowest = summary["slowest_step"]
    if slowest:
        click.echo(f"time       {summary['seconds']} s, of which {slowest['step']} {slowest['seconds']} s")
    click.echo(f"results    {folder.store}  (tables reports, events, mentions, daily, rejected)")
    click.echo(f"           {folder.root}/coded, events, rejected: Avro; {folder.root}/daily: Parquet by day")
    if summary["coded_by_older"]:
        click.echo(f"older      {what_to_do(coded_by_older(folder.store, coder), folder.root)}")
    for language, reports in summary["not_installed"].items():
        click.echo(f"language   {what_to_install(language, reports, folder.root)}")
    _lead_on(summary, folder)


def _lead_on(summary: dict[str, Any], folder: "Folder") -> None:
    """What to do next, each a command that works as it is printed."""
    command, out = called(), f"--out {shlex.quote(str(folder.root))}"
    if summary["busiest_day"]:
        click.echo(f"look       {command} show day {summary['busiest_day']} {out}")
    for pair in summary["busiest_pairs"][:1]:
        click.echo(f"ask        {command} show pair {pair['source']} {pair['target']} {out}")
    if find_spec("starlette"):  # the extra that it needs
        click.echo(f"page       {command} desk {out}")
    elif (Path(__file__).parents[2] / "Makefile").exists():
        click.echo(f"page       make extras && {command} desk {out}")
