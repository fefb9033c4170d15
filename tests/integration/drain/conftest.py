"""Deployments of their own for the tests of drains, on the session's broker."""

import dataclasses
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from kafka import KafkaAdminClient

sys.path.insert(0, str(Path(__file__).parents[2]))  # for the package claims

from deployments import Deployment

from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topics import TOPICS, create_topics
from pipelines.broker import Topics

NewDeployment = Callable[..., Deployment]


@pytest.fixture
def new_deployment(settings: KafkaSettings, tmp_path: Path) -> Iterator[NewDeployment]:
    """Make the topics of a deployment: ``new_deployment(partitions=8, filled=7)``; they are removed after the test."""
    made: list[str] = []

    def make(partitions: int = 2, filled: int = 2) -> Deployment:
        prefix = f"{uuid.uuid4().hex[:8]}."
        specs = [dataclasses.replace(s, name=prefix + s.name, partitions=partitions) for s in TOPICS]
        made.extend(create_topics(settings, specs, replication=1))
        return Deployment(settings=settings, topics=Topics(prefix), out=tmp_path / prefix, filled=filled)

    yield make
    if made:
        with KafkaAdminClient(bootstrap_servers=settings.servers) as admin:
            admin.delete_topics(made)


@pytest.fixture
def deployment(new_deployment: NewDeployment) -> Deployment:
    """A deployment whose topics have two partitions."""
    return new_deployment()


@pytest.fixture
def wide(new_deployment: NewDeployment) -> Deployment:
    """A deployment whose topics have eight partitions, of which the last of ``reports.raw`` stays empty."""
    return new_deployment(partitions=8, filled=7)
