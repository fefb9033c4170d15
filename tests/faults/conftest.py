"""A broker that the tests may kill, and a table of what was done to it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the package claims
sys.path.insert(0, str(Path(__file__).parents[1] / "integration" / "drain"))  # for deployments
sys.path.insert(0, str(Path(__file__).parents[1] / "integration" / "up"))  # for running
sys.path.insert(0, str(Path(__file__).parents[1] / "integration" / "alerts"))  # for alert_desk, local_alertmanager
sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "alerts_out"))  # for rows

from deployments import Deployment, deployed

from connectors.kafka.settings import KafkaSettings
from deploy.kafka import LocalBroker


@pytest.fixture
def deployment(broker: LocalBroker, tmp_path: Path) -> Iterator[Deployment]:
    """A deployment whose topics have two partitions."""
    with deployed(KafkaSettings(servers=broker.servers), tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def findings() -> Iterator[list[tuple[str, str]]]:
    """What was done and what was found, printed in the end."""
    rows: list[tuple[str, str]] = []
    yield rows
    sys.stdout.write("\n\n" + "".join(f"{done:<34} {found}\n" for done, found in rows))
