"""A writer accounts for every record, also where the client never does."""

import time
from typing import Any, ClassVar

import pytest
from kafka import KafkaProducer
from kafka.errors import KafkaTimeoutError
from kafka.producer.future import FutureProduceResult, FutureRecordMetadata
from kafka.structs import TopicPartition

from connectors.kafka import writer
from connectors.kafka.errors import DeliveryError
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topic_ids import TopicId
from connectors.records import OutRecord

QUICK = {"delivery_timeout_ms": 100, "request_timeout_ms": 50}


class Silent:
    """A producer that gives up no record, as kafka-python's does that lost its broker before it got its id."""

    config: ClassVar[dict[str, Any]] = {**KafkaProducer.DEFAULT_CONFIG, **QUICK}

    def __init__(self) -> None:
        self.pending = FutureProduceResult(TopicPartition("t", 0))

    def partitions_for(self, topic: str) -> set[int]:
        return {0}

    def send(self, topic: str, **record: Any) -> FutureRecordMetadata:
        return FutureRecordMetadata(self.pending, 0, 0, None, 1, 1, -1)

    def flush(self, timeout: float | None = None) -> None:
        if not self.pending.wait(timeout):
            raise KafkaTimeoutError("Timeout waiting for future")


@pytest.mark.timeout(20)
def test_record_that_the_client_never_gives_up_fails_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "look_up", lambda *_, **__: (TopicId(id="one", partitions=1), None))
    monkeypatch.setattr(writer, "new_producer", lambda *_: Silent())
    monkeypatch.setattr(writer, "_MARGIN_SECONDS", 0.05)
    lost = writer.RecordWriter(KafkaSettings(servers="127.0.0.1:1"), "t")
    lost.write(OutRecord(key=b"k", value=b"v"))
    begun = time.monotonic()
    with pytest.raises(DeliveryError, match="did not take key b'k' for t"):
        lost.flush()
    assert time.monotonic() - begun < 5
