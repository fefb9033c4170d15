"""The options and error handling that all commands share which talk to a broker."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from connectors.kafka.settings import KafkaSettings


def broker_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--servers`` and ``--kafka_config``, passed on as ``servers`` and ``kafka_config``."""
    for option in (
        click.option(
            "--kafka_config",
            "--kafka-config",
            multiple=True,
            metavar="KEY=VALUE|FILE",
            help="A setting of kafka-python, or a file of them; secrets as env:NAME or file:PATH. Repeatable.",
        ),
        click.option(
            "--servers",
            envvar="WIREWATCH_SERVERS",
            show_envvar=True,
            default="127.0.0.1:9092",
            show_default=True,
            help="Brokers, as host:port,host:port.",
        ),
    ):
        command = option(command)
    return command


@contextmanager
def broker(servers: str, kafka_config: tuple[str, ...]) -> Iterator["KafkaSettings"]:
    """The settings, and every failure of the broker inside the block as one line."""
    from kafka.errors import KafkaError

    from connectors.kafka.errors import (
        DeliveryError,
        KafkaSettingsError,
        OffsetsGoneError,
        ReadStalledError,
        TopicMissingError,
    )
    from connectors.kafka.settings import read_settings

    logging.getLogger("kafka").setLevel(logging.CRITICAL)  # it logs each attempt to connect; we say it once
    try:
        yield read_settings(servers, kafka_config)
    except KafkaSettingsError as error:
        raise click.UsageError(str(error), click.get_current_context()) from error
    except (DeliveryError, OffsetsGoneError, ReadStalledError, TopicMissingError) as error:
        raise click.ClickException(str(error)) from error
    except KafkaError as error:
        raise click.ClickException(f"the broker at {servers}: {error}") from error
