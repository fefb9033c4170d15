"""A real PostgreSQL for the session, and databases of each test's own."""

import importlib.util
import os
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[2]
FOLDERS = (
    TESTS,
    TESTS / "unit" / "connectors",
    TESTS / "unit" / "asking",
    TESTS / "integration" / "drain",
    Path(__file__).parent,
)
sys.path[:0] = map(str, FOLDERS)

if importlib.util.find_spec("psycopg") is None:
    collect_ignore_glob = ["*.py"]
else:
    import psycopg
    from postgres_server import PostgresServer, ServerUnavailableError

    from connectors.postgres.address import PostgresUrl
    from connectors.postgres.migrations import migrate

NewUrl = Callable[[], str]


@pytest.fixture(scope="session")
def server() -> Iterator["PostgresServer"]:
    """A server; skips where none can run, and fails there when CI=true."""
    try:
        started = PostgresServer()
    except ServerUnavailableError as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI=true and no server: {error}")
        pytest.skip(str(error))
    with started:
        yield started


@pytest.fixture(scope="session")
def new_empty(server: "PostgresServer") -> NewUrl:
    """Make an empty database; gives its URL."""

    def make() -> str:
        name = f"t{uuid.uuid4().hex[:12]}"
        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return server.url(name)

    return make


@pytest.fixture(scope="session")
def new_url(new_empty: NewUrl) -> NewUrl:
    """Make a database with our tables; gives its URL."""

    def make() -> str:
        url = new_empty()
        migrate(PostgresUrl(url))
        return url

    return make


@pytest.fixture
def url(new_url: NewUrl) -> str:
    """The URL of a database with our tables."""
    return new_url()


@pytest.fixture(scope="module")
def module_url(new_url: NewUrl) -> str:
    """The URL of a database with our tables, for all tests of a module."""
    return new_url()
