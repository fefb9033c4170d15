"""One address, whatever its server does with it."""

import gzip
import time
import zlib
from itertools import repeat

import pytest

from connectors.feeds.errors import FetchError
from tests.unit.feeds.site import Reply


def fetch(fetcher, site, path="/feed", **more):
    more = {"most": 200_000, "accept": "*/*", "allow_private": True} | more
    return fetcher.fetch(site.url + path, **more)


def test_what_is_there(fetcher, site):
    site["/feed?a=b"] = Reply(b"<rss/>", headers={"ETag": '"1"'})
    answer = fetch(fetcher, site, "/feed?a=b", headers={"If-None-Match": '"0"'})
    assert (answer.status, answer.body, answer.headers["etag"], answer.moved_to) == (200, b"<rss/>", '"1"', None)
    assert site.headers[0]["User-Agent"] == "wirewatch/test"
    assert site.headers[0]["If-None-Match"] == '"0"'


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_unpacked(fetcher, site, encoding):
    brotli = pytest.importorskip("brotli")
    packed = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}[encoding](b"text " * 1000)
    site["/feed"] = Reply(packed, headers={"Content-Encoding": encoding})
    assert fetch(fetcher, site).body == b"text " * 1000


def test_bomb(fetcher, site):
    site["/feed"] = Reply(gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"})
    with pytest.raises(FetchError, match=r"127.0.0.1: more than 200,000 bytes") as failed:
        fetch(fetcher, site)
    assert not failed.value.again
    assert len(site.asked) == 1


def test_bomb_in_a_bomb(fetcher, site):
    site["/feed"] = Reply(gzip.compress(gzip.compress(bytes(50_000_000))), headers={"Content-Encoding": "gzip, gzip"})
    with pytest.raises(FetchError, match="more than"):
        fetch(fetcher, site)


def test_endless(fetcher, site):
    site["/feed"] = Reply(lambda: repeat(b"<item>" * 1000))
    with pytest.raises(FetchError, match="more than 200,000 bytes"):
        fetch(fetcher, site)


def drip():
    while True:
        yield b"."
        time.sleep(0.05)


def silence():
    yield b"<rss>"
    time.sleep(1)


@pytest.mark.slow
@pytest.mark.parametrize(("length", "body"), [(None, drip), (1_000, drip)])
def test_a_byte_now_and_then_is_no_progress(fetcher, site, length, body):
    site["/feed"] = Reply(body, length=length)
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"127.0.0.1: not done within 0.6 s"):
        fetch(fetcher, site)
    assert len(site.asked) == 3
    assert time.monotonic() - began < 5


def test_silence(fetcher, site):
    site["/feed"] = Reply(silence, length=1_000)
    with pytest.raises(FetchError, match=r"stopped sending|does not answer in time"):
        fetch(fetcher, site)


def test_less_than_it_said(fetcher, site):
    site["/feed"] = [Reply(b"<rss", length=1_000), Reply(b"<rss/>")]
    assert fetch(fetcher, site).body == b"<rss/>"


def test_not_what_it_says_it_is(fetcher, site):
    site["/feed"] = Reply(b"<rss/>", headers={"Content-Encoding": "gzip"})
    with pytest.raises(FetchError, match="cannot be unpacked"):
        fetch(fetcher, site)


def test_failure_then_good(fetcher, site):
    site["/feed"] = [Reply(status=500), Reply(status=503, headers={"Retry-After": "0"}), Reply(b"<rss/>")]
    assert fetch(fetcher, site).body == b"<rss/>"


def test_not_there(fetcher, site):
    with pytest.raises(FetchError, match=r"127.0.0.1: answered 404") as failed:
        fetch(fetcher, site)
    assert (failed.value.again, failed.value.status, len(site.asked)) == (False, 404, 1)


