"""Where psycopg is not installed, whatever names a database says so in one line, and what to do."""

import sys

import pytest
from click.testing import CliRunner

from connectors.duckdb import StoreError
from pipelines.asking.store import database_store
from pipelines.cli import cli
from pipelines.deployments.sinks import SinkNameError, open_change_sinks, open_sinks

URL = "postgresql://news:Pl4nted-22@db/news"


@pytest.fixture(autouse=True)
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("psycopg", "connectors.postgres."))]:
        if name not in ("connectors.postgres.errors", "connectors.postgres.naming"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)


def test_it_is_said_wherever_a_database_is_named() -> None:
    said = []
    for refusal, name in (
        (StoreError, lambda: database_store(URL)),
        (SinkNameError, lambda: open_sinks([URL])),
        (SinkNameError, lambda: open_change_sinks([URL])),
    ):
        with pytest.raises(refusal) as caught:
            name()
        said.append(str(caught.value))
    for argv in (["sinks", "init", URL], ["show", "day", "2022-01-01", "--database", URL]):
        done = CliRunner().invoke(cli, argv)
        assert done.exit_code == 1
        said.append(done.output.strip().removeprefix("Error: "))
    assert {line.partition("PostgreSQL needs")[2] for line in said} == {
        " its extra (psycopg): `make extras` in the checkout of wirewatch, or pip install '.[postgres]' there"
    }
