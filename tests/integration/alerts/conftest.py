"""A real Alertmanager for each test that asks, and deployments on the session's broker."""

import sys
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from kafka import KafkaAdminClient

sys.path.insert(0, str(Path(__file__).parents[2] / "unit" / "alerts_out"))  # for what is made by hand there

from alert_desk import Desk
from local_alertmanager import LocalAlertmanager, running_alertmanager

from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topics import TOPICS, Topics, create_topics
from deploy.processes import free_port


@pytest.fixture
def alertmanager(tmp_path: Path) -> Iterator[LocalAlertmanager]:
    """One for the test."""
    with running_alertmanager(tmp_path / "alertmanager", free_port()) as started:
        yield started


@pytest.fixture
def desk(settings: KafkaSettings) -> Iterator[Desk]:
    """Topics of two partitions, removed in the end."""
    prefix = f"{uuid.uuid4().hex[:8]}."
    made = create_topics(
        settings, [replace(spec, name=prefix + spec.name, partitions=2) for spec in TOPICS], replication=1
    )
    try:
        yield Desk(settings, Topics(prefix))
    finally:
        with KafkaAdminClient(bootstrap_servers=settings.servers) as admin:
            admin.delete_topics(made)
