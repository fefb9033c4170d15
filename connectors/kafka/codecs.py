"""Which compressions can be read and written here, and what to install for the others."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from kafka import KafkaConsumer, codec
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import UnsupportedCodecError
from kafka.structs import TopicPartition

from connectors.kafka.errors import CodecMissingError

CODECS: Final[Mapping[str, tuple[Callable[[], bool], str]]] = {
    "gzip": (codec.has_gzip, ""),
    "snappy": (codec.has_snappy, "python-snappy"),
    "lz4": (codec.has_lz4, "lz4"),
    "zstd": (codec.has_zstd, "zstandard"),
}


def missing_codecs() -> dict[str, str]:
    """By codec that cannot be read here, the package to install."""
    return {name: package for name, (has, package) in CODECS.items() if not has()}


def poll(consumer: KafkaConsumer, timeout_ms: int, **more: Any) -> dict[TopicPartition, list[ConsumerRecord]]:
    """What has come, after ``timeout_ms`` at most; raises CodecMissingError, and KafkaError as the consumer does."""
    try:
        polled: dict[TopicPartition, list[ConsumerRecord]] = consumer.poll(timeout_ms=timeout_ms, **more)
    except UnsupportedCodecError as error:
        topics = ", ".join(sorted({part.topic for part in consumer.assignment()}))
        missing = missing_codecs()
        hint = " or ".join(f"pip install {package} for {name}" for name, package in missing.items())
        raise CodecMissingError(
            f"{topics}: records are compressed as cannot be read here ({error}): {hint or 'see its producers'}"
        ) from error
    return polled
