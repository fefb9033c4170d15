"""A cluster for the tests of this folder, and a deployment for each."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # for the package claims
sys.path.insert(0, str(Path(__file__).parents[1] / "drain"))  # for deployments
sys.path.insert(0, str(Path(__file__).parents[1] / "alerts"))  # for alert_desk
sys.path.insert(0, str(Path(__file__).parents[2] / "unit" / "alerts_out"))  # for rows

from deployments import Deployment, deployed

from connectors.kafka.settings import KafkaSettings
from deploy.flink import Cluster, FlinkUnavailable


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Flink on free ports; skips where none can run, and fails there when CI=true."""
    started = Cluster(tmp_path_factory.mktemp("flink"))
    try:
        started.__enter__()
    except FlinkUnavailable as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI=true and no Flink: {error}")
        pytest.skip(str(error))
    try:
        yield started
    finally:
        started.__exit__(None, None, None)


@pytest.fixture
def deployment(settings: KafkaSettings, tmp_path: Path) -> Iterator[Deployment]:
    """A deployment whose topics have four partitions."""
    with deployed(settings, tmp_path, partitions=4, filled=4) as made:
        yield made
