"""A store of made-up days, made once, and the desk over it without a server."""

import pytest
from starlette.testclient import TestClient

from benchmarks.made_store import make_store
from pipelines.asking.store import folder_store
from pipelines.desk.app import make_app

HERE = "http://localhost"


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("made")
    make_store(made, days=45, reports=40)
    return made


@pytest.fixture(scope="session")
def desk(folder):
    return TestClient(make_app(folder_store(folder)), base_url=HERE, follow_redirects=False)
