"""Clients that do not come about leave nothing behind, and those that do ask about topics without waiting."""

import threading

import pytest
from kafka.cluster import ClusterMetadata
from kafka.errors import KafkaError

from connectors.kafka.clients import new_admin, new_consumer, new_producer
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
