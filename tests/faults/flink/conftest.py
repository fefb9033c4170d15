"""A cluster and a broker that the tests may kill; broker and table of findings are those of the folder above."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "integration" / "flink"))  # for streaming

from deployments import Deployment, deployed
from lacking import running_server

from connectors.kafka.settings import KafkaSettings
from deploy.flink import Cluster
from deploy.kafka import LocalBroker


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Flink on free ports; skips where none can run, and fails there when CI=true."""
    with running_server(Cluster(tmp_path_factory.mktemp("flink"))) as started:
        yield started


@pytest.fixture
def deployment(broker: LocalBroker, tmp_path: Path) -> Iterator[Deployment]:
    """A deployment whose topics have four partitions."""
    with deployed(KafkaSettings(servers=broker.servers), tmp_path, partitions=4, filled=4) as made:
        yield made
