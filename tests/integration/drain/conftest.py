"""Deployments of their own for the tests of drains, on the session's broker."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # for the package claims

from deployments import Deployment, deployed

from connectors.kafka.settings import KafkaSettings


@pytest.fixture
def deployment(settings: KafkaSettings, tmp_path: Path) -> Iterator[Deployment]:
    """A deployment whose topics have two partitions."""
    with deployed(settings, tmp_path) as made:
        yield made


@pytest.fixture
def wide(settings: KafkaSettings, tmp_path: Path) -> Iterator[Deployment]:
    """A deployment whose topics have eight partitions, of which the last of ``reports.raw`` stays empty."""
    with deployed(settings, tmp_path, partitions=8, filled=7) as made:
        yield made


@pytest.fixture
def single(settings: KafkaSettings, tmp_path: Path) -> Iterator[Deployment]:
    """A deployment whose topics have one partition, so that records are read in the order in which they came."""
    with deployed(settings, tmp_path, partitions=1, filled=1) as made:
        yield made
