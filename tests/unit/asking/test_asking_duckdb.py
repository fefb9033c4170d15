"""What is asked of a folder's DuckDB file."""

from pathlib import Path

import pytest
from asking_behaviour import AskingBehaviour

from connectors.duckdb import StoreError
from pipelines.asking.store import Store, database_store, folder_store


@pytest.fixture
def store(filled: Path) -> Store:
    return folder_store(filled)


class TestDuckdb(AskingBehaviour):
    pass


def test_a_folder_without_tables(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"), folder_store(tmp_path).asked():
        pass


def test_a_database_that_is_none() -> None:
    with pytest.raises(StoreError, match="not a URL"):
        database_store("postgresql://a@b@c/d")
    secret = "postgresql://owner:hunter22@127.0.0.1:1/x"
    with pytest.raises(StoreError) as error, database_store(secret).asked():
        pass
    assert "hunter22" not in str(error.value)
