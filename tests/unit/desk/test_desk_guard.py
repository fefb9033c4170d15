"""Who may see the desk, and what its pages may do."""

import pytest
from starlette.testclient import TestClient

from pipelines.asking.store import folder_store
from pipelines.desk.app import make_app

TOKEN = "a token of some length"


@pytest.fixture
def shut(folder):
    return TestClient(make_app(folder_store(folder), TOKEN), base_url="http://desk.example", follow_redirects=False)


@pytest.mark.parametrize("host", ["localhost", "localhost:8765", "127.0.0.1:1", "[::1]:8765", "LOCALHOST"])
def test_answers_to_the_names_of_the_loopback(desk, host):
    assert desk.get("/events", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:80", ""]
)
def test_answers_to_no_name_that_somebody_else_lets_point_here(desk, host):
    for path in ("/", "/events", "/static/desk.css", "/nowhere"):
        assert desk.get(path, headers={"host": host}).status_code == 421


def test_every_answer_carries_the_headers(desk, shut):
    answers = [
        desk.get(path) for path in ("/", "/events", "/static/desk.js", "/nowhere", "/events?from=x", "/event/zz")
    ]
    answers += [desk.get("/", headers={"host": "evil.example"}), shut.get("/"), desk.post("/events")]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"


def test_pages_have_no_script_or_style_within(desk):
    for path in ("/", "/events", "/nowhere"):
        page = desk.get(path).text
        assert "<style" not in page
        assert ' style="' not in page
        assert page.count("<script") == page.count('<script src="/static/desk.js" defer></script>') == 1
        assert " on" + "click=" not in page


def test_without_the_token_nothing_is_told(shut):
    assert shut.get("/").status_code == 401
    sent = shut.get("/events?q=x", headers={"accept": "text/html"})
    assert (sent.status_code, sent.headers["location"]) == (303, "/enter")
    for wrong in ("", "a token of some lengtH", TOKEN + "x", "Ünïcode"):
        assert shut.get("/", headers={"authorization": f"Bearer {wrong}".encode()}).status_code == 401
        assert shut.post("/enter", data={"token": wrong}).status_code == 403


def test_the_token_opens_and_its_cookie_after_it(shut):
    assert shut.get("/events", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    entered = shut.post("/enter", data={"token": TOKEN})
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert TOKEN not in cookie
    assert shut.get("/events").status_code == 200
    shut.cookies.set("wirewatch_desk", "0" * 64, domain="desk.example")
    assert TestClient(shut.app, base_url="http://desk.example").get("/events").status_code == 401


def test_nothing_is_sent_from_another_site(shut):
    for headers in ({"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        assert shut.post("/enter", data={"token": TOKEN}, headers=headers).status_code == 403
    ours = {"origin": "http://desk.example", "sec-fetch-site": "same-origin"}
    assert shut.post("/enter", data={"token": TOKEN}, headers=ours).status_code == 303


def test_reading_changes_nothing(desk, folder):
    store = folder / "wirewatch.duckdb"
    before = (store.stat().st_mtime_ns, store.read_bytes())
    for path in ("/", "/events", "/events?q=met", "/nowhere"):
        desk.get(path)
    assert (store.stat().st_mtime_ns, store.read_bytes()) == before
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert desk.request(method, "/events").status_code == 405


def test_the_token_is_shown_nowhere(folder):
    guard = make_app(folder_store(folder), TOKEN)
    assert TOKEN not in repr(guard)


def test_a_body_that_is_too_long_is_refused(shut):
    assert shut.post("/enter", content=b"token=" + b"a" * 10_000).status_code == 413
