"""``wirewatch aggregate``: the tables anew from the coded records, all of them or some days."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli.counting import min_confidence_option, note_recount
from pipelines.cli.kafka import registry_option
from pipelines.cli.logs import note
from pipelines.cli.older import coded_by_older, what_to_do
from pipelines.cli.sinks import opened, sink_option

if TYPE_CHECKING:
    from pipelines.deployments.local import Folder
    from pipelines.deployments.period import Period
    from pipelines.deployments.sinks import Sinks


@click.command(epilog="Example: wirewatch aggregate --out out --backfill 2022-01-20..2022-01-26")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder of the deployment.")
@click.option("--servers", metavar="HOST:PORT,...", help="Take the coded records from Kafka; else from the folder.")
@click.option("--kafka_config", "--kafka-config", multiple=True, metavar="KEY=VALUE|FILE", help="As of drain.")
@registry_option
@click.option("--topic_prefix", "--topic-prefix", default="", help="Before the names of all topics.")
@click.option("--backfill", metavar="FIRST..LAST", help="These days only, each sink in one transaction.")
@min_confidence_option
@sink_option
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
def command(
    out: Path | None,
    servers: str | None,
    kafka_config: tuple[str, ...],
    topic_prefix: str,
    backfill: str | None,
    min_confidence: float,
    sink: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """Make the tables anew from the coded records, in the folder, in the topics and in every --sink.

    --backfill replaces whole days and refuses those that the log does not cover: records were removed from it, or it
    holds no report published as early or as late. Days that were pruned are refused too.
    """
    if out is None and servers is None:
        raise click.UsageError("give --out, --servers or both", click.get_current_context())
    if servers is None and out is not None and not out.is_dir():
        raise click.UsageError(f"{out}: no such folder", click.get_current_context())
    period = _period(backfill)
    with _refusals(), _held(out) as folder, opened(sink) as more:
        if folder is not None and period is not None:
            _check_not_pruned(folder, period)
        if servers is not None:
            _from_topics(servers, kafka_config, topic_prefix, folder, period, more, min_confidence)
        elif folder is not None:
            _from_folder(folder, period, more, min_confidence)
    if folder is not None and servers is None and (older := coded_by_older(folder.store)).reports:
        note(what_to_do(older, folder.root))
    made = str(period) if period else "all days"
    click.echo(json.dumps({"days": made}) if as_json else f"made {made} anew")


def _from_folder(folder: "Folder", period: "Period | None", more: "Sinks", min_confidence: float) -> None:
    from pipelines.deployments.backfill import backfill, check_folder_whole
    from pipelines.deployments.counted_alike import check_counted_alike
    from pipelines.deployments.local import aggregate_folder, now_to_the_millisecond

    folder.check_from_files()
    if period is None:
        note_recount([*folder.day_sinks, *more.days], min_confidence)
        aggregate_folder(folder, min_confidence=min_confidence, more=more.days)
        return
    check_folder_whole(folder)
    sinks = [*folder.day_sinks, *more.days]
    check_counted_alike(sinks, min_confidence, without=period)
    backfill(folder.coded.read(), period, sinks, now=now_to_the_millisecond(), min_confidence=min_confidence)


def _from_topics(
    servers: str,
    kafka_config: tuple[str, ...],
    topic_prefix: str,
    folder: "Folder | None",
    period: "Period | None",
    more: "Sinks",
    min_confidence: float,
) -> None:
    from connectors.kafka.days import KafkaDaySink
    from connectors.kafka.topics import Topics
    from pipelines.cli.kafka import broker
    from pipelines.deployments.backfill import backfill, check_topic_whole
    from pipelines.deployments.broker import drain_aggregate, read_coded
    from pipelines.deployments.counted_alike import check_counted_alike
    from pipelines.deployments.local import now_to_the_millisecond

    if folder is not None:
        folder.check_from_topics()
    sinks = [*(folder.day_sinks if folder else ()), *more.days]
    topics = Topics(topic_prefix)
    with broker(servers, kafka_config) as settings:
        if period is None:
            note_recount(sinks, min_confidence)
            drain_aggregate(settings, topics, sinks, min_confidence=min_confidence)
            return
        check_topic_whole(settings, topics.coded)
        everywhere = [KafkaDaySink(settings, daily=topics.daily, events=topics.events), *sinks]
        check_counted_alike(everywhere, min_confidence, without=period)
        backfill(
            read_coded(settings, topics),
            period,
            everywhere,
            now=now_to_the_millisecond(),
            min_confidence=min_confidence,
        )


def _check_not_pruned(folder: "Folder", period: "Period") -> None:
    from pipelines.deployments.backfill import check_not_pruned

    check_not_pruned(folder, period)


def _period(text: str | None) -> "Period | None":
    from pipelines.deployments.period import Period

    if text is None:
        return None
    try:
        return Period.parse(text)
    except ValueError as e:
        raise click.UsageError(f"--backfill: {e}", click.get_current_context()) from e


@contextmanager
def _held(out: Path | None) -> Iterator["Folder | None"]:
    from pipelines.deployments.local import Folder

    if out is None:
        yield None
        return
    with Folder(out).held():
        yield Folder(out)


@contextmanager
def _refusals() -> Iterator[None]:
    from connectors.duckdb import StoreError
    from pipelines.deployments.backfill import NotCoveredError
    from pipelines.deployments.counted_alike import CountedOtherwiseError
    from pipelines.deployments.local import FolderError

    try:
        yield
    except FolderError as e:
        raise click.UsageError(str(e), click.get_current_context()) from e
    except (CountedOtherwiseError, NotCoveredError, StoreError) as e:
        raise click.ClickException(str(e)) from e
