"""Deployments of their own for the tests of ``wirewatch up``, on the session's broker."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # for the package claims
sys.path.insert(0, str(Path(__file__).parents[1] / "drain"))  # for deployments

from deployments import Deployment, deployed

from connectors.kafka.settings import KafkaSettings


@pytest.fixture
def deployment(settings: KafkaSettings, tmp_path: Path) -> Iterator[Deployment]:
    """A deployment whose topics have two partitions."""
    with deployed(settings, tmp_path) as made:
        made.out.mkdir()
        yield made
