"""The options and error handling that all commands share which talk to a broker."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from pipelines.cli.logs import broker_heard_of

if TYPE_CHECKING:
    from connectors.kafka.settings import KafkaSettings

_REGISTRY = "wirewatch.schema_registry"


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


registry_option = click.option(
    "--schema_registry",
    "--schema-registry",
    envvar="WIREWATCH_SCHEMA_REGISTRY",
    show_envvar=True,
    metavar="URL",
    expose_value=False,
    callback=lambda context, _, url: context.meta.update({_REGISTRY: url}),
    help="Keep the schemas in this registry and write Confluent's wire format.",
)
"""For commands that read or write Avro values; ``broker`` makes it part of the settings."""


@contextmanager
def broker(servers: str, kafka_config: tuple[str, ...]) -> Iterator["KafkaSettings"]:
    """The settings, and every failure of the broker or the registry inside the block as one line."""
    from kafka.errors import KafkaError, KafkaTimeoutError

    from connectors.kafka.errors import (
        CodecMissingError,
        CreateTimeError,
        DeliveryError,
        KafkaSettingsError,
        MisplacedKeysError,
        NewPartitionsError,
        NotCompactedError,
        OffsetsGoneError,
        ReadStalledError,
        TopicMissingError,
    )
    from connectors.kafka.settings import read_settings
    from connectors.registry import RegistryError, RegistrySettingsError, SchemaRegistry

    try:
        registry = click.get_current_context().meta.get(_REGISTRY)
        with broker_heard_of(servers):
            yield read_settings(servers, kafka_config, SchemaRegistry(registry) if registry else None)
    except (KafkaSettingsError, RegistrySettingsError) as error:
        raise click.UsageError(str(error), click.get_current_context()) from error
    except (
        CodecMissingError,
        CreateTimeError,
        DeliveryError,
        MisplacedKeysError,
        NewPartitionsError,
        NotCompactedError,
        OffsetsGoneError,
        ReadStalledError,
        RegistryError,
        TopicMissingError,
    ) as error:
        raise click.ClickException(str(error)) from error
    except KafkaTimeoutError as error:  # also when it does not let us in: the client does not tell
        hint = "see that it runs, and that --kafka_config has its security_protocol, login and certificates"
        raise click.ClickException(f"the broker at {servers}: {error}: {hint}") from error
    except KafkaError as error:
        raise click.ClickException(f"the broker at {servers}: {error}") from error
