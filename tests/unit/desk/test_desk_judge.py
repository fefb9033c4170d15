"""Judging on the page: what is kept, what is refused, what is measured from it."""

import json
import re
import shutil
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from connectors.duckdb import STORE_FILE, connect
from pipelines.asking.store import folder_store
from pipelines.cli import cli
from pipelines.desk.app import make_app


@pytest.fixture
def judged(tmp_path):
    return tmp_path / "judged.jsonl"


@pytest.fixture
def judging(folder, judged):
    return TestClient(
        make_app(folder_store(folder), judged=judged), base_url="http://localhost", follow_redirects=False
    )


def drawn(client, asked=""):
    found = re.search(r'name="event_id" value="(\w+)"', client.get(f"/judge?reader=ada{asked}").text)
    return found and found[1]


def lines(file):
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def test_a_verdict_is_kept_and_the_next_event_comes(judging, judged):
    first = drawn(judging, "&type=AID")
    said = {"event_id": first, "reader": "ada", "type": "AID", "wrong": ["place", "source"]}
    answer = judging.post("/judge", data=said)
    assert (answer.status_code, answer.headers["location"]) == (303, "/judge?reader=ada&type=AID")
    (line,) = lines(judged)
    assert (line["event_id"], line["wrong"], line["sample"]) == (first, ["source", "place"], "seed=0 type=AID")
    assert drawn(judging, "&type=AID") not in (first, None)
    assert "What 1 judged events say" in judging.get("/judge?reader=bo").text


def test_looking_keeps_nothing(judging, judged):
    event = drawn(judging)
    judging.get(f"/judge?reader=ada&event_id={event}&wrong=type")
    judging.get("/judge?reader=ada&skip=3")
    assert lines(judged) == []


@pytest.mark.parametrize(
    ("said", "status"),
    [({"event_id": "zz"}, 404), ({}, 404), ({"event_id": "", "reader": "ada"}, 404), ({"reader": " "}, 400),
     ({"wrong": "everything", "verdict": "wrong"}, 400), ({"wrong": "type"}, 400), ({"verdict": "wrong"}, 400),
     ({"verdict": ""}, 400), ({"reader": "a" * 20_000}, 413)],
)  # fmt: skip
def test_what_is_no_verdict_is_refused(judging, judged, said, status):
    event = drawn(judging)
    whole = {"event_id": event, "reader": "ada", "verdict": "right"} | said if said and "event_id" not in said else said
    assert judging.post("/judge", data=whole).status_code == status
    assert lines(judged) == []


def test_another_site_judges_nothing(judging, judged):
    said = {"event_id": drawn(judging), "reader": "ada"}
    assert judging.post("/judge", data=said, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert lines(judged) == []


def test_skipping_goes_through_the_sample(judging):
    seen = [drawn(judging, f"&skip={n}") for n in range(4)]
    assert len(set(seen)) == 4
    assert [drawn(judging, f"&skip={n}") for n in range(4)] == seen
    assert [drawn(judging, f"&skip={n}&seed=7") for n in range(4)] != seen
    for wrong in ("-1", "x", "9" * 30, "2000"):
        assert judging.get(f"/judge?reader=ada&skip={wrong}").status_code == 400


def test_what_was_skipped_stays_so_after_a_verdict(judging):
    seen = [drawn(judging, f"&skip={n}") for n in range(3)]
    page = judging.get("/judge?reader=ada&skip=1").text
    assert '<input type="hidden" name="skip" value="1">' in page
    said = {"event_id": seen[1], "reader": "ada", "verdict": "right", "skip": "1"}
    assert judging.post("/judge", data=said).headers["location"] == "/judge?reader=ada&skip=1"
    assert drawn(judging, "&skip=1") == seen[2]


@pytest.mark.slow
def test_what_was_measured_stands_beside_the_charts(judging):
    assert "Measured" not in judging.get("/series").text
    for _ in range(3):
        judging.post("/judge", data={"event_id": drawn(judging), "reader": "ada", "verdict": "right"})
    assert "Measured: of 3 judged events" in judging.get("/series").text
    assert "100% (44 to 100)" in judging.get("/").text


def test_a_file_that_cannot_be_written_is_said(folder, tmp_path):
    desk = make_app(folder_store(folder), judged=tmp_path)
    client = TestClient(desk, base_url="http://localhost", raise_server_exceptions=False)
    event = re.search(r"/event/(\w+)", client.get("/events").text)[1]
    answer = client.post("/judge", data={"event_id": event, "reader": "ada", "verdict": "right"})
    assert answer.status_code == 503
    assert "not kept" in answer.text


def test_lines_that_are_no_verdicts_are_counted(judging, judged):
    judged.write_text("no verdict\n{}\n")
    page = judging.get("/judge?reader=ada").text
    assert "2 lines could not be read" in page
    assert "What " not in page.partition("<main")[2].partition("judged events")[0][-40:]


def test_text_of_readers_is_text(judging):
    page = judging.get("/judge?reader=%3Cscript%3Ealert(1)%3C/script%3E%E2%80%AE").text
    assert page.count("<script") == 1


def test_a_database_without_a_file_judges_nothing(folder):
    database = SimpleNamespace(folder=None, asked=folder_store(folder).asked)
    client = TestClient(make_app(database), base_url="http://localhost")
    page = client.get("/judge?reader=ada")
    assert page.status_code == 200
    assert "start the desk with <code>--file FILE</code>" in page.text
    event = re.search(r"/event/(\w+)", client.get("/events").text)[1]
    assert client.post("/judge", data={"event_id": event, "reader": "ada", "verdict": "right"}).status_code == 400


@pytest.mark.slow
def test_it_is_measured_as_sure_as_events_are_now_and_as_the_terminal_measures(folder, tmp_path):
    """After a calibration, and without what is coded otherwise since; on the other pages, too."""
    out, judged = tmp_path / "out", tmp_path / "judged.jsonl"
    out.mkdir()
    shutil.copy(folder / STORE_FILE, out / STORE_FILE)
    client = TestClient(make_app(folder_store(out), judged=judged), base_url="http://localhost", follow_redirects=False)
    ids = []
    for _ in range(3):
        ids.append(drawn(client))
        assert client.post("/judge", data={"event_id": ids[-1], "reader": "ada", "verdict": "right"}).status_code == 303

    def shown():
        page = client.get("/judge?reader=bo").text
        bands = re.findall(r">(0[.][0-9])<", page.partition("Confidence from")[2])
        return re.search("What ([0-9]) judged", page)[1], bands, "left out" in page

    def reported():
        done = CliRunner().invoke(cli, ["judge", "report", "--out", str(out), "--file", str(judged), "--json"])
        found = json.loads(done.stdout)
        return str(found["events"]), list(found["confidence"]), bool(found["left_out"])

    assert shown()[0] == "3"
    assert shown() == reported()
    with connect(out / STORE_FILE) as store:
        store.execute("UPDATE events SET confidence = 0.55")
        store.execute("UPDATE events SET type = 'PROTEST', mode = 'riot' WHERE event_id = ?", [ids[0]])
    assert shown() == ("2", ["0.5"], True)
    assert shown() == reported()
    assert "of 2 judged events" in client.get("/series").text
    (out / STORE_FILE).unlink()
    assert client.get("/judge?reader=bo").status_code == 503
