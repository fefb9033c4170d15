"""``wirewatch push``: reports from files to a topic."""

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from pipelines.cli.kafka import broker, broker_options
from pipelines.cli.logs import note
from pipelines.cli.words import counts, some

if TYPE_CHECKING:
    from connectors.records import RawRecord


@click.command(epilog="Example: wirewatch push news/*.jsonl.gz --servers broker:9092 --rate 200")
@click.argument("files", nargs=-1, required=True, metavar="FILE...|-")
@broker_options
@click.option("--topic", default="reports.raw", show_default=True, help="Where to.")
@click.option("--rate", type=click.FloatRange(min=0, min_open=True), help="Records a second at most.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
def command(
    files: tuple[str, ...],
    servers: str,
    kafka_config: tuple[str, ...],
    topic: str,
    rate: float | None,
    *,
    as_json: bool,
) -> int:
    """Push reports from files to Kafka.

    Takes what `wirewatch run` takes: files, folders, globs, or - for standard input. Each record goes as it is, keyed
    by its report_id or url where it has one. A record that cannot be read or is too large is named with its file and
    line, the rest goes on, and the exit code is 1.
    """
    from connectors.files import InputError, expand, read_records

    try:
        paths = expand(files)
    except InputError as error:
        raise click.UsageError(str(error), click.get_current_context()) from error
    with broker(servers, kafka_config) as settings:
        from connectors.kafka.push import push
        from connectors.kafka.writer import RecordWriter

        writer, left_out = RecordWriter(settings, topic), Counter[str]()
        try:
            records = (record for path in paths for record in read_records(path, left_out))
            pushed = push(_shown(records), writer, _tell, per_second=rate)
        finally:
            writer.close()
    if as_json:
        told = {"topic": topic, "sent": pushed.sent, "failed": pushed.failed}
        click.echo(json.dumps(told | ({"left_out": left_out} if left_out else {})))
    else:
        failed = f", {pushed.failed:,} failed" if pushed.failed else ""
        other = f" (no pages in archives: {counts(left_out)})" if left_out else ""
        click.echo(f"{some(pushed.sent, 'record')} to {topic}{failed}{other}")
    return 1 if pushed.failed else 0


def _tell(record: "RawRecord", reason: str) -> None:
    note(f"{record.topic}:{record.offset}: {reason}")


def _shown(records: Iterable["RawRecord"]) -> Iterator["RawRecord"]:
    """The same records, counted on a terminal while they pass."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield from records
        return
    began = time.monotonic()
    with Progress(SpinnerColumn(), TextColumn("{task.description}"), console=console, transient=True) as progress:
        task = progress.add_task("pushing")
        for count, record in enumerate(records, start=1):
            if count % 100 == 0:
                rate = count / (time.monotonic() - began)
                progress.update(task, description=f"pushing {count:,} records, {rate:,.0f}/s")
            yield record
