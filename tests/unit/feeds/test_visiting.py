"""A feed visited time and again: what is new, what has changed, and what is left as it is."""

import pytest

from tests.unit.feeds.site import WHOLE, Reply, item, rss

PAGE = f"""<html lang="en"><head><title>Arrests in Minsk</title><meta property="article:published_time"
 content="2022-01-23T08:00:00Z"></head><body><article><h1>Arrests in Minsk</h1>{"<p>" + WHOLE + "</p>"}</article>
</body></html>""".encode()


def tagged(body: bytes, tag: str):
    """A feed that is sent again only where it is another one."""
    return lambda headers: (
        Reply(status=304) if headers.get("If-None-Match") == tag else Reply(body, headers={"ETag": tag})
    )


def test_new_and_known(visit, site):
    site["/feed"] = Reply(rss(item(1), item(2)))
    first = visit()
    assert [report["guid"] for report in first.reports] == ["id-1", "id-2"]
    report = first.reports[0]
    assert (report["url"], report["published_at"]) == (f"{site.url}/news/1", "Mon, 24 Jan 2022 10:15:00 GMT")
    assert (report["publisher"], report["source"]) == ("Arlen Post", site.url.removeprefix("http://") + "/feed")
    site["/feed"] = Reply(rss(item(3), item(2)))
    assert [report["guid"] for report in visit().reports] == ["id-3"]
    site["/feed"] = Reply(rss(item(1), item(2), item(3)))
    assert visit().reports == [], "what was withdrawn and comes again was seen"


def test_asks_whether_there_is_more(visit, site):
    site["/feed"] = tagged(rss(item(1)), '"a"')
    assert len(visit().reports) == 1
    again = visit()
    assert (again.reports, again.state.error, again.state.items) == ([], None, 1)
    site["/feed"] = tagged(rss(item(1), item(2)), '"b"')
    assert [report["guid"] for report in visit().reports] == ["id-2"]


def test_last_modified(visit, site):
    when = "Mon, 24 Jan 2022 10:15:00 GMT"
    site["/feed"] = Reply(rss(item(1)), headers={"Last-Modified": when})
    visit()
    visit()
    asked = [headers for path, headers in zip(site.asked, site.headers, strict=True) if path == "/feed"]
    assert [headers.get("If-Modified-Since") for headers in asked] == [None, when]


def test_what_changes_is_an_update_of_the_same_report(visit, site):
    site["/feed"] = Reply(rss(item(1), item(2)))
    before = visit().reports[0]
    site["/feed"] = Reply(rss(item(1, text=WHOLE.replace("30", "40")), item(2)))
    changed = visit()
    (after,) = changed.reports
    assert (after["guid"], after["source"]) == (before["guid"], before["source"])
    assert "40 protesters" in after["text"]
    assert after["fetched_at"] > before["fetched_at"]
    assert changed.updated == 1


def test_markup_and_order_are_no_change(visit, site):
    site["/feed"] = Reply(rss(item(1), item(2)))
    visit()
    site["/feed"] = Reply(rss(item(2), item(1).replace("<p>", '<p data-nonce="7">'), title="Arlen Post, evening"))
    assert visit().reports == []


def test_without_guids(visit, site):
    site["/feed"] = Reply(rss(item(1, guid=None), item(2, guid=None)))
    assert ["guid" in report for report in visit().reports] == [False, False]
    site["/feed"] = Reply(rss(item(3, guid=None), item(1, guid=None)))
    assert len(visit().reports) == 1


def test_the_page_of_an_item_without_its_text(visit, site):
    site["/feed"] = Reply(rss(item(1, text=None, more="<description>Thirty arrests.</description>")))
    site["/news/1"] = Reply(PAGE, headers={"Content-Type": "text/html; charset=utf-8"})
    (report,) = visit().reports
    assert "opposition called for a strike" in report["text"]
    assert report["published_at"] == "Mon, 24 Jan 2022 10:15:00 GMT", "the feed's own time"
    assert (report["summary"], report["extractor"].split()[0]) == ("Thirty arrests.", "trafilatura")
    visit()
    assert site.asked.count("/news/1") == 1


def test_many_pages_are_announced(visit, site, caplog):
    """A reading that takes a while says why."""
    site["/feed"] = Reply(
        rss(*(item(number, text=None, more="<description>Snow.</description>") for number in range(10)))
    )
    with caplog.at_level("INFO"):
        visit()
        visit()
    assert [message for message in caplog.messages if "reads the pages of 10 items" in message] == caplog.messages


def test_no_page_for_an_item_with_its_text(visit, site):
    site["/feed"] = Reply(rss(item(1)))
    visit()
    assert "/news/1" not in site.asked


