"""A cluster and a broker that the tests may kill; broker and table of findings are those of the folder above."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "integration" / "flink"))  # for streaming

from deployments import Deployment, deployed

from connectors.kafka.settings import KafkaSettings
from deploy.flink import Cluster, FlinkUnavailable
from deploy.kafka import LocalBroker


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Flink on free ports; skips where none can run."""
    started = Cluster(tmp_path_factory.mktemp("flink"))
    try:
        started.__enter__()
    except FlinkUnavailable as error:
        pytest.skip(str(error))
    try:
        yield started
    finally:
        started.__exit__(None, None, None)


@pytest.fixture
def deployment(broker: LocalBroker, tmp_path: Path) -> Iterator[Deployment]:
    """A deployment whose topics have four partitions."""
    with deployed(KafkaSettings(servers=broker.servers), tmp_path, partitions=4, filled=4) as made:
        yield made
