"""A cluster for the tests of this folder, and a deployment for each."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # for the package claims
sys.path.insert(0, str(Path(__file__).parents[1] / "drain"))  # for deployments
sys.path.insert(0, str(Path(__file__).parents[1] / "alerts"))  # for alert_desk
sys.path.insert(0, str(Path(__file__).parents[2] / "unit" / "alerts_out"))  # for rows

from deployments import Deployment, deployed
from lacking import running_server

from connectors.kafka.settings import KafkaSettings
from deploy.flink import Cluster


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Flink on free ports; skips where none can run, and fails there when CI=true."""
    with running_server(Cluster(tmp_path_factory.mktemp("flink"))) as started:
        yield started


@pytest.fixture
def deployment(settings: KafkaSettings, tmp_path: Path) -> Iterator[Deployment]:
    """A deployment whose topics have four partitions."""
    with deployed(settings, tmp_path, partitions=4, filled=4) as made:
        yield made
