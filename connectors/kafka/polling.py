"""What has come for a consumer, with what stands in the way said as it concerns us."""

from typing import Any

from kafka import KafkaConsumer
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import (
    LogTruncationError,
    OffsetOutOfRangeError,
    UnknownTopicOrPartitionError,
    UnsupportedCodecError,
)
from kafka.structs import TopicPartition

from connectors.kafka.codecs import missing_codecs
from connectors.kafka.errors import CodecMissingError, OffsetsGoneError, TopicMissingError, TopicReplacedError
from connectors.kafka.topic_ids import TopicId, topic_id_of


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


def poll_on(consumer: KafkaConsumer, topic: str, of: TopicId, timeout_ms: int) -> list[ConsumerRecord]:
    """What has come of a topic that is read on and on, in the order of each partition, as ``poll``; ``of``: which one.

    Raises OffsetsGoneError when retention removed what was to be read, TopicReplacedError, NewPartitionsError,
    TopicMissingError when it was deleted.
    """
    try:
        polled = poll(consumer, timeout_ms)
        topic_id_of(consumer, topic).check(topic, of)
    except OffsetOutOfRangeError as error:
        raise OffsetsGoneError(
            f"{topic}: records were removed before they were read (retention.ms, retention.bytes) or the topic was "
            "made anew; to go on with what is left, start at earliest"
        ) from error
    except UnknownTopicOrPartitionError as error:
        raise TopicMissingError(
            f"{topic} is not on the broker any more: begin again when it has been made anew"
        ) from error
    return [record for records in polled.values() for record in records]
