"""Lists of feeds: TOML, OPML as readers write it, addresses; and what is wrong with one, in a line."""

import pytest

from connectors.feeds.errors import FeedListError
from connectors.feeds.listing import address, read_lists

TOML = """
contact = "https://desk.example.org/robots"
every = 30

[[feed]]
url = "https://news.example.org/rss?section=world#top"

[[feed]]
url = "https://arlen.example.org/atom.xml"
source = "arlen"
publisher = "Arlen Post"
language = "en"
every = 5
robots = false
allow_private = true
"""
OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>My feeds</title></head><body>
<outline text="World"><outline text="Arlen Post" type="rss" xmlUrl="https://arlen.example.org/rss" htmlUrl="https://x"/>
<outline title="Bell" text="b" xmlurl=" https://bell.example.org/r%20s "/></outline>
<outline text="no feed"/><outline text="again" xmlUrl="https://arlen.example.org/rss"/></body></opml>"""


def test_toml(tmp_path):
    (tmp_path / "feeds.toml").write_text(TOML)
    listed = read_lists([str(tmp_path / "feeds.toml")])
    first, second = listed.feeds
    assert listed.contact == "https://desk.example.org/robots"
    assert (first.url, first.named, first.every, first.robots) == (
        "https://news.example.org/rss?section=world",
        "news.example.org/rss?section=world",
        30,
        True,
    )
    assert (second.named, second.publisher, second.language, second.every, second.robots, second.allow_private) == (
        "arlen",
        "Arlen Post",
        "en",
        5,
        False,
        True,
    )


@pytest.mark.parametrize("mark", ["", "\ufeff", "\n \n"])
def test_opml(tmp_path, mark):
    (tmp_path / "feeds.opml").write_text(mark + OPML if mark != "\n \n" else OPML.partition("?>")[2])
    feeds = read_lists([str(tmp_path / "feeds.opml")]).feeds
    assert [(feed.url, feed.publisher) for feed in feeds] == [
        ("https://arlen.example.org/rss", "Arlen Post"),
        ("https://bell.example.org/r%20s", "Bell"),
    ]


def test_addresses_and_files_together(tmp_path):
    (tmp_path / "a.opml").write_text(OPML)
    feeds = read_lists(["https://a.example.org", str(tmp_path / "a.opml")], allow_private=True).feeds
    assert feeds[0].url == "https://a.example.org/"
    assert len(feeds) == 3
    assert all(feed.allow_private for feed in feeds)


def test_address():
    assert address(" https://Ä.example.org/ü?q=a b#c ") == "https://xn--4ca.example.org/%C3%BC?q=a%20b"


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.toml", "", "nothing in it"),
        ("a.toml", "contact = 'x'", "no feed in it"),
        ("a.toml", "[[feed]\n", "broken TOML"),
        ("a.toml", "[[feed]]\nsource = 'x'", "feed 1: has no url"),
        ("a.toml", "[[feed]]\nurl = 'ftp://x/y'", "feed 1: the address must begin with http:// or https://"),
        ("a.toml", "[[feed]]\nurl = 'https://me:secret@x.org/'", "must hold no user or password"),
        ("a.toml", "[[feed]]\nurl = 'https://x/'\nevery = 0.1", "every is 0.1: at least 1 minute"),
        ("a.toml", "[[feed]]\nurl = 'https://x/'\nevery = nan", "every is nan: at least 1 minute"),
        ("a.toml", "[[feed]]\nurl = 'https://x/'\nevery = true", "every is of type bool: give a number"),
        ("a.toml", "feed = 'https://x/'", "feed is of type str: give a list"),
        ("a.toml", "[[feed]]\nurl = 'https://x/'\ncolour = 1", "colour is not known: there are url, source"),
        ("a.toml", "feed = ['https://x/']", r"not a table: write \[\[feed\]\] before each"),
        (
            "a.toml",
            "[[feed]]\nurl='https://x/1'\nsource='x'\n[[feed]]\nurl='https://x/2'\nsource='x'",
            "two feeds have",
        ),
        ("a.opml", "<opml><body>", "broken OPML"),
        ("a.opml", "<rss/>", "neither OPML nor TOML: its first element is rss"),
        ("a.opml", "<opml><body><outline text='x'/></body></opml>", "no feed in it"),
    ],
)
def test_what_is_wrong(tmp_path, name, text, why):
    (tmp_path / name).write_text(text)
    with pytest.raises(FeedListError, match=why) as failed:
        read_lists([str(tmp_path / name)])
    assert "\n" not in str(failed.value)
    assert "secret" not in str(failed.value)


def test_no_such_file():
    with pytest.raises(FeedListError, match=r"news.example.org: No such file.*; give a file of feeds .* https://"):
        read_lists(["news.example.org"])
