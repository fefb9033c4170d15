"""The topics by their own names, for examples that name them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from removing import remove_topics

from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topics import TOPICS, create_topics


@pytest.fixture
def topics(settings: KafkaSettings) -> Iterator[KafkaSettings]:
    """All topics, empty, with two partitions each; how to reach them."""
    made = create_topics(settings, [replace(spec, partitions=2) for spec in TOPICS], replication=1)
    try:
        assert len(made) == len(TOPICS)
        yield settings
    finally:
        remove_topics(settings.servers, made)
