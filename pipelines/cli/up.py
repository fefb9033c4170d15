"""``wirewatch up``: keep going until Ctrl-C."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from connectors.redacting import SafeError
from pipelines.cli.counting import min_confidence_option, note_recount
from pipelines.cli.kafka import broker, broker_options, registry_option
from pipelines.cli.older import note_older
from pipelines.cli.sinks import opened, sink_option
from pipelines.cli.stopping import on_stop
from pipelines.cli.working import calibration_option, workers_option
from pipelines.cli.zones import timezone_option

if TYPE_CHECKING:
    from connectors.receivers import Receiver
    from pipelines.alerting.rules import AlertRules
    from pipelines.coding.calibration import Calibration
    from pipelines.deployments.up.deployment import Deployment
    from pipelines.deployments.up.exporter import Exporter


@click.command(epilog="Example: wirewatch up --servers broker:9092 --out out --metrics_port 9464")
@broker_options
@registry_option
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for DuckDB, Parquet, the snapshot.")
@click.option(
    "--engine", type=click.Choice(["loop", "flink"]), help="What runs it; default: flink where Java and its jars are."
)
@click.option("--rules", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Rules of alerts (TOML).")
@timezone_option
@click.option("--group", default="wirewatch-ingest", show_default=True, help="Consumer group whose offsets are kept.")
@click.option("--topic_prefix", "--topic-prefix", default="", help="Before the names of all topics.")
@click.option("--no_reject_limit", "--no-reject-limit", is_flag=True, help="Go on although most records are rejected.")
@click.option("--metrics_port", "--metrics-port", type=int, help="Serve metrics for Prometheus on 127.0.0.1; 0: any.")
@min_confidence_option
@workers_option
@calibration_option
@sink_option
def command(
    servers: str,
    kafka_config: tuple[str, ...],
    out: Path,
    engine: str | None,
    rules: Path | None,
    timezone: ZoneInfo,
    group: str,
    topic_prefix: str,
    min_confidence: float,
    workers: int,
    calibration: "Calibration | None",
    sink: tuple[str, ...],
    metrics_port: int | None,
    *,
    no_reject_limit: bool,
) -> None:
    """Code what comes to reports.raw, keep the tables up to date and judge alerts, until Ctrl-C.

    The engine loop is one process without a cluster: small drains, one after the other. The engine flink starts a local
    Flink of its own and runs the streams on it: for more reports, of today and the last seven days; no Parquet.

    Without --rules country pairs, places and totals are judged and nobody is told. Ctrl-C and SIGTERM end it within ten
    seconds. It may be killed at any time: start it again and the tables are those of a run that was not.
    """
    judged, receivers = _rules(rules)
    with broker(servers, kafka_config) as settings, opened(sink) as more:
        from connectors.duckdb import DuckdbSink, StoreError
        from connectors.kafka.codecs import missing_codecs
        from connectors.kafka.topics import Topics
        from deploy.flink import FlinkFailed, FlinkUnavailable
        from pipelines.coding.pool import MakeCoder
        from pipelines.deployments.broker import CodedRecordError
        from pipelines.deployments.counted_alike import CountedOtherwiseError
        from pipelines.deployments.local import Folder, FolderError, FolderHeldError, check_coder
        from pipelines.deployments.sinks import SinkNameError
        from pipelines.deployments.up.deployment import Deployment
        from pipelines.deployments.up.exporter import Exporter
        from pipelines.deployments.watching.daily_records import DailyRecordError
        from pipelines.steps.limit_rejected import TooManyRejectedError
        from schemas import SchemaError

        chosen, why = _chosen(engine)
        make_coder = MakeCoder(workers if chosen == "loop" else 1, calibration)  # Flink spreads by its parallelism
        deployment = Deployment(
            settings=settings,
            topics=Topics(topic_prefix),
            folder=Folder(out),
            zone=timezone,
            group=group,
            more=more.stores,
            more_files=more.files,
            alert_sinks=[DuckdbSink(Folder(out).store), *more.alerts],
            rules=judged,
            receivers=receivers,
            limit_rejected=not no_reject_limit,
            min_confidence=min_confidence,
            make_coder=make_coder,
        )
        exporter = Exporter()
        metrics = "none" if metrics_port is None else f"http://127.0.0.1:{_serve(exporter, metrics_port)}/metrics"
        click.echo(f"engine     {chosen}{why}\nbrokers    {servers}\nresults    {out}\nmetrics    {metrics}")
        click.echo(f"alerts     {rules or 'by the default rules, nobody is told'}")
        for codec, package in missing_codecs().items():
            click.echo(f"codecs     records compressed with {codec} cannot be read: pip install {package}")
        click.echo("begins     loading the coder, then reading what comes; Ctrl-C ends it")
        try:
            with deployment.folder.held():
                deployment.folder.check_from_topics()
                deployment.folder.check_coder(make_coder.identity)
                for store in more.stores:
                    check_coder(store, make_coder.identity, named="a store of --sink")
                note_older(out, make_coder.identity)
                _run(chosen, deployment, sink, exporter)
            click.echo("stopped    what was read is committed; start it again to go on")
        except FolderHeldError as e:  # a supervisor may try again
            raise click.ClickException(str(e)) from e
        except (FolderError, SinkNameError) as e:
            raise click.UsageError(str(e), click.get_current_context()) from e
        except (
            CountedOtherwiseError,
            TooManyRejectedError,
            CodedRecordError,
            DailyRecordError,
            SchemaError,
            StoreError,
        ) as e:
            raise click.ClickException(str(e)) from e
        except (FlinkFailed, FlinkUnavailable) as e:
            raise click.ClickException(str(e)) from e
        except sqlite3.Error as e:
            raise click.ClickException(f"{deployment.snapshot}: {e}; see to the disk and start again") from e
        except OSError as e:
            raise click.ClickException(f"{e.filename or out}: {e.strerror or e}") from e


def _serve(exporter: "Exporter", port: int) -> int:
    try:
        return exporter.serve(port)
    except (OSError, OverflowError) as e:
        raise click.UsageError(f"--metrics_port {port}: {e}", click.get_current_context()) from e


def _chosen(engine: str | None) -> tuple[str, str]:
    """The engine, and why it is that one where nobody says."""
    if engine is not None:
        return engine, ""
    from pipelines.deployments.up.on_flink import lacking

    reason = lacking()
    return ("loop", f" ({reason})") if reason else ("flink", "")


def _rules(file: Path | None) -> tuple["AlertRules", dict[str, "Receiver"]]:
    from pipelines.alerting.configuration import RulesError, for_topics, read_rules
    from pipelines.alerting.rules import DEFAULT_RULES
    from pipelines.deployments.watching.receivers import ReceiverError, open_receivers

    try:
        rules = DEFAULT_RULES if file is None else for_topics(read_rules(file))
        return rules, open_receivers(rules)
    except (ReceiverError, RulesError) as e:
        raise click.UsageError(str(e), click.get_current_context()) from e


def _run(engine: str, deployment: "Deployment", sink: tuple[str, ...], exporter: "Exporter") -> None:
    from pipelines.deployments.up.pace import Pace
    from pipelines.deployments.up.stand import FILE, telling
    from pipelines.deployments.up.watch import Watch

    pace = Pace()
    watch = Watch(pace)
    on_stop(watch.stop)
    with watch, telling(deployment.folder.root / FILE, exporter):
        if engine == "flink":
            from pipelines.deployments.counted_alike import check_counted_alike
            from pipelines.deployments.sinks import open_change_sinks
            from pipelines.deployments.up.on_flink import OnFlink

            sinks = open_change_sinks([f"duckdb:{deployment.folder.store}", *sink])
            check_counted_alike(sinks, deployment.min_confidence)
            OnFlink(deployment, sinks, watch, exporter, pace).run()
        else:
            from connectors.duckdb import StoreError
            from pipelines.deployments.up.loop import Loop

            with suppress(StoreError, SafeError):  # what is damaged or away is mended, or tried again, below
                note_recount([*deployment.folder.day_sinks, *deployment.more], deployment.min_confidence)
            Loop(deployment, watch, exporter, pace).run()
