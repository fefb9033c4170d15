"""What is asked of a PostgreSQL database."""

import pytest
from asking_behaviour import AskingBehaviour, fill
from click.testing import CliRunner

from connectors.duckdb import StoreError
from connectors.postgres.address import PostgresUrl
from connectors.postgres.sink import PostgresSink
from pipelines.asking.store import Store, database_store
from pipelines.cli import cli

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def store(module_url: str, tmp_path_factory: pytest.TempPathFactory) -> Store:
    sink = PostgresSink(PostgresUrl(module_url))
    fill(tmp_path_factory.mktemp("asked"), [sink], [sink])
    return database_store(module_url)


class TestPostgres(AskingBehaviour):
    pass


def test_a_database_without_tables(new_empty) -> None:
    with pytest.raises(StoreError, match="sinks init"), database_store(new_empty()).asked():
        pass


@pytest.mark.parametrize(
    "args",
    [
        ("show", "day", "2022-01"),
        ("show", "country", "GRA"),
        ("show", "pair", "RUR", "GRA"),
        ("show", "rejected"),
        ("show", "report", "https://echo.example/2022-02-01"),
        ("export", "--country", "KAZ"),
        ("export", "--what=rows"),
    ],
)
def test_commands_ask_a_database(store: Store, module_url: str, args: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli, [*args, "--database", module_url], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert "s3cret" not in result.output