def test_asks_to_be_left_alone(fetcher, site):
    site["/feed"] = Reply(status=429, headers={"Retry-After": "3600"})
    with pytest.raises(FetchError, match="answered 429") as failed:
        fetch(fetcher, site)
    assert failed.value.wait == 3600
    with pytest.raises(FetchError, match="asked to be left alone for 3600 s more") as failed:
        fetch(fetcher, site, "/other")
    assert 3590 < failed.value.wait <= 3600
    assert site.asked == ["/feed"]


@pytest.mark.parametrize("asked", ["Wed, 21 Oct 2043 07:28:00 GMT", "999999999999999999999"])
def test_asks_for_longer_than_a_day(fetcher, site, asked):
    site["/feed"] = Reply(status=503, headers={"Retry-After": asked})
    with pytest.raises(FetchError) as failed:
        fetch(fetcher, site)
    assert failed.value.wait == 86_400


@pytest.mark.parametrize("asked", ["soon", "-5", ""])
def test_broken_pause_is_none(fetcher, site, asked):
    site["/feed"] = [Reply(status=503, headers={"Retry-After": asked}), Reply(b"<rss/>")]
    assert fetch(fetcher, site).body == b"<rss/>"


def test_moved_for_good_and_for_now(fetcher, site):
    site["/old"] = Reply(status=301, headers={"Location": "/new"})
    site["/new"] = Reply(b"<rss/>")
    site["/now"] = Reply(status=302, headers={"Location": "/old"})
    site["/then"] = Reply(status=308, headers={"Location": "now"})
    answers = {path: fetch(fetcher, site, path) for path in ("/old", "/now", "/then")}
    assert all(answer.url == f"{site.url}/new" for answer in answers.values())
    assert answers["/old"].moved_to == f"{site.url}/new"
    assert answers["/now"].moved_to is None
    assert answers["/then"].moved_to is None


def test_redirects_in_a_circle(fetcher, site):
    site["/feed"] = Reply(status=302, headers={"Location": "/feed"})
    with pytest.raises(FetchError, match="more than 3 redirects"):
        fetch(fetcher, site)
    assert len(site.asked) == 4


def test_redirect_written_as_it_is_read(fetcher, site):
    site["/feed"] = Reply(status=302, headers={"Location": "/ne%20ws ä".encode().decode("latin-1")})
    site["/ne%20ws%20%C3%A4"] = Reply(b"<rss/>")
    assert fetch(fetcher, site).body == b"<rss/>"


@pytest.mark.parametrize("to", ["ftp://a.example/x", "file:///etc/passwd", "http://", "http://a:b@c.example/", ""])
def test_redirect_to_what_is_no_address(fetcher, site, to):
    site["/feed"] = Reply(status=301, headers={"Location": to} if to else {})
    with pytest.raises(FetchError, match="redirect"):
        fetch(fetcher, site)


def test_private_addresses_only_where_they_are_allowed(fetcher, site):
    with pytest.raises(FetchError, match="a private address: set allow_private") as failed:
        fetch(fetcher, site, allow_private=False)
    assert not failed.value.again
    assert site.asked == []


def test_private_redirect(fetcher, site, monkeypatch):
    """Whoever is reached from everywhere leads to somebody who is not."""
    monkeypatch.setattr("connectors.http._is_public", lambda address: address == "127.0.0.1")
    site["/feed"] = Reply(status=302, headers={"Location": "http://[::1]:9/latest/meta-data"})
    with pytest.raises(FetchError, match="a private address"):
        fetch(fetcher, site, allow_private=False)


def test_no_host_of_that_name(fetcher):
    with pytest.raises(FetchError, match=r"nowhere.invalid: no such host"):
        fetcher.fetch("http://nowhere.invalid/feed", most=9, accept="*/*")


def test_nobody_listens(fetcher):
    with pytest.raises(FetchError, match=r"127.0.0.1: Connection refused"):
        fetcher.fetch("http://127.0.0.1:9/feed", most=9, accept="*/*", allow_private=True)


def test_no_http(fetcher, site):
    host = site.url.removeprefix("http://")
    with pytest.raises(FetchError, match=r"TLS|SSL"):
        fetcher.fetch(f"https://{host}/feed", most=9, accept="*/*", allow_private=True)
