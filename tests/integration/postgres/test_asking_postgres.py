"""What is asked of a PostgreSQL database."""

from pathlib import Path

import pytest
from asking_behaviour import AskingBehaviour, fill
from click.testing import CliRunner, Result

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
        ("show", "alerts", "--all"),
        ("find", "attack*", "--actor", "RUR", "--min-confidence", "0.5"),
        ("compare", "2022-01", "2022-02", "--type", "ASSAULT"),
        ("show", "report", "https://echo.example/2022-02-01"),
        ("export", "--country", "KAZ"),
        ("export", "--what=rows"),
        ("show", "day", "2022-01-20", "--language", "en"),
        ("compare", "2022-01", "2022-02", "--language", "en"),
        ("export", "--what=rows", "--language", "en"),
        ("export", "--format=gdelt", "--language", "en"),
    ],
)
def test_commands_ask_a_database(store: Store, module_url: str, args: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli, [*args, "--database", module_url], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert "s3cret" not in result.output


def test_a_database_is_judged_into_a_file_that_is_named(module_url: str, store: Store, tmp_path: Path) -> None:
    def judge(*args: str, keys: str = "") -> Result:
        command = ["judge", *args, "--database", module_url]
        return CliRunner().invoke(cli, command, input=keys, catch_exceptions=False)

    assert "say where verdicts are kept" in judge("--reader", "ada").output
    file = str(tmp_path / "verdicts.jsonl")
    assert "judged     2 events" in judge("--n", "2", "--reader", "ada", "--file", file, keys="yt\r").output
    assert "2 events judged by 1 reader" in judge("report", "--file", file).output


def test_a_briefing_of_a_database(module_url: str, store: Store, tmp_path: Path) -> None:
    command = ["brief", "2022-01-20", "--database", module_url]
    assert CliRunner().invoke(cli, command).exit_code == 2
    done = CliRunner().invoke(cli, [*command, "--into", str(tmp_path)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert "RUR -&gt; GRA, material conflict" in (tmp_path / "2022-01-20.html").read_text(encoding="utf-8")
