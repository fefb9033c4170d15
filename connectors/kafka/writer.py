"""An idempotent producer to one topic whose every delivery is accounted for; no Beam here, so scrapers use it too.

The rule for a record that cannot be written: one that is larger than the topic takes is bad data and is handed back;
anything else (no topic, no rights, no broker within delivery_timeout_ms) is a broken system and raises.

Size is judged before sending, uncompressed, so that the rule depends on the record alone; and it must be: an
idempotent producer that once had a record refused by the broker takes no other one after it.
"""

from collections import deque
from dataclasses import dataclass
from typing import Final

from kafka import KafkaProducer
from kafka.errors import KafkaError, MessageSizeTooLargeError
from kafka.producer.future import FutureRecordMetadata
from kafka.record.default_records import DefaultRecordBatchBuilder

from connectors.kafka.clients import new_producer
from connectors.kafka.errors import DeliveryError
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topics import largest_batch
from connectors.records import OutRecord

TOO_LARGE: Final = "too_large"
_MAX_UNCONFIRMED: Final = 5_000
_MAX_UNCONFIRMED_BYTES: Final = 64 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A record that its topic does not take: the reason code, ``too_large``, and why in words."""

    topic: str
    record: OutRecord
    reason: str
    message: str


class RecordWriter:
    """An idempotent producer to one topic that keeps account of every record that it was given.

    Any failure raises DeliveryError or TopicMissingError; the writer must then be closed, and what was written since
    the last flush is to be written again. Not for several threads.
    """

    def __init__(self, settings: KafkaSettings, topic: str) -> None:
        self._servers, self._topic = settings.servers, topic
        try:
            self._limit = largest_batch(settings, topic)
            self._producer: KafkaProducer = new_producer(settings, self._limit)
            self._producer.partitions_for(topic)
        except KafkaError as error:
            raise DeliveryError(f"cannot write to {topic} on {settings.servers}: {error}") from error
        self._unconfirmed: deque[tuple[OutRecord, FutureRecordMetadata]] = deque()
        self._bytes = 0

    @property
    def settled(self) -> bool:
        """Whether every record so far is confirmed or refused."""
        return not self._unconfirmed

    def write(self, record: OutRecord) -> Refused | None:
        """Hand the record over to be sent, or refuse it; waits for the oldest ones when many are under way."""
        headers = list(record.headers.items())
        size = DefaultRecordBatchBuilder.estimate_size_in_bytes(record.key, record.value, headers)
        if self._limit is not None and size > self._limit:
            message = f"{size} bytes with key and headers, and {self._topic} takes {self._limit} (max.message.bytes)"
            return Refused(topic=self._topic, record=record, reason=TOO_LARGE, message=message)
        try:
            future = self._producer.send(self._topic, key=record.key, value=record.value, headers=headers)
        except MessageSizeTooLargeError as error:
            return Refused(topic=self._topic, record=record, reason=TOO_LARGE, message=str(error))
        except KafkaError as error:
            raise self._failed(record, error) from error
        self._unconfirmed.append((record, future))
        self._bytes += _size(record)
        while self._unconfirmed and (
            self._unconfirmed[0][1].is_done
            or len(self._unconfirmed) > _MAX_UNCONFIRMED
            or self._bytes > _MAX_UNCONFIRMED_BYTES
        ):
            self._confirm_oldest()
        return None

    def flush(self) -> None:
        """Send what is left and wait until every record is confirmed."""
        self._producer.flush()
        while self._unconfirmed:
            self._confirm_oldest()

    def close(self) -> None:
        """Let the broker go, without waiting for what is not confirmed."""
        self._producer.close(timeout=0)

    def _confirm_oldest(self) -> None:
        record, future = self._unconfirmed.popleft()
        self._bytes -= _size(record)
        try:
            future.get()
        except KafkaError as error:
            raise self._failed(record, error) from error

    def _failed(self, record: OutRecord, error: KafkaError) -> DeliveryError:
        return DeliveryError(f"{self._servers} did not take key {record.key!r} for {self._topic}: {error}")


def _size(record: OutRecord) -> int:
    return len(record.key or b"") + len(record.value or b"")
