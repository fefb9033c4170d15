"""One folder for all tests that only ask."""

from pathlib import Path

import pytest
from asking_behaviour import fill

from connectors.duckdb import STORE_FILE, DuckdbSink


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    return fill(folder, [], [DuckdbSink(folder / "out" / STORE_FILE)])
