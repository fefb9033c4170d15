"""The desk as a process, and a browser that looks at it."""

import shutil
from contextlib import contextmanager

import pytest
from lacking import lacking

from benchmarks.desk_process import running_desk
from benchmarks.made_store import make_store


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    make_store(folder, days=90, reports=60)
    return folder


@contextmanager
def running(folder, *options, **environment):
    """The desk over a folder until the end; gives its address."""
    with running_desk(folder, *options, **environment) as desk:
        yield desk.address


@pytest.fixture
def run_desk():
    """Start the desk over a folder of the test's own: ``with run_desk(folder) as address``."""
    return running


@pytest.fixture(scope="session")
def served(made):
    with running(made) as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    """Debian's chromium, driven by playwright; never one that playwright would fetch."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        lacking("chromium is not installed (Debian: apt install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def visit(browser):
    """Open pages in a window of a size and a scheme; at the end nothing may have been said or asked for elsewhere."""
    contexts, said, left = [], [], []

    def new(address, width=1280, scheme="light", **options):
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme=scheme,
            timezone_id="America/Los_Angeles",  # west of UTC, where days are drawn wrong if they are texts
            locale="en-GB",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        ours = "/".join(address.split("/")[:3]) + "/"
        page.on("request", lambda request: None if request.url.startswith(ours) else left.append(request.url))
        page.goto(address)
        return page

    yield new
    for context in contexts:
        context.close()
    assert said == []
    assert left == []
