"""Clients that do not come about leave nothing behind, and those that do ask about topics without waiting."""

import threading
from collections.abc import Iterator

import pytest
from kafka import errors
from kafka.cluster import ClusterMetadata
from kafka.errors import KafkaError

from connectors.kafka.clients import PATIENCE_SECONDS, new_admin, new_consumer, new_producer, patiently
from connectors.kafka.settings import KafkaSettings

ABSENT = KafkaSettings(servers="127.0.0.1:1", options={"bootstrap_timeout_ms": "200"})


@pytest.mark.parametrize("make", [new_admin, new_consumer, new_producer])
def test_client_that_finds_no_broker_leaves_no_thread(make) -> None:
    before = set(threading.enumerate())
    for _ in range(3):
        with pytest.raises(KafkaError):
            make(ABSENT)
    assert set(threading.enumerate()) <= before


def test_wait_between_questions_about_topics_is_short() -> None:
    assert ClusterMetadata(bootstrap_servers="127.0.0.1:1").refresh_backoff() == 20


class Broker:
    """Says the same error until its time has come; time passes in pauses alone."""

    def __init__(self, error: KafkaError, until: float) -> None:
        self.error, self.until, self.now, self.pauses = error, until, 0.0, list[float]()

    def ask(self) -> str:
        if self.now < self.until:
            raise self.error
        return "told"

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds

    def asked(self) -> str:
        return patiently(self.ask, clock=lambda: self.now, sleep=self.sleep)


def kinds(*, retriable: bool) -> Iterator[type[KafkaError]]:
    """What Kafka calls so; a topic that is not there is not waited for."""
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, KafkaError):
            heals = kind.retriable and kind is not errors.UnknownTopicOrPartitionError
            if heals is retriable:
                yield kind


def test_what_heals_is_asked_again_with_growing_pauses() -> None:
    for kind in kinds(retriable=True):
        broker = Broker(kind.__new__(kind), until=9.0)
        assert broker.asked() == "told"
        assert broker.pauses[:5] == [0.1, 0.2, 0.4, 0.8, 1.6]
        assert max(broker.pauses) == 2.0


def test_what_does_not_heal_is_said_at_once() -> None:
    for kind in kinds(retriable=False):
        broker = Broker(kind.__new__(kind), until=9.0)
        with pytest.raises(kind):
            broker.asked()
        assert broker.pauses == []


def test_what_does_not_heal_in_time_is_said_then() -> None:
    broker = Broker(errors.NotCoordinatorError(), until=1e9)
    with pytest.raises(errors.NotCoordinatorError):
        broker.asked()
    assert PATIENCE_SECONDS - 2 < broker.now <= PATIENCE_SECONDS