def test_a_page_that_cannot_be_had(visit, site):
    """It is tried again by the next visits; then what the feed says has to do."""
    site["/feed"] = tagged(rss(item(1, text=None, more="<description>Thirty arrests.</description>")), '"a"')
    site["/news/1"] = Reply(status=503)
    assert [len(visit().reports) for _ in range(4)] == [0, 0, 1, 0]


def test_a_page_that_is_none(visit, site):
    site["/feed"] = Reply(rss(item(1, text=None, more="<description>Thirty arrests.</description>")))
    site["/news/1"] = Reply(b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    done = visit()
    assert [report["text"] for report in done.reports] == ["Thirty arrests."]
    assert "application/pdf" in done.state.note


def undated(number: int) -> str:
    return item(number).replace("<pubDate>Mon, 24 Jan 2022 10:15:00 GMT</pubDate>", "")


def test_no_dates(visit, site):
    """What comes to a feed that is followed is of that time; what was in it before may be of any."""
    site["/feed"] = Reply(rss(undated(1)))
    (old,) = visit().reports
    site["/feed"] = Reply(rss(undated(1), undated(2)))
    (new,) = visit().reports
    assert not {"published_at", "modified_at", "fetched_at"} & old.keys()
    assert "fetched_at" in new
    site["/feed"] = Reply(rss(undated(3)))
    (late,) = visit(after=3 * 86_400).reports
    assert "fetched_at" not in late


def test_no_date_but_one_on_its_page(visit, site):
    site["/feed"] = Reply(rss(undated(1).replace(WHOLE, "Thirty arrests.")))
    site["/news/1"] = Reply(PAGE, headers={"Content-Type": "text/html"})
    assert [report["published_at"] for report in visit().reports] == ["2022-01-23T08:00:00Z"]


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(status=404), "answered 404"),
        (Reply(b"<html>Log in</html>"), "a page, no feed"),
        (Reply(b""), "nothing in it"),
        (Reply(bytes(300_000)), "more than 200,000 bytes"),
    ],
)
def test_failures_are_told_and_tried_ever_later(visit, site, reply, why):
    site["/feed"] = Reply(rss(item(1)))
    good = visit().state
    site["/feed"] = reply
    states = [visit().state for _ in range(3)]
    assert all(why in state.error for state in states)
    assert [state.failures for state in states] == [1, 2, 3]
    assert [round(state.next_at - state.tried_at) for state in states] == [900, 1800, 3600]
    assert states[-1].read_at == good.read_at
    site["/feed"] = Reply(rss(item(1), item(2)))
    done = visit()
    assert (done.state.error, done.state.failures, len(done.reports)) == (None, 0, 1)
    assert (done.state.last_error, done.state.last_error_at) == (states[-1].error, states[-1].tried_at)


def test_left_alone_as_it_asks(visit, site):
    site["/feed"] = Reply(status=429, headers={"Retry-After": "7200"})
    state = visit().state
    assert round(state.next_at - state.tried_at) == 7200
    assert round(state.left_alone_until - state.tried_at) == 7200


def test_gone(visit, site):
    site["/feed"] = Reply(status=410)
    state = visit().state
    assert "take it out of the list" in state.error
    assert state.next_at - state.tried_at == 7 * 86_400


def test_moved_for_good(visit, site):
    site["/feed"] = Reply(status=301, headers={"Location": "/new"})
    site["/new"] = Reply(rss(item(1)))
    assert visit().state.moved_to == f"{site.url}/new"
    site.asked.clear()
    again = visit()
    assert (again.reports, "/feed" in site.asked) == ([], False)
    assert visit("/new").reports == [], "listed under its new address it is the same feed"


def test_robots(visit, site):
    site["/robots.txt"] = Reply(b"User-agent: wirewatch\nDisallow: /feed\n")
    site["/feed"] = Reply(rss(item(1)))
    assert "its robots.txt keeps /feed from robots" in visit().state.error
    assert site.asked == ["/robots.txt"]
    assert len(visit(robots=False).reports) == 1


def test_robots_of_a_site_that_fails(visit, site):
    site["/robots.txt"] = Reply(status=500)
    site["/feed"] = Reply(rss(item(1)))
    assert "robots.txt" in visit().state.error
    assert "/feed" not in site.asked


def test_page_that_is_not_for_robots(visit, site):
    site["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /news\n")
    site["/feed"] = Reply(rss(item(1, text=None, more="<description>Thirty arrests.</description>")))
    assert [report["text"] for report in visit().reports] == ["Thirty arrests."]
    assert "/news/1" not in site.asked
