"""The desk below a path of a real proxy (Debian's nginx), with a token, in a real browser."""

import json
import re
import shutil
import socket
import subprocess
import time
from urllib.parse import urlsplit

import pytest
from lacking import lacking
from playwright.sync_api import expect

pytestmark = pytest.mark.integration
TOKEN = "a token for whoever reads news"
CONFIGURATION = """
daemon off; pid {home}/pid; error_log stderr;
events {{}}
http {{
  access_log off;
  client_body_temp_path {home}/body; proxy_temp_path {home}/proxy;
  fastcgi_temp_path {home}/fastcgi; uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
  server {{
    listen 127.0.0.1:{port};
{location}
  }}
}}
"""


@pytest.fixture
def proxied(tmp_path):
    """Start nginx before the desk, by the lines of docs/desk.md; gives where it shows it."""
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if program is None:
        lacking("nginx is not installed (Debian: apt install nginx-light)")
    started = []

    def start(location):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        home = tmp_path / "nginx"
        home.mkdir()
        (home / "nginx.conf").write_text(CONFIGURATION.format(home=home, port=port, location=location))
        command = [program, "-p", str(home), "-c", str(home / "nginx.conf"), "-e", "stderr"]
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        started.append(process)
        give_up = time.monotonic() + 10
        while time.monotonic() < give_up:
            assert process.poll() is None, process.stderr.read()
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    return f"http://127.0.0.1:{port}"
            time.sleep(0.05)
        raise AssertionError("nginx does not listen")

    yield start
    for process in started:
        process.terminate()
        process.wait(10)


def documented(docs, port):
    """The lines that docs/desk.md gives for nginx, for the desk at another port."""
    (lines,) = re.findall(r"(?m)^    (location /desk/ \{\n(?:    .*\n)+?    \})", docs)
    return lines.replace(":8765", f":{port}")


@pytest.fixture
def docs(request):
    return (request.config.rootpath / "docs" / "desk.md").read_text(encoding="utf-8")


def test_every_page_below_the_path_of_a_proxy(visit, made, run_desk, proxied, docs, tmp_path):
    judged = tmp_path / "judged.jsonl"
    with run_desk(made, "--root_path", "/desk", "--file", str(judged), WIREWATCH_DESK_TOKEN=TOKEN) as address:
        shown = proxied(documented(docs, urlsplit(address).port))
        page = visit(shown + "/desk/")
        elsewhere, failed = [], []
        page.on(
            "request",
            lambda asked: None if urlsplit(asked.url).path.startswith("/desk/") else elsewhere.append(asked.url),
        )
        page.on("response", lambda answer: failed.append((answer.status, answer.url)) if answer.status >= 400 else None)
        assert page.url == shown + "/desk/enter"
        page.get_by_label("Token").fill(TOKEN)
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/")

        seen, waiting = set(), ["/desk/"]
        kinds = set()
        while waiting and len(seen) < 40:
            path = waiting.pop(0)
            kind = re.sub(r"/[0-9a-f]{32}|\?.*|/[A-Z]{3}", "", path)
            if path in seen or kind in kinds:
                continue
            seen.add(path)
            kinds.add(kind)
            page.goto(shown + path)
            assert page.locator("nav").first.is_visible()
            assert page.evaluate("document.styleSheets[0].cssRules.length") > 50
            links = page.eval_on_selector_all("a[href^='/']", "all => all.map(one => one.getAttribute('href'))")
            assert [link for link in links if not link.startswith("/desk/")] == []
            waiting += links
        assert {"/desk/", "/desk/events", "/desk/map", "/desk/judge", "/desk/event", "/desk/country"} <= kinds

        page.goto(shown + "/desk/events")
        page.locator(".next a").scroll_into_view_if_needed()
        expect(page.locator(".event")).to_have_count(1_100)

        page.goto(shown + "/desk/map?days=1")
        page.locator("#slide").focus()
        page.keyboard.press("ArrowLeft")
        expect(page.locator("#map .many")).to_contain_text("2022-03-30")
        assert "/desk/map?" in page.url

        page.goto(shown + "/desk/judge?reader=ada")
        with page.expect_navigation():
            page.keyboard.press("y")
        assert page.url.startswith(shown + "/desk/judge?")
        (verdict,) = map(json.loads, judged.read_text().splitlines())
        assert (verdict["reader"], verdict["wrong"]) == ("ada", [])
        assert (elsewhere, failed) == ([], [])
        page.context.close()  # it may still be fetching its icon, which a desk that has ended cannot give
