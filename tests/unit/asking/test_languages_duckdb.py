"""What is asked of languages in a folder's DuckDB file."""

from pathlib import Path

import pytest
from language_behaviour import LanguageBehaviour

from pipelines.asking.store import Store, folder_store


@pytest.fixture
def store(in_languages: Path) -> Store:
    return folder_store(in_languages)


class TestDuckdb(LanguageBehaviour):
    pass
