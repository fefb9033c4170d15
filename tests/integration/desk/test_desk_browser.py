"""The desk in a real browser: every page, by eye of an accessibility checker, on wide and narrow screens.

With ``WIREWATCH_SHOTS=FOLDER`` it leaves the pictures of docs/desk.md there.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

pytestmark = pytest.mark.integration
SHOTS = os.environ.get("WIREWATCH_SHOTS")


def first(page, pattern):
    return page.locator(f'a[href*="{pattern}"]').first.get_attribute("href")


def addresses(visit, served):
    """A page of each kind, by name."""
    page = visit(served + "/events?q=met+in&type=CONSULT")
    event = first(page, "/event/")
    page.goto(served + event)
    report = first(page, "/report/")
    story = "/story/" + page.locator("article.report").evaluate(
        "() => document.body.innerHTML.match(/story.(\\w{32})/)?.[1] ?? ''"
    )
    found = {
        "today": "/",
        "events": "/events?q=bolivian",
        "nothing": "/events?q=unheardof",
        "series": "/series?kind=pair&one=NPL&other=BTN",
        "countries": "/countries",
        "country": "/country/EST",
        "pair": "/pair/NPL/BTN",
        "map": "/map?days=30",
        "compare": "/compare?from=2022-03-30&before_from=2022-03-01&before_to=2022-03-29",
        "beside": "/compare?one=EST&other=FIN",
        "event": event,
        "report": report,
    }
    return found | ({"story": story} if len(story) > 7 else {})


def problems(page):
    return [
        (found["id"], node["target"], node["failureSummary"])
        for found in Axe().run(page).response["violations"]
        for node in found["nodes"]
    ]


def pictured(page, name):
    if SHOTS and name in ("today", "events", "event", "map", "compare", "judge"):
        path = Path(SHOTS) / f"desk-{name}.png"
        page.screenshot(path=path)
        with Image.open(path) as whole:
            whole.quantize(128).save(path, optimize=True)


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "light"), (1280, "dark")])
def test_every_page_is_accessible_and_fits(visit, served, width, scheme):
    page = visit(served + "/", width, scheme)
    seen = 0
    for name, address in addresses(visit, served).items():
        page.goto(served + address)
        assert problems(page) == [], (name, width, scheme)
        assert overflow(page) <= 0, (name, width)
        if (width, scheme) == (1280, "light"):
            pictured(page, name)
        seen += 1
    assert seen >= 10


def test_days_are_those_of_the_address_west_of_utc_too(visit, served):
    page = visit(served + "/?day=2022-03-10")
    assert page.locator("h1").inner_text() == "Thursday 10 March 2022"
    last = page.locator("svg.chart a").last
    assert last.get_attribute("href") == "/?day=2022-03-10"
    last.click()
    page.wait_for_url("**/?day=2022-03-10")


def test_by_keyboard_from_the_day_to_the_sentence(visit, served):
    page = visit(served + "/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("bolivian protest*")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events?q=bolivian*")
    page.locator("#q").fill("bolivian")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/events?q=bolivian&*")
    page.locator(".event a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/event/*")
    assert page.locator("blockquote mark.trigger").count() == 1


def test_more_events_come_as_one_scrolls(visit, served):
    page = visit(served + "/events")
    many = int(re.sub(r"\D", "", page.locator(".many b").inner_text()))
    assert page.locator(".event").count() < many
    page.locator(".next a").scroll_into_view_if_needed()
    expect(page.locator(".event")).to_have_count(1_100)
    page.locator(".event").last.scroll_into_view_if_needed()
    expect(page.locator(".event")).to_have_count(many)
    expect(page.locator(".next")).to_have_count(0)
    ids = page.locator(".event a.whole").evaluate_all("links => links.map(link => link.href)")
    assert len(ids) == len(set(ids)) == many


def test_each_filter_keeps_the_others(visit, served):
    page = visit(served + "/events")
    page.locator("#type").select_option("PROTEST")
    page.locator("#counted").select_option("yes")
    page.locator("#from").fill("2022-03-01")
    page.get_by_role("button", name="Find").click()
    page.wait_for_url("**type=PROTEST**")
    before = int(re.sub(r"\D", "", page.locator(".many b").inner_text()))
    page.locator(".facets").get_by_role("link", name="Bhutan").click()
    page.wait_for_url("**place=BTN**")
    after = int(re.sub(r"\D", "", page.locator(".many b").inner_text()))
    assert 0 < after < before
    assert "type=PROTEST" in page.url
    assert "from=2022-03-01" in page.url
    page.locator(".facets .chosen", has_text="Bhutan").click()
    expect(page.locator(".many b")).to_have_text(str(before))


def test_the_slider_moves_the_map_and_its_address(visit, served):
    page = visit(served + "/map?days=1")
    before = page.locator("#map .many").inner_text()
    page.locator("#slide").focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("#map .many")).to_contain_text("2022-03-28")
    assert "to=2022-03-28" in page.url
    moved = page.locator("#map .many").inner_text()
    assert moved != before
    page.reload()
    assert page.locator("#map .many").inner_text() == moved
    page.get_by_role("button", name="Play").click()
    expect(page.locator("#map .many")).to_contain_text("2022-03-31")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_judging_by_keyboard(visit, made, served):
    page = visit(served + "/judge?reader=ada&type=COERCE")
    assert problems(page) == []
    pictured(page, "judge")
    events = []

    def shown():
        return page.locator("input[name=event_id]").get_attribute("value")

    def press(*keys):
        events.append(shown())
        with page.expect_navigation():
            for key in keys:
                page.keyboard.press(key)

    press("y")
    press("t", "d", "Enter")
    press(" ")
    press("b")
    press("e", "t", "e", "Enter")
    lines = [json.loads(line) for line in (made / "judged.jsonl").read_text().splitlines()]
    assert [(line["event_id"], line["wrong"]) for line in lines] == [
        (events[0], []),
        (events[1], ["type", "date"]),
        (events[2], ["type"]),
    ]
    assert {(line["reader"], line["sample"]) for line in lines} == {("ada", "seed=0 type=COERCE")}
    expect(page.get_by_role("heading", name="What 3 judged events say")).to_be_visible()
    assert problems(page) == []
    page.goto(served + "/series?type=COERCE")
    expect(page.get_by_text("Measured: of 3 judged events of COERCE")).to_be_visible()


def test_pages_work_without_script(visit, served):
    page = visit(served + "/events", java_script_enabled=False)
    page.locator(".next a").click()
    page.wait_for_url("**after=**")
    assert page.locator(".event").count() > 100


def test_a_page_prints(visit, served, tmp_path):
    page = visit(served + "/")
    page.pdf(path=tmp_path / "today.pdf")
    assert (tmp_path / "today.pdf").stat().st_size > 10_000
    page.emulate_media(media="print")
    assert not page.locator(".top nav").is_visible()


def test_why_an_event_has_its_type(visit, run_desk, tmp_path):
    """On the sample reports: the coder reads the report again, in the page."""
    samples = Path(__file__).parents[3] / "samples" / "reports"
    run = [sys.executable, "-c", "from pipelines.cli import main; main()", "run", str(samples), "--out", str(tmp_path)]
    subprocess.run(run, check=True, capture_output=True)
    with run_desk(tmp_path) as address:
        page = visit(address + "/events?type=AGREE")
        page.locator(".event a").first.click()
        page.get_by_role("link", name="Read the report again").click()
        page.wait_for_url("**why=1**")
        assert "AGREE" in page.locator("pre.why").first.inner_text()
        assert problems(page) == []
        page.context.close()  # it may still be fetching its icon, which a desk that has ended cannot give
