"""What is asked of languages in a folder's DuckDB file."""

import pytest
from language_behaviour import LanguageBehaviour, fill_days

from connectors.duckdb import STORE_FILE, DuckdbSink
from pipelines.asking.store import Store, folder_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("languages")
    fill_days([DuckdbSink(folder / STORE_FILE)])
    return folder_store(folder)


class TestDuckdb(LanguageBehaviour):
    pass
