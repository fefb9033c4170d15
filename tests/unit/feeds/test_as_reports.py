"""What comes of an item as the pipeline reads it."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from connectors.records import RawRecord
from pipelines.decoding import Decoder
from tests.unit.feeds.site import WHOLE, Reply, item, rss


def decoded(reports):
    decoder = Decoder(zone=ZoneInfo("UTC"))
    return [
        decoder.decode(RawRecord(topic="feeds", offset=number, value=json.dumps(report).encode()))
        for number, report in enumerate(reports)
    ]


def dated(written: str) -> bytes:
    return rss(item(1)).replace(b"Mon, 24 Jan 2022 10:15:00 GMT", written.encode())


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("Mon, 24 Jan 2022 10:15:00 GMT", "2022-01-24T10:15"),
        ("Mon, 24 Jan 2022 10:15 PM EST", "2022-01-25T03:15"),
        ("Mon, 24 Jan 2022 22:15:00 CET", "2022-01-24T21:15"),
        ("Tue, 25 Jan 2022 07:15:00 JST", "2022-01-24T22:15"),
        ("Mon, 24 Jan 2022 22:15:00 +03:00", "2022-01-24T19:15"),
        ("2022-01-24 22:15:00 EST", "2022-01-25T03:15"),
        ("January 24, 2022", "2022-01-24T00:00"),
    ],
)
def test_times_that_feed_readers_get_wrong(visit, site, written, utc):
    site["/feed"] = Reply(dated(written))
    (report,) = decoded(visit().reports)
    assert report.published_at == datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert report.published_raw == written


def test_its_fields(visit, site):
    media = "<media:content url='a.jpg'><media:description>A man runs.</media:description></media:content>"
    more = f"<description>Thirty arrests.</description><author>Ann Bell</author><category>Belarus</category>{media}"
    site["/feed"] = Reply(
        rss(item(1, text=WHOLE + "<b>More</b> &amp; more. The post Arrests appeared first on A.", more=more))
    )
    (report,) = decoded(visit(publisher="Arlen Post", source="arlen").reports)
    assert (report.title, report.summary) == ("Arrests in Minsk, part 1", "Thirty arrests.")
    assert report.text == (WHOLE + "More & more.").strip()
    assert (report.source, report.publisher, report.url) == ("arlen", "Arlen Post", f"{site.url}/news/1")
    assert (list(report.authors), list(report.tags)) == (["Ann Bell"], ["Belarus"])
    assert report.extra["caption"] == "A man runs."


def test_the_same_item_is_the_same_report(visit, site):
    site["/feed"] = Reply(rss(item(1)))
    (first,) = decoded(visit().reports)
    site["/feed"] = Reply(rss(item(1, title="Arrests in Minsk rise", link="/news/moved/1")))
    (second,) = decoded(visit().reports)
    assert first.report_id == second.report_id
    assert second.fetched_at > first.fetched_at


LIVE = """<html lang="en"><head><title>Minsk live</title><script type="application/ld+json">{
"@type": "LiveBlogPosting", "url": "%s/news/1", "headline": "Minsk live", "datePublished": "2022-01-24T08:00:00Z",
"liveBlogUpdate": [%s]}</script></head><body><h1>Minsk live</h1></body></html>"""


def update(number: int, text: str = "Police in Minsk arrested 30 protesters on Sunday.") -> str:
    return json.dumps(
        {
            "@type": "BlogPosting",
            "@id": f"#u{number}",
            "headline": f"Update {number}",
            "datePublished": f"2022-01-24T1{number}:00:00Z",
            "articleBody": text,
        }
    )


def test_a_live_blog_is_a_report_for_each_update(visit, site):
    def live(*updates: str) -> Reply:
        return Reply((LIVE % (site.url, ", ".join(updates))).encode(), headers={"Content-Type": "text/html"})

    def feed(updated: str) -> Reply:
        return Reply(
            rss(
                item(
                    1, text=None, more=f"<description>Live.</description><atom:updated>{updated}</atom:updated>"
                ).replace("<item>", '<item xmlns:atom="http://www.w3.org/2005/Atom">')
            )
        )

    site["/feed"], site["/news/1"] = feed("2022-01-24T12:00:00Z"), live(update(1), update(2))
    first = decoded(visit().reports)
    assert [(report.title, report.published_at.hour) for report in first] == [("Update 1", 11), ("Update 2", 12)]
    site["/feed"], site["/news/1"] = feed("2022-01-24T13:00:00Z"), live(update(1), update(2), update(3))
    assert [report.title for report in decoded(visit().reports)] == ["Update 3"]
    site["/feed"], site["/news/1"] = (
        feed("2022-01-24T14:00:00Z"),
        live(update(1, "Police let 30 go."), update(2), update(3)),
    )
    (again,) = decoded(visit().reports)
    assert (again.report_id, again.text) == (first[0].report_id, "Police let 30 go.")
