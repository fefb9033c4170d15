"""What has come for a consumer, with what stands in the way said as it concerns us."""

from typing import Any

from kafka import KafkaConsumer
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import LogTruncationError, UnsupportedCodecError
from kafka.structs import TopicPartition

from connectors.kafka.codecs import missing_codecs
from connectors.kafka.errors import CodecMissingError, TopicReplacedError


def poll(consumer: KafkaConsumer, timeout_ms: int, **more: Any) -> dict[TopicPartition, list[ConsumerRecord]]:
    """What has come, after ``timeout_ms`` at most.

    Raises CodecMissingError, TopicReplacedError, and KafkaError as the consumer does.
    """
    try:
        polled: dict[TopicPartition, list[ConsumerRecord]] = consumer.poll(timeout_ms=timeout_ms, **more)
    except LogTruncationError as error:
        topics = ", ".join(sorted({part.topic for part in error.divergent_offsets}))
        raise TopicReplacedError(f"{topics} was made anew, or has lost records that were read: start again") from error
    except UnsupportedCodecError as error:
        topics = ", ".join(sorted({part.topic for part in consumer.assignment()}))
        hint = " or ".join(f"pip install {package} for {name}" for name, package in missing_codecs().items())
        raise CodecMissingError(
            f"{topics}: records are compressed as cannot be read here ({error}): {hint or 'see its producers'}"
        ) from error
    return polled
