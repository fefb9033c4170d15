"""What feeds say, in each of their forms, and what only looks like one."""

import json

import pytest

from connectors.feeds.errors import NotAFeedError
from connectors.feeds.parsing import parse_feed
from tests.unit.feeds.site import WHOLE, item, rss

URL = "https://news.example.org/feeds/world"
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Arlen Post</title>
<entry><id>tag:a,2022:1</id><title>Arrests</title><link href="/news/1"/><updated>2022-01-24T10:15:00+02:00</updated>
<author><name>Ann Bell</name></author>
<content type="html">&lt;p&gt;Police arrested 30.&lt;/p&gt;</content></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://purl.org/rss/1.0/">
<channel><title>Arlen Post</title></channel>
<item rdf:about="https://news.example.org/1"><title>Arrests</title><link>https://news.example.org/1</link>
<dc:date>2022-01-24T10:15:00Z</dc:date><description>Police arrested 30.</description></item></rdf:RDF>"""


def parsed(data: bytes | str, kind: str = "application/rss+xml"):
    return parse_feed(data if isinstance(data, bytes) else data.encode(), URL, kind)


def one(data: bytes | str, kind: str = "application/rss+xml"):
    (found,) = parsed(data, kind).items
    return found


def test_rss():
    found = one(rss(item(more="<author>Ann Bell</author><category>Belarus</category>")))
    assert (found.guid, found.link, found.title) == (
        "id-1",
        "https://news.example.org/news/1",
        "Arrests in Minsk, part 1",
    )
    assert found.text == f"<p>{WHOLE}</p>"
    assert (found.published, found.updated) == ("Mon, 24 Jan 2022 10:15:00 GMT", None)
    assert (found.authors, found.tags) == (("Ann Bell",), ("Belarus",))
    assert parsed(rss(item())).title == "Arlen Post"


@pytest.mark.parametrize(
    ("written", "guid"),
    [
        ("<guid>12345</guid>", "12345"),
        ("<guid isPermaLink='true'>12345</guid>", "12345"),
        ("<guid><![CDATA[ 12345 ]]></guid>", "12345"),
        ("<guid>news 12 of May</guid>", "news 12 of May"),
        ("<guid>post/12</guid>", "post/12"),
        ("<guid>https://a.example/12</guid>", "https://a.example/12"),
        ("<guid>tag:a,2022:12</guid>", "tag:a,2022:12"),
    ],
)
def test_a_guid_is_what_is_written_wherever_the_feed_lies(written, guid):
    feed = f"<rss version='2.0'><channel><item><title>A</title><link>/1</link>{written}</item></channel></rss>"
    for address in (URL, "http://moved.example.org/rss"):
        (found,) = parse_feed(feed.encode(), address, "application/rss+xml").items
        assert found.guid == guid
        assert found.link == address.split("/feeds")[0].removesuffix("/rss") + "/1"


def test_a_link_that_only_a_guid_gives_is_still_one():
    feed = "<rss version='2.0'><channel><item><title>A</title><guid>/news/1</guid></item></channel></rss>"
    assert one(feed).link == "https://news.example.org/news/1"


def test_atom():
    found = one(ATOM)
    assert (found.guid, found.link) == ("tag:a,2022:1", "https://news.example.org/news/1")
    assert (found.published, found.updated) == (None, "2022-01-24T10:15:00+02:00")
    assert (found.contents, found.authors, found.language) == (("<p>Police arrested 30.</p>",), ("Ann Bell",), "en")


def test_rss_of_2000():
    found = one(RDF)
    assert (found.updated or found.published, found.summary) == ("2022-01-24T10:15:00Z", "Police arrested 30.")


@pytest.mark.parametrize("version", ["https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1"])
def test_json_feed(version):
    feed = {
        "version": version,
        "title": "Arlen Post",
        "language": "en",
        "items": [
            {
                "id": 7,
                "url": "../news/7",
                "title": "Arrests",
                "content_html": f"<p>{WHOLE}</p>",
                "date_published": "2022-01-24T10:15:00+02:00",
                "authors": [{"name": "Ann Bell"}, "Cy Dow", 3],
                "tags": ["Belarus", 4],
            },
            "no item",
            {"id": None, "summary": ["no text"], "authors": "nobody", "url": "http://[broken"},
        ],
    }
    first, second = parsed(json.dumps(feed), "application/feed+json").items
    assert (first.guid, first.link) == ("7", "https://news.example.org/news/7")
    assert (first.published, first.authors, first.tags) == (
        "2022-01-24T10:15:00+02:00",
        ("Ann Bell", "Cy Dow"),
        ("Belarus",),
    )
    assert (second.guid, second.link, second.summary, second.authors) == (None, None, None, ())


def test_times_stay_as_they_are_written():
    """Others read them wrongly: the hour of the afternoon and the zone fall away."""
    for written in ("Mon, 24 Jan 2022 10:15 p.m. EDT", "January 24, 2022", "yesterday"):
        feed = rss(item()).replace(b"Mon, 24 Jan 2022 10:15:00 GMT", written.encode())
        assert one(feed).published == written


def test_caption_is_no_text():
    media = '<media:content url="a.jpg"><media:description type="plain">A man runs.</media:description></media:content>'
    found = one(rss(item(text=None, more=media)))
    assert (found.caption, found.summary, found.contents, found.text) == ("A man runs.", None, (), None)
    found = one(rss(item(text=None, more=f"<description>Police arrested 30.</description>{media}")))
    assert (found.caption, found.summary) == ("A man runs.", "Police arrested 30.")


def test_bytes_tell_better_than_a_server_in_what_they_are_written():
    feed = rss(item(title="Протесты в Минске"))
    for kind in ("text/xml; charset=iso-8859-1", "application/rss+xml; charset=windows-1251", "", "text/html"):
        assert one(feed, kind).title == "Протесты в Минске"
    cyrillic = feed.decode().replace("UTF-8", "windows-1251").encode("windows-1251")
    assert one(cyrillic, "application/rss+xml").title == "Протесты в Минске"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (WHOLE, True),
        (WHOLE + "…", False),
        (WHOLE + " [...]", False),
        (WHOLE + '<a href="/1">Continue reading Arrests in Minsk →</a>', False),
        (WHOLE + " The post Arrests appeared first on Arlen Post.", True),
        ("Police arrested 30.", False),
    ],
)
def test_whole_text_or_a_taste(text, whole):
    assert (one(rss(item(text=text))).text is not None) == whole


def test_known_again():
    """By the guid; where that is none, or that of several items, by address and words, whatever the markup."""
    keys = parsed(rss(item(1), item(2, guid=None), item(3, guid="same"), item(4, guid="same"))).keys
    assert [key.split()[0] for key in keys] == ["guid", "text", "text", "text"]
    assert len(set(keys)) == 4
    again = parsed(rss(item(2, guid=None).replace("<p>", '<p class="v8731">'))).keys
    assert again == (keys[1],)


@pytest.mark.parametrize("broken", ["&nbsp;", "<b>", "\x0b", "</description>"])
def test_what_is_broken_is_read_and_said(broken):
    found = parsed(rss(item(1), f"<item><title>a {broken} b</title><guid>2</guid></item>"))
    assert found.items
    assert found.broken is None or found.broken.startswith("broken XML: ")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "nothing in it"),
        (b"  \n", "nothing in it"),
        (b"Service unavailable", "neither RSS, Atom nor JSON Feed: begins 'Service unavailable'"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "neither RSS"),
        (b'{"items": []}', "no JSON Feed"),
        (b"[1, 2]", "no JSON Feed"),
        (b'{"version": ', "broken JSON"),
        (b"[" * 100_000, "broken JSON"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "a page, no feed, and it names none"),
        (
            b'<html><link rel="alternate" type="application/rss+xml" href="/rss"></html>',
            "a page, no feed: its feeds are https://news.example.org/rss",
        ),
        (b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url/></urlset>", "neither RSS"),
    ],
)
def test_no_feed(data, why):
    with pytest.raises(NotAFeedError, match=why.replace("[", r"\[")):
        parsed(data, "text/html")


def test_entities_that_expand():
    bomb = '<!DOCTYPE rss [<!ENTITY a "' + "x" * 1000 + '"><!ENTITY b "' + "&a;" * 1000 + '">]>'
    feed = rss(item(title="&b;")).decode().replace("<rss", f"{bomb}<rss", 1)
    with pytest.raises(NotAFeedError, match="its entities expand too far"):
        parsed(feed)
    named = (
        rss(item(title="A&eacute;ro &amp; Co")).decode().replace("<rss", '<!DOCTYPE rss [\n<!ENTITY eacute "é">]><rss')
    )
    assert one(named).title == "Aéro & Co"
