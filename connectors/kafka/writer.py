"""An idempotent producer to one topic whose every delivery is accounted for; no Beam here, so scrapers use it too.

The rule for a record that cannot be written: one that is larger than the topic takes is bad data and is handed back;
anything else (no topic, no rights, no broker within delivery_timeout_ms) is a broken system and raises.

Size is judged before sending, uncompressed, so that the rule depends on the record alone; and it must be: an
idempotent producer that once had a record refused by the broker takes no other one after it. Where we may not read how
much the topic takes, a large record goes alone, the broker judges it, and a producer that it refused is made anew.
"""

from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from kafka import KafkaProducer
from kafka.errors import KafkaError, MessageSizeTooLargeError, RecordListTooLargeError
from kafka.producer.future import FutureRecordMetadata
from kafka.record.default_records import DefaultRecordBatchBuilder

from connectors.kafka.clients import end_producer, new_producer
from connectors.kafka.errors import DeliveryError
from connectors.kafka.placing import check_keys
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topic_ids import TopicId, topic_id_now
from connectors.kafka.topics import look_up
from connectors.records import OutRecord

TOO_LARGE: Final = "too_large"
_SURELY_TAKEN: Final = 16 << 10
"""Records up to this size go together where the topic's limit is not known."""
_MAX_UNCONFIRMED: Final = 5_000
_MAX_UNCONFIRMED_BYTES: Final = 64 << 20
_MARGIN_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A record that its topic does not take: the reason code, ``too_large``, and why in words."""

    topic: str
    record: OutRecord
    reason: str
    message: str


def _patience(producer: KafkaProducer) -> float:
    """Seconds after which the client itself should have given a record up.

    It does not (kafka-python 3.0.12) where the broker went away before the producer got its id: it asks on for ever.
    """
    spans = (producer.config[name] for name in ("delivery_timeout_ms", "request_timeout_ms"))
    return float(sum(spans)) / 1000 + _MARGIN_SECONDS


class RecordWriter:
    """An idempotent producer to one topic that keeps account of every record that it was given.

    Any failure raises DeliveryError or TopicMissingError; the writer must then be closed, and what was written since
    the last flush is to be written again. Not for several threads.

    ``compacted``: keys matter, so a topic to which partitions were added is refused with MisplacedKeysError.
    """

    def __init__(self, settings: KafkaSettings, topic: str, *, compacted: bool = False) -> None:
        self._settings, self._topic, self._compacted = settings, topic, compacted
        try:
            self.of, self._limit = look_up(settings, topic, to_keep_keys=compacted)
            if compacted:
                check_keys(settings, topic, self.of)
            self._producer = self._connected()
        except KafkaError as error:
            raise DeliveryError(f"cannot write to {topic} on {settings.servers}: {error}") from error
        self._unconfirmed: deque[tuple[OutRecord, FutureRecordMetadata]] = deque()
        self._patience = _patience(self._producer)
        self._bytes = 0
        self._failing = self._refusing = False

    @property
    def settled(self) -> bool:
        """Whether every record so far is confirmed or refused."""
        return not self._unconfirmed and not self._failing

    @property
    def may_go_on(self) -> bool:
        """Whether a later pipeline may take it over: all is settled, and no limit refused, which may be raised."""
        return self.settled and not self._refusing

    def check_topic(self, before: TopicId | None = None) -> None:
        """Ask the broker whether the topic is still the one that it was ``before``, by default when the writer began.

        Raises TopicReplacedError, MisplacedKeysError, NewPartitionsError, DeliveryError.
        """
        before = before or self.of
        try:
            now = topic_id_now(self._producer, self._topic)
            if self._compacted and now.partitions > before.partitions and not now.is_another(before):
                check_keys(self._settings, self._topic, now)
        except KafkaError as error:
            raise DeliveryError(f"cannot write to {self._topic} on {self._settings.servers}: {error}") from error
        now.check(self._topic, before)

    def write(self, record: OutRecord) -> Refused | None:
        """Hand the record over to be sent, or refuse it; waits for the oldest ones when many are under way."""
        size = DefaultRecordBatchBuilder.estimate_size_in_bytes(record.key, record.value, list(record.headers.items()))
        if self._limit is not None and size > self._limit:
            return self._refused(record, size, f"{self._topic} takes {self._limit} (max.message.bytes)")
        if self._limit is None and size > _SURELY_TAKEN:
            return self._write_alone(record, size)
        try:
            self._send(record)
        except MessageSizeTooLargeError:
            return self._beyond_request(record, size)
        while self._unconfirmed and (
            self._unconfirmed[0][1].is_done
            or len(self._unconfirmed) > _MAX_UNCONFIRMED
            or self._bytes > _MAX_UNCONFIRMED_BYTES
        ):
            self._confirm_oldest()
        return None

    def flush(self) -> None:
        """Send what is left and wait until every record is confirmed."""
        # A batch that the client had to split fails as a whole here, and does not say why: each record does below.
        with suppress(KafkaError):
            self._producer.flush(timeout=self._patience)
        while self._unconfirmed:
            self._confirm_oldest()

    def close(self) -> None:
        """Let the broker go, without waiting for what is not confirmed."""
        end_producer(self._producer)

    def _connected(self) -> KafkaProducer:
        producer = new_producer(self._settings, self._limit or _SURELY_TAKEN)
        try:
            producer.partitions_for(self._topic)
        except BaseException:
            end_producer(producer)
            raise
        return producer

    def _send(self, record: OutRecord) -> None:
        headers = list(record.headers.items())
        try:
            future = self._producer.send(self._topic, key=record.key, value=record.value, headers=headers)
        except MessageSizeTooLargeError:
            raise
        except KafkaError as error:
            raise self._failed(record, error) from error
        self._unconfirmed.append((record, future))
        self._bytes += _size(record)

    def _write_alone(self, record: OutRecord, size: int) -> Refused | None:
        self.flush()
        try:
            self._send(record)
            self.flush()
        except MessageSizeTooLargeError:
            return self._beyond_request(record, size)
        except DeliveryError as error:
            if not isinstance(error.__cause__, MessageSizeTooLargeError | RecordListTooLargeError):
                raise
            end_producer(self._producer)
            self._producer = self._connected()
            return self._refused(record, size, f"{self._topic} takes less (max.message.bytes)")
        return None

    def _confirm_oldest(self) -> None:
        record, future = self._unconfirmed.popleft()
        self._bytes -= _size(record)
        try:
            future.get(timeout=self._patience)
        except KafkaError as error:
            self._failing = True
            raise self._failed(record, error) from error

    def _refused(self, record: OutRecord, size: int, limit: str) -> Refused:
        self._refusing = True
        message = f"{size} bytes with key and headers, and {limit}"
        return Refused(topic=self._topic, record=record, reason=TOO_LARGE, message=message)

    def _beyond_request(self, record: OutRecord, size: int) -> Refused:
        most = self._settings.for_client("producer")["max_request_size"]
        return self._refused(record, size, f"this producer sends {most} (max_request_size)")

    def _failed(self, record: OutRecord, error: KafkaError) -> DeliveryError:
        return DeliveryError(
            f"{self._settings.servers} did not take key {record.key!r} for {self._topic} ({_size(record)} bytes): "
            f"{error}"
        )


def _size(record: OutRecord) -> int:
    return len(record.key or b"") + len(record.value or b"")
