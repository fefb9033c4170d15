"""Rounds over many feeds, with what they bring kept before it is remembered."""

import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import replace

import pytest

from connectors.feeds.errors import MemoryDamagedError, MemoryHeldError
from connectors.feeds.listing import Feed, FeedList
from connectors.feeds.memory import FeedState, Memory, Seen, read_states
from connectors.feeds.pace import StoppedError
from connectors.feeds.reading import opened_rounds
from tests.unit.feeds.conftest import LIMITS
from tests.unit.feeds.site import Reply, item, rss


@pytest.fixture
def memory(tmp_path):
    with Memory.held(tmp_path / "feeds.sqlite") as memory:
        yield memory


def rounds(site, memory, deliver, *paths):
    feeds = tuple(Feed(url=site.url + path, allow_private=True) for path in paths)
    return opened_rounds(FeedList(feeds=feeds), memory, deliver, limits=LIMITS, host_seconds=0.0)


@pytest.mark.slow
def test_a_bad_feed_stops_nobody(site, memory):
    def drip():
        while True:
            yield b"."
            time.sleep(0.05)

    site["/good"] = Reply(rss(item(1)))
    site["/slow"] = Reply(drip)
    site["/endless"] = Reply(lambda: iter(lambda: b"<item>" * 1000, None))
    site["/circle"] = Reply(status=301, headers={"Location": "/circle"})
    site["/page"] = Reply(b"<html></html>")
    site["/deep"] = Reply(b"<rss>" + b"<a>" * 5_000)
    site["/last"] = Reply(rss(item(2)))
    got = []
    paths = ("/slow", "/endless", "/good", "/circle", "/page", "/deep", "/none", "/last")
    with rounds(site, memory, got.extend, *paths) as reading:
        read = reading.read_all()
    assert sorted(report["guid"] for report in got) == ["id-1", "id-2"]
    assert (read.feeds, read.failed, read.reports) == (2, 6, 2)
    assert {state.source.rpartition("/")[2] for state in memory.states().values() if state.error} == {
        "slow",
        "endless",
        "circle",
        "page",
        "deep",
        "none",
    }


def test_what_was_not_delivered_is_not_remembered(site, memory):
    site["/feed"] = Reply(rss(item(1)))

    def full(_):
        raise OSError(28, "No space left on device")

    with rounds(site, memory, full, "/feed") as reading, pytest.raises(OSError, match="No space"):
        reading.read_all()
    got = []
    with rounds(site, memory, got.extend, "/feed") as reading:
        assert reading.read_all().reports == 1
    assert len(got) == 1


def test_what_is_due(site, memory):
    site["/feed"] = Reply(rss(item(1)))
    with rounds(site, memory, lambda _: None, "/feed") as reading:
        assert reading.read_on(60).feeds == 1
        assert reading.idle
        assert reading.read_on(0.1).feeds == 0
        assert reading.read_all().feeds == 1, "asked for"
    (state,) = memory.states().values()
    assert 800 < state.next_at - time.time() <= 900


def test_a_slow_host_keeps_nobody_waiting(site, memory):
    def drip():
        while True:
            yield b"."
            time.sleep(0.05)

    site["/feed"] = Reply(rss(item(1)))
    slow = [f"/slow{number}" for number in range(30)]
    for path in slow:
        site[path] = Reply(drip)
    other = site.url.replace("127.0.0.1", "localhost")
    feeds = tuple(Feed(url=url, allow_private=True) for url in (*(site.url + path for path in slow), f"{other}/feed"))
    got = []
    began = time.monotonic()
    with opened_rounds(FeedList(feeds=feeds), memory, got.extend, limits=LIMITS, host_seconds=0.0) as reading:
        while not got and time.monotonic() - began < 30:
            reading.read_on(0.2)
        assert time.monotonic() - began < 10, "thirty that fail one after the other take most of a minute"
        assert not reading.idle
    assert len(got) == 1


def test_a_stop_ends_visits(site, memory):
    def silence():
        yield b"<rss>"
        time.sleep(20)

    site["/feed"] = Reply(silence)
    patient = replace(LIMITS, read=20.0, whole=20.0)
    feed = Feed(url=f"{site.url}/feed", allow_private=True, robots=False)
    began = time.monotonic()
    with opened_rounds(FeedList(feeds=(feed,)), memory, print, limits=patient, host_seconds=0.0) as reading:
        while not site.asked:
            reading.read_on(0.05)
        threading.Timer(0.1, reading.stop).start()
        with pytest.raises(StoppedError):
            reading.read_on(20)
    assert time.monotonic() - began < 10
    assert memory.states() == {}


def test_one_at_a_time(tmp_path, memory):
    with (
        pytest.raises(MemoryHeldError, match="another wirewatch follows by it"),
        Memory.held(tmp_path / "feeds.sqlite"),
    ):
        pass


def test_memory_that_is_none(tmp_path):
    path = tmp_path / "other.sqlite"
    path.write_bytes(b"something else" * 1000)
    with pytest.raises(MemoryDamagedError, match="move it away, and what is in the feeds is read again"):
        Memory(path)


def test_memory_of_the_first_version(tmp_path):
    path = tmp_path / "feeds.sqlite"
    state = FeedState(url="https://a.example/", source="a", reports=7)
    memory = Memory(path)
    memory.remember(state, {}, [], now=0.0)
    memory.close()
    with closing(sqlite3.connect(path)) as db:
        db.executescript("ALTER TABLE feeds DROP COLUMN last_error; ALTER TABLE feeds DROP COLUMN last_error_at")
        db.execute("PRAGMA user_version = 1")
    assert read_states(path) == {state.url: state}
    again = Memory(path)
    assert again.states() == {state.url: state}
    again.close()


def test_what_a_feed_holds_no_longer_is_forgotten_in_time(memory):
    state = FeedState(url="https://a.example/", source="a")
    seen = Seen(content="c", said="s")
    memory.remember(state, {"old": seen, "there": seen}, ["old", "there"], now=0.0)
    for day in range(1, 100):
        memory.remember(state, {}, ["there"], now=day * 86_400.0 + 1)
    assert list(memory.seen(state.url)) == ["there"]


def test_an_empty_feed_forgets_nothing(memory):
    state = FeedState(url="https://a.example/", source="a")
    memory.remember(state, {"old": Seen(content="c")}, ["old"], now=0.0)
    memory.remember(state, {}, [], now=1e9)
    assert list(memory.seen(state.url)) == ["old"]
