"""One folder for all tests that only ask."""

from pathlib import Path

import pytest
from asking_behaviour import fill
from language_behaviour import fill_days

from connectors.duckdb import STORE_FILE, DuckdbSink


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    return fill(folder, [], [DuckdbSink(folder / "out" / STORE_FILE)])


@pytest.fixture(scope="session")
def in_languages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of reports in several languages, for all tests that only ask."""
    folder = tmp_path_factory.mktemp("languages")
    fill_days([DuckdbSink(folder / STORE_FILE)])
    return folder
