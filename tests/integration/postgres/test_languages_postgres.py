"""What is asked of languages in a PostgreSQL database."""

import pytest
from language_behaviour import LanguageBehaviour, fill_days

from connectors.postgres.address import PostgresUrl
from connectors.postgres.sink import PostgresSink
from pipelines.asking.store import Store, database_store

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def store(module_url: str) -> Store:
    fill_days([PostgresSink(PostgresUrl(module_url))])
    return database_store(module_url)


class TestPostgres(LanguageBehaviour):
    pass


def test_a_question_is_not_compiled_first(store: Store) -> None:
    assert store.rows("SELECT current_setting('jit') AS jit") == [{"jit": "off"}]
