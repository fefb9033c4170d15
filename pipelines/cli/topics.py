"""``wirewatch topics``: make the topics, or say what differs."""

import dataclasses
from typing import TYPE_CHECKING

import click

from pipelines.cli.kafka import broker, broker_options
from pipelines.cli.logs import note
from pipelines.cli.words import some

if TYPE_CHECKING:
    from connectors.kafka.topics import Difference


@click.group(epilog="Example: wirewatch topics create --servers broker:9092 --replication 3")
def command() -> None:
    """Create or check the Kafka topics."""


@command.command("create", epilog="Example: wirewatch topics create --servers broker:9092 --replication 3")
@broker_options
@click.option("--replication", type=click.IntRange(min=1), help="Copies of each record (default: the broker's).")
@click.option("--partitions", type=click.IntRange(min=1), help="Partitions of each topic (default: by topic).")
def create(servers: str, kafka_config: tuple[str, ...], replication: int | None, partitions: int | None) -> int:
    """Make the topics that are missing; those that exist are only checked."""
    with broker(servers, kafka_config) as settings:
        from connectors.kafka.topics import TOPICS, check_topics, create_topics

        specs = TOPICS if partitions is None else [dataclasses.replace(s, partitions=partitions) for s in TOPICS]
        made = create_topics(settings, specs, replication=replication)
        for spec in specs:
            click.echo(f"{spec.name}: {'made' if spec.name in made else 'was there'}")
        return _tell(check_topics(settings, specs))


@command.command("check", epilog="Example: wirewatch topics check --servers broker:9092")
@broker_options
def check(servers: str, kafka_config: tuple[str, ...]) -> int:
    """Say what differs from the topics as they must be; exit 1 if anything does."""
    with broker(servers, kafka_config) as settings:
        from connectors.kafka.topics import TOPICS, check_topics

        differences = check_topics(settings)
        if not differences:
            click.echo(f"all {len(TOPICS)} topics are as they must be")
        return _tell(differences)


@command.command("mend", epilog="Example: wirewatch topics mend events aggregates.daily --servers broker:9092")
@broker_options
@click.argument("topics", nargs=-1, required=True, metavar="TOPIC...")
def mend_command(servers: str, kafka_config: tuple[str, ...], topics: tuple[str, ...]) -> None:
    """Put the keys of compacted topics right after partitions were added to them.

    Stop first all that writes to them. Each topic is copied to TOPIC.mending, made anew, and copied back; groups that
    read it begin again. If it is cut off, run it again.
    """
    with broker(servers, kafka_config) as settings:
        from connectors.kafka.mending import mend

        for topic in topics:
            records = mend(settings, topic)
            click.echo(f"{topic}: " + ("nothing to mend" if records is None else f"mended, {some(records, 'record')}"))


def _tell(differences: list["Difference"]) -> int:
    for difference in differences:
        note(str(difference))
    return 1 if differences else 0
