"""``wirewatch alerts deliver``: tell the receivers what is recorded, where something else judges."""

import threading
from pathlib import Path

import click

from pipelines.cli.alerts_run import refusals, rules_of
from pipelines.cli.kafka import broker
from pipelines.cli.stopping import on_stop


@click.command(epilog="Example: wirewatch alerts deliver --servers broker:9092 --rules alerts.toml")
@click.option("--servers", metavar="HOST:PORT,...", required=True, help="Brokers whose topic alerts is followed.")
@click.option(
    "--rules", "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=True, help="Rules (TOML)."
)
@click.option("--kafka_config", "--kafka-config", multiple=True, metavar="KEY=VALUE|FILE", help="As of drain.")
@click.option("--topic_prefix", "--topic-prefix", default="", help="Before the names of all topics.")
def command(servers: str, file: Path, kafka_config: tuple[str, ...], topic_prefix: str) -> None:
    """Tell the receivers that the rules name of what the topic alerts holds, until stopped; judge nothing.

    For a deployment whose days are judged by `wirewatch flink submit alert`. Each receiver goes on where it was.
    """
    from connectors.kafka.topics import Topics
    from pipelines.deployments.local import now_to_the_millisecond
    from pipelines.deployments.watching.following import deliver_alerts

    with refusals():
        rules, receivers = rules_of(file)
        if not receivers:
            raise click.UsageError(f"{file} names no receiver: nobody to tell", click.get_current_context())
        ended = threading.Event()
        on_stop(ended.set)
        with broker(servers, kafka_config) as settings:
            deliver_alerts(settings, Topics(topic_prefix), rules, receivers, stop=ended, clock=now_to_the_millisecond)
