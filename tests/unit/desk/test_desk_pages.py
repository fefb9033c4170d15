"""What the pages show, and that text from outside is only text on them."""

import json
import re
import time

import pytest
from starlette.testclient import TestClient

from benchmarks.made_store import LAST, make_store
from connectors.duckdb import STORE_FILE, connect
from pipelines.asking.store import folder_store
from pipelines.desk.app import make_app
from pipelines.desk.desk import templates

EVIL = '<script>alert(1)</script> [bold]x[/bold] \u202egnp.exe\u202c " onmouseover="x \x1b[31m {{ 7*7 }}'


def numbers(page, name):
    return re.search(rf"<dt>{name}</dt><dd>(?:<a [^>]*>)?([\d,]+)", page)[1]


def test_today_is_the_last_day_with_reports(desk):
    page = desk.get("/").text
    assert "Thursday 31 March 2022" in page
    assert page == desk.get(f"/?day={LAST}").text
    assert '<svg class="chart"' in page
    assert "These figures as a table" in page


def test_the_figures_of_a_day_are_those_of_its_row(desk, folder):
    page = desk.get("/?day=2022-03-30").text
    with connect(folder / STORE_FILE, read_only=True) as store:
        row = store.execute(
            "SELECT incidents, stories FROM daily WHERE day = '2022-03-30' AND series = 'total' AND type = ''"
        ).fetchone()
    assert (numbers(page, "Incidents"), numbers(page, "Stories")) == tuple(map(str, row))


def test_an_alert_stands_with_its_sentences(desk):
    page = desk.get("/").text
    assert "NPL -&gt; BTN, material conflict" in page
    assert "Nepalese farmers marched against Bhutanese officials" in page


def test_a_day_of_nothing_is_a_page(desk):
    assert desk.get("/?day=1999-01-01").status_code == 200
    for day in ("0001-01-01", "0001-03-02", "9999-12-31"):
        assert desk.get(f"/?day={day}").status_code in (200, 400)


@pytest.mark.parametrize(
    "address",
    ["/?day=soon", "/?day=2022-02-30", "/events?from=x", "/events?from=2022-02-01&to=2022-01-01",
     "/events?confidence=much", "/events?counted=maybe", "/events?after=there", "/events?q=" + "x" * 500,
     "/events?" + "&".join(f"type=T{n}" for n in range(30))],
)  # fmt: skip
def test_what_makes_no_sense_is_said_in_a_line(desk, address):
    answer = desk.get(address)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("address", ["/event/zz", "/report/zz", "/story/zz", "/nowhere", "/event/" + "a" * 5000])
def test_what_is_not_there_is_said(desk, address):
    assert desk.get(address).status_code == 404


def test_events_are_found_and_counted_by_kind(desk):
    whole = desk.get("/events").text
    few = desk.get("/events?q=arrested&place=FJI").text
    assert "Fiji" in few
    assert few.count('<li class="event') < whole.count('<li class="event')
    assert len(set(re.findall(r"/event/(\w+)", few))) == int(re.search(r"<b>([\d,]+)</b> found", few)[1])


def test_a_search_and_its_facets_have_addresses(desk):
    page = desk.get("/events?q=met&type=CONSULT&country=EST&from=2022-03-01&to=2022-03-20").text
    links = [
        link.replace("&amp;", "&")
        for link in re.findall(r'<a (?:class="chosen" aria-current="true" )?href="(/events\?[^"]*)"', page)
    ]
    assert any("publisher=" in link and "q=met" in link and "country=EST" in link for link in links)
    for link in links[:8]:
        assert desk.get(link).status_code == 200


def test_all_pages_of_what_is_found_are_reached(desk):
    seen, address = [], "/events"
    while address:
        page = desk.get(address).text
        seen += re.findall(r'class="whole" href="/event/(\w+)"', page)
        more = re.search(r'data-next href="([^"]*)"', page)
        address = more and more[1].replace("&amp;", "&")
        rows = desk.get(address + "&part=rows").text if address else ""
        assert "<html" not in rows
    assert (
        len(seen) == len(set(seen)) == int(re.search(r"<b>([\d,]+)</b>", desk.get("/events").text)[1].replace(",", ""))
    )


def test_evidence_leads_from_event_to_report_to_story(desk):
    event = re.search(r'class="whole" href="(/event/\w+)"', desk.get("/events?q=met+in&type=CONSULT").text)[1]
    page = desk.get(event).text
    for role in ("trigger", "source", "target", "date"):
        assert f'<mark class="{role}">' in page
    report = re.search(r'href="(/report/\w+)"', page)[1]
    text = desk.get(report).text
    assert '<span class="reason">no trigger</span>' in text
    assert event.split("/")[2][:8] in text or event in text
    story = re.search(r'href="(/story/\w+)"', text + page)
    assert story is None or desk.get(story[1]).status_code == 200


def test_an_event_says_in_which_languages_it_is_told(desk):
    event = re.search(r'class="whole" href="(/event/\w+)"', desk.get("/events?q=met+in&counted=yes").text)[1]
    page = desk.get(event).text
    assert re.search(r"<dt>Incident</dt><dd>\d+ mentions? of \d+ events?: en \d+</dd>", page)
    assert '<th scope="col">Language</th>' in page
    found = desk.get("/events?language=English").text
    assert re.search(r'class="chosen"[^>]*><bdi>en</bdi>', found)
    assert int(re.search(r"<b>([\d,]+)</b> found", found)[1]) > 0


