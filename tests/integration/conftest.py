"""A real broker for the integration tests, one for the whole session, and topics of each test's own."""

import re
import uuid
from collections.abc import Callable, Iterator

import pytest
from kafka import KafkaAdminClient

from connectors.kafka.settings import KafkaSettings
from deploy.kafka import LocalBroker

NewTopic = Callable[..., str]


@pytest.fixture(scope="session")
def settings(broker: LocalBroker) -> KafkaSettings:
    """How to reach the broker."""
    return KafkaSettings(servers=broker.servers)


@pytest.fixture
def new_topic(broker: LocalBroker, request: pytest.FixtureRequest) -> Iterator[NewTopic]:
    """Make a topic: ``new_topic(partitions=1, **{"cleanup.policy": "compact"})`` gives its unique name."""
    made: list[str] = []

    def make(partitions: int = 1, **configs: str) -> str:
        name = f"{re.sub('[^a-z0-9]+', '-', request.node.name.lower())[:60]}-{uuid.uuid4().hex[:8]}"
        with KafkaAdminClient(bootstrap_servers=broker.servers) as admin:
            options = {"num_partitions": partitions, "replication_factor": 1}
            configs = {"message.timestamp.type": "LogAppendTime", **configs}
            admin.create_topics({name: {**options, "configs": configs}}, wait_for_metadata=True)
        made.append(name)
        return name

    yield make
    if made:
        with KafkaAdminClient(bootstrap_servers=broker.servers) as admin:
            admin.delete_topics(made, raise_errors=False)  # some tests delete theirs
