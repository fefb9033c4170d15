"""Records as values of topics: single-object encoding, or Confluent's wire format where a registry is set."""

from collections.abc import Callable, Mapping

from fastavro.types import Schema

from connectors.kafka.settings import KafkaSettings
from schemas import Record, decode, encode
from schemas.codec import NAMES, R


def encode_value(settings: KafkaSettings, topic: str, record: Record) -> bytes:
    """The record as ``topic`` holds it, its schema that of the subject ``<topic>-value``; raises RegistryError."""
    if settings.registry is None:
        return encode(record)
    return encode(record, schema_id=settings.registry.id_of(_subject(topic), NAMES[type(record)]))


def decode_value(settings: KafkaSettings, cls: type[R], value: bytes) -> R:
    """The record in ``value``, in either framing; raises SchemaError for bad data, RegistryError."""
    return decode(cls, value, schema_of_id=schema_lookup(settings))


def schema_lookup(settings: KafkaSettings) -> Callable[[int], Schema] | None:
    """How the schema of a registry's id is found; None without a registry."""
    return None if settings.registry is None else settings.registry.schema_of_id


def register_values(settings: KafkaSettings, topics: Mapping[str, type[Record]]) -> None:
    """Add what is missing in the registry, if one is set, before anything is written; raises RegistryError."""
    if settings.registry is not None:
        for topic, cls in topics.items():
            settings.registry.id_of(_subject(topic), NAMES[cls])


def _subject(topic: str) -> str:
    return f"{topic}-value"
