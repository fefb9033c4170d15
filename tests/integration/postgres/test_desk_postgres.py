"""The desk over PostgreSQL: the same reports give the same pages as over DuckDB."""

import re
from difflib import unified_diff

import pytest
from asking_behaviour import fill
from starlette.testclient import TestClient

from connectors.duckdb import STORE_FILE, DuckdbSink
from connectors.postgres.address import PostgresUrl
from connectors.postgres.sink import PostgresSink
from pipelines.asking.store import database_store, folder_store
from pipelines.desk.app import make_app

pytestmark = pytest.mark.integration


def test_pages_are_those_of_the_embedded_store(module_url, tmp_path):
    sink = PostgresSink(PostgresUrl(module_url))
    folder = fill(tmp_path, [sink], [sink, DuckdbSink(tmp_path / "out" / STORE_FILE)])
    judged = tmp_path / "judged.jsonl"
    duck, postgres = (
        TestClient(make_app(store, judged=judged), base_url="http://localhost")
        for store in (folder_store(folder), database_store(module_url))
    )
    events = re.findall(r'class="whole" href="(/event/\w+)"', duck.get("/events").text)
    reports = set(re.findall(r'href="(/report/\w+)"', "".join(duck.get(event).text for event in events)))
    assert len(events) > 5
    assert len(reports) > 1
    addresses = [
        *(
            "/",
            "/?day=2022-01-20",
            "/?day=2022-01-21",
            "/events?q=attacked",
            "/events?q=%22met+Graustark%22&counted=no",
        ),
        *(
            "/events?actor=RUR&country=KAZ",
            "/series",
            "/series?type=ASSAULT&from=2022-01-01",
            "/countries?from=2022-01-01",
        ),
        *("/map?days=90", "/map?days=365&type=ASSAULT", "/country/KAZ", "/pair/KAZ/-", "/judge?reader=ada"),
        *("/compare?from=2022-02-01&to=2022-02-01&before_from=2022-01-01&before_to=2022-01-31",),
        *events,
        *reports,
        *(report.replace("report", "story") for report in reports),
    ]
    for address in addresses:
        one, other = duck.get(address), postgres.get(address)
        differing = list(unified_diff(one.text.splitlines(), other.text.splitlines(), n=0, lineterm=""))
        assert (address, other.status_code, differing) == (address, one.status_code, [])
        assert one.status_code in (200, 404)
        assert "s3cret" not in other.text
    said = {"event_id": events[0].split("/")[2], "reader": "ada", "wrong": "type", "verdict": "wrong"}
    assert postgres.post("/judge", data=said, follow_redirects=False).status_code == 303
    assert judged.read_text().count("\n") == 1
