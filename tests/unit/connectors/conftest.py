"""What the suites of sinks share."""

from pathlib import Path

import pytest

from connectors.duckdb import STORE_FILE, connect


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store as it is made, to be copied: making its tables costs more than most of what is tried on it."""
    path = tmp_path_factory.mktemp("empty") / STORE_FILE
    with connect(path):
        return path
