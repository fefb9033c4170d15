"""``wirewatch up``: keep going until Ctrl-C."""

import logging
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli.kafka import broker, broker_options, registry_option
from pipelines.cli.run import zone_named
from pipelines.cli.sinks import opened, sink_option

if TYPE_CHECKING:
    from pipelines.up.exporter import Exporter
    from pipelines.up.loop import Deployment


@click.command(epilog="Example: wirewatch up --servers broker:9092 --out out --metrics_port 9464")
@broker_options
@registry_option
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for DuckDB, Parquet, the snapshot.")
@click.option("--engine", type=click.Choice(["loop"]), default="loop", show_default=True, help="What runs it.")
@click.option("--timezone", default="UTC", show_default=True, help="Dates undated sentences; keep it for a deployment.")
@click.option("--group", default="wirewatch-ingest", show_default=True, help="Consumer group whose offsets are kept.")
@click.option("--topic_prefix", "--topic-prefix", default="", help="Before the names of all topics.")
@click.option("--no_reject_limit", "--no-reject-limit", is_flag=True, help="Go on although most records are rejected.")
@click.option("--metrics_port", "--metrics-port", type=int, help="Serve metrics for Prometheus on 127.0.0.1; 0: any.")
@sink_option
def command(
    servers: str,
    kafka_config: tuple[str, ...],
    out: Path,
    engine: str,
    timezone: str,
    group: str,
    topic_prefix: str,
    sink: tuple[str, ...],
    metrics_port: int | None,
    *,
    no_reject_limit: bool,
) -> None:
    """Code what comes to reports.raw and keep the tables up to date, until Ctrl-C.

    One process, no cluster: small drains, one after the other. Ctrl-C and SIGTERM end it within ten seconds. It may be
    killed at any time: start it again and the tables are those of a run that was not.
    """
    zone = zone_named(timezone)
    with broker(servers, kafka_config) as settings, opened(sink) as more:
        from connectors.duckdb import StoreError
        from pipelines.broker import CodedRecordError, Topics
        from pipelines.local import Folder, FolderError
        from pipelines.steps.limit_rejected import TooManyRejectedError
        from pipelines.up.exporter import Exporter
        from pipelines.up.loop import Deployment

        deployment = Deployment(
            settings=settings,
            topics=Topics(topic_prefix),
            folder=Folder(out),
            zone=zone,
            group=group,
            more=more.days,
            limit_rejected=not no_reject_limit,
        )
        exporter = Exporter()
        metrics = "none" if metrics_port is None else f"http://127.0.0.1:{_serve(exporter, metrics_port)}/metrics"
        click.echo(f"engine     {engine}\nbrokers    {servers}\nresults    {out}\nmetrics    {metrics}")
        try:
            with deployment.folder.held():
                _run(deployment, exporter)
        except FolderError as e:
            raise click.UsageError(str(e), click.get_current_context()) from e
        except (TooManyRejectedError, CodedRecordError, StoreError) as e:
            raise click.ClickException(str(e)) from e
        except OSError as e:
            raise click.ClickException(f"{e.filename or out}: {e.strerror or e}") from e


def _serve(exporter: "Exporter", port: int) -> int:
    try:
        return exporter.serve(port)
    except (OSError, OverflowError) as e:
        raise click.UsageError(f"--metrics_port {port}: {e}", click.get_current_context()) from e


def _run(deployment: "Deployment", exporter: "Exporter") -> None:
    from pipelines.up.loop import Loop
    from pipelines.up.pace import Pace
    from pipelines.up.watch import Watch

    pace = Pace()
    watch = Watch(pace)

    def stop(number: int, _: object) -> None:
        logging.getLogger(__name__).info("%s: stopping", signal.Signals(number).name)
        signal.signal(number, signal.SIG_DFL)  # a second one ends it at once
        watch.stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    with watch:
        Loop(deployment, watch, exporter, pace).run()