def test_a_report_without_a_language_is_told_in_a_dash():
    event = dict.fromkeys(("event_id", "place_name", "place_country", "publisher", "mode"), "")
    event |= {"sources": [], "targets": [], "quad_class": 1, "type": "CONSULT", "modality": "asserted"}
    event |= {
        "sentence": "They met.",
        "sentence_start": 0,
        "trigger_start": 5,
        "trigger_end": 8,
        "date_basis": "report",
    }
    event |= dict.fromkeys(("killed", "injured", "arrested", "protesters", "troops"))
    event |= {"mentions": 2, "languages": ["", "es"], "reciprocal": False}
    row = templates().from_string('{% import "macros.html" as m with context %}{{ m.row(event, day=false) }}')
    assert "told 2× in -, es" in row.render(event=event, at=lambda path: path)


@pytest.fixture
def evil(tmp_path):
    make_store(tmp_path, days=10, reports=12)
    with connect(tmp_path / STORE_FILE) as store:
        for table, columns in {
            "reports": ("title", "publisher", "agency", "reason", "source"),
            "events": ("publisher", "place_name", "mode"),
            "mentions": ("publisher", "agency"),
            "alerts": ("rule",),
        }.items():
            for column in columns:
                store.execute(f"UPDATE {table} SET {column} = $evil", {"evil": EVIL})
        store.execute("UPDATE events SET sentence = sentence || $evil", {"evil": EVIL})
        store.execute(
            "UPDATE reports SET text = text || $evil, sentences = [{'start': 0, 'end': 9999, 'reason': $evil}]",
            {"evil": EVIL},
        )
        store.execute("UPDATE events SET url = 'javascript:alert(1)'")
        store.execute("UPDATE mentions SET url = 'javascript:alert(1)'")
        store.execute("UPDATE reports SET url = 'data:text/html,x'")
    return TestClient(make_app(folder_store(tmp_path)), base_url="http://localhost", raise_server_exceptions=True)


@pytest.mark.slow
def test_news_text_is_text_everywhere(evil):
    event = re.search(r'href="(/event/\w+)"', evil.get("/events").text)[1]
    report = re.search(r'href="(/report/\w+)"', evil.get(event).text)[1]
    story = "/story/" + report.split("/")[2]
    for address in ("/", "/events", event, report, story, "/events?q=%3Cscript%3E", "/event/%3Cscript%3E"):
        page = evil.get(address).text
        assert page.count("<script") == 1, address
        assert 'onmouseover="x' not in page
        assert "\u202e" not in page
        assert "\x1b" not in page
        assert "javascript:" not in re.sub(r"<bdi>.*?</bdi>", "", page)
        assert 'href="data:' not in page
        assert "49" not in re.findall(r"alert\(1\).*?(\d+) *<", page)
    assert "&lt;script&gt;" in evil.get(event).text


def test_below_a_path_of_a_proxy_every_address_is_below_it(folder):
    below = TestClient(make_app(folder_store(folder)), base_url="http://localhost", root_path="/desk")
    for path in ("/desk/", "/desk/events"):
        page = below.get(path).text
        ours = re.findall(r'(?:href|src|action)="(/[^"]*)"', page)
        assert len(ours) > 20
        assert [address for address in ours if not address.startswith("/desk/")] == []


def test_a_store_without_reports_says_how_to_begin(tmp_path):
    with connect(tmp_path / STORE_FILE):
        pass
    page = TestClient(make_app(folder_store(tmp_path)), base_url="http://localhost").get("/")
    assert page.status_code == 200
    assert "wirewatch run" in page.text


def test_a_store_that_is_away_is_said(tmp_path):
    client = TestClient(make_app(folder_store(tmp_path)), base_url="http://localhost", raise_server_exceptions=False)
    assert client.get("/").status_code == 503


@pytest.mark.parametrize(
    ("stand", "said"),
    [
        ({"waiting": 0, "up_to": -3}, ["Live.", "Nothing waits to be read.", "UTC is in the tables."]),
        ({"waiting": 1, "up_to": -3}, ["Live.", "1 record waits to be read."]),
        ({"waiting": 1_234, "up_to": -720}, ["Live.", "1,234 records wait", "is in the tables, 12 min behind."]),
        ({"waiting": None, "up_to": None}, ["Live.", "are being brought up to what was pushed."]),
        ({"at": -3_600, "waiting": 7, "up_to": -3_600}, ["Not live.", "was last seen at", "with 7 records to be read"]),
    ],
)
def test_today_says_how_far_up_is(desk, folder, stand, said):
    now = time.time()
    held = {"at": now + stand.get("at", 0), "waiting": stand["waiting"]}
    held["up_to"] = None if stand["up_to"] is None else now + stand["up_to"]
    file = folder / "up.json"
    file.write_text(json.dumps(held))
    try:
        page = " ".join(desk.get("/").text.split())
        assert [text for text in said if text not in page] == []
        assert "ive.</b>" not in desk.get("/?day=2022-03-30").text
    finally:
        file.unlink()
    assert "ive.</b>" not in desk.get("/").text


def test_a_sentence_stands_once_under_an_alert(desk):
    page = desk.get("/").text
    for alert in re.findall(r'<article class="alert">(.*?)</article>', page, re.DOTALL):
        sentences = re.findall(r"<bdi>(.*?)</bdi>", alert)
        assert len(sentences) == len(set(sentences)) > 0
