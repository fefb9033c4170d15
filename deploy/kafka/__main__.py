"""Command line: ``python -m deploy.kafka up|down``."""

import click

from deploy.kafka.broker import down, up
from deploy.kafka.errors import BrokerFailed, BrokerUnavailable


@click.group(help="A local Kafka broker without Docker; data in .cache/kafka/local.")
def main() -> None:
    """Start or stop the broker."""


@main.command("up", help="Start the broker and wait until it answers.")
@click.option("--port", default=9092, show_default=True, help="Port on 127.0.0.1.")
def up_command(port: int) -> None:
    """Start."""
    try:
        servers = up(port)
    except (BrokerUnavailable, BrokerFailed) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"broker up at {servers}")


@main.command("down", help="Stop the broker; its data stays.")
def down_command() -> None:
    """Stop."""
    try:
        stopped = down()
    except BrokerFailed as error:
        raise click.ClickException(str(error)) from error
    click.echo("broker down" if stopped else "no broker runs")


if __name__ == "__main__":
    main()
