"""``wirewatch drain``: from Kafka to Kafka and a folder, up to the ends that the topics have now."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from pipelines.cli.counting import min_confidence_option, note_recount
from pipelines.cli.kafka import broker, broker_options, registry_option
from pipelines.cli.older import note_older
from pipelines.cli.sinks import opened, sink_option
from pipelines.cli.words import some
from pipelines.cli.working import calibration_option, workers_option
from pipelines.cli.zones import timezone_option

if TYPE_CHECKING:
    from connectors.sinks import DaySink, RejectedSink
    from pipelines.coding.calibration import Calibration


@click.command(epilog="Example: wirewatch drain --servers broker:9092 --out out")
@broker_options
@registry_option
@click.option("--out", type=click.Path(path_type=Path), help="Folder for DuckDB and Parquet; else topics only.")
@timezone_option
@click.option("--start", default="committed", show_default=True, help="earliest, latest, committed, or an ISO time.")
@click.option("--group", default="wirewatch-ingest", show_default=True, help="Consumer group whose offsets are kept.")
@click.option("--topic_prefix", "--topic-prefix", default="", help="Before the names of all topics.")
@click.option("--no_reject_limit", "--no-reject-limit", is_flag=True, help="Go on although most records are rejected.")
@min_confidence_option
@workers_option
@calibration_option
@sink_option
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
def command(
    servers: str,
    kafka_config: tuple[str, ...],
    out: Path | None,
    timezone: ZoneInfo,
    start: str,
    group: str,
    topic_prefix: str,
    min_confidence: float,
    workers: int,
    calibration: "Calibration | None",
    sink: tuple[str, ...],
    *,
    no_reject_limit: bool,
    as_json: bool,
) -> None:
    """Code what reports.raw holds beyond the committed offsets, make every daily row anew, commit, and end.

    Run it from cron, or as often as you like: a run that was cut off is made good by the next one.
    """
    with broker(servers, kafka_config) as settings, opened(sink) as more:
        from connectors.duckdb import DuckdbSink, StoreError
        from connectors.kafka.plan import StartError, parse_start
        from connectors.kafka.topics import Topics
        from connectors.parquet import ParquetSink
        from pipelines.coding.pool import MakeCoder
        from pipelines.deployments.broker import CodedRecordError, drain_aggregate, drain_ingest
        from pipelines.deployments.local import Folder, FolderError, check_coder
        from pipelines.deployments.pruning import open_store
        from pipelines.steps.limit_rejected import TooManyRejectedError

        topics, make_coder = Topics(topic_prefix), MakeCoder(workers, calibration)
        folder = Folder(out) if out else None
        days: list[DaySink] = [*more.days]
        rejected: list[RejectedSink] = [*more.rejected]
        if folder:
            days += [open_store(folder.store), ParquetSink(folder.root / "daily")]
            rejected.append(DuckdbSink(folder.store))
        try:
            with folder.held() if folder else nullcontext():
                if folder:
                    folder.check_from_topics()
                    folder.check_coder(make_coder.identity)
                for store in more.stores:
                    check_coder(store, make_coder.identity, named="a store of --sink")
                ingested = drain_ingest(
                    settings,
                    topics,
                    zone=timezone,
                    start=parse_start(start),
                    group=group,
                    make_coder=make_coder,
                    limit_rejected=not no_reject_limit,
                    keep_rejected=rejected,
                )
                note_recount(days, min_confidence)
                drain_aggregate(settings, topics, days, min_confidence=min_confidence)
                if folder:
                    note_older(folder.root, make_coder.identity)
        except (StartError, FolderError) as e:
            raise click.UsageError(str(e), click.get_current_context()) from e
        except (TooManyRejectedError, CodedRecordError, StoreError) as e:
            raise click.ClickException(str(e)) from e
    if as_json:
        click.echo(json.dumps({"read": ingested.read, "outcomes": ingested.outcomes}))
    else:
        parts = ", ".join(f"{n:,} {name}" for name, n in sorted(ingested.outcomes.items()))
        click.echo(f"read {some(ingested.read, 'report')}{' = ' + parts if parts else ''}")
