"""``wirewatch follow`` from the outside: from a feed's address to a coded day."""

import json
import os
import signal
import threading
import time

import duckdb
import pytest

from pipelines import cli
from pipelines.coding import pool
from tests.unit.cli.test_run import SilentCoder
from tests.unit.feeds.site import WHOLE, Reply, item, rss, served


@pytest.fixture
def site():
    with served() as site:
        yield site


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr("connectors.feeds.reading.SECONDS", 0.0)


@pytest.fixture
def silent(monkeypatch):
    monkeypatch.setattr(pool, "coder_for", lambda _workers: SilentCoder())


@pytest.fixture
def follow(tmp_path, capsys, site):
    def called(*argv: str, feeds: tuple[str, ...] = ("/feed",)) -> tuple[int, str, str]:
        given = [site.url + feed if feed.startswith("/") else feed for feed in feeds]
        with pytest.raises(SystemExit) as ended:
            cli.main(["follow", *given, "--out", str(tmp_path / "out"), *argv])
        captured = capsys.readouterr()
        return int(ended.value.code or 0), captured.out, captured.err

    return called


def asked(tmp_path, query):
    with duckdb.connect(tmp_path / "out" / "wirewatch.duckdb", read_only=True) as store:
        return store.execute(query).fetchall()


def test_from_an_address_to_a_coded_day(follow, site, tmp_path):
    snow = item(2, title="Snow", text="It snowed in Arlen all day long. " * 12)
    site["/feed"] = Reply(rss(item(1), snow))
    code, printed, errors = follow("--once", "--allow_private")
    assert (code, errors) == (0, "")
    assert printed.startswith("feeds      1 read, 2 new reports\nread       2 reports = ")
    assert "look       wirewatch show day 2022-01-" in printed
    assert asked(tmp_path, "SELECT DISTINCT type FROM pairs_by_type WHERE source LIKE 'BLR%'")
    site["/feed"] = Reply(rss(item(1, text=WHOLE.replace("30", "40")), snow))
    code, printed, errors = follow("--once", "--allow_private", "--json")
    summary = json.loads(printed)
    assert (code, summary["feeds"]["updates"], summary["coded"]["tables"]["reports"]) == (0, 1, 2)
    sentences = [text for (text,) in asked(tmp_path, "SELECT sentence FROM events WHERE sentence LIKE '%protesters%'")]
    assert sentences
    assert all("40 protesters" in text for text in sentences), "the update stands in the place of what it updates"


def test_nothing_new(follow, site, silent):
    site["/feed"] = Reply(rss(item(1)))
    follow("--once", "--allow_private")
    assert follow("--once", "--allow_private") == (0, "feeds      1 read, 0 new reports\n", "")


def test_what_was_read_and_not_coded_is_coded_by_the_next(follow, site, silent, monkeypatch, tmp_path):
    site["/feed"] = Reply(rss(item(1)))

    def broken(*_, **__):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("pipelines.deployments.local.ingest_files", broken)
        code, _, errors = follow("--once", "--allow_private")
        assert (code, errors.count("\n")) == (1, 1)
        assert "No space left on device" in errors
    site["/feed"] = Reply(status=304)
    code, printed, _ = follow("--once", "--allow_private")
    assert code == 0
    assert "read       1 report = 1 no_event" in printed


def test_one_bad_feed_is_told_and_all_bad_is_a_failure(follow, site, silent):
    site["/feed"] = Reply(rss(item(1)))
    code, printed, errors = follow("--once", "--allow_private", feeds=("/feed", "/none"))
    assert code == 0
    assert printed.startswith("feeds      1 read, 1 failed, 1 new report\n")
    assert errors.count("\n") == 1
    assert "/none: 127.0.0.1: answered 404" in errors
    code, printed, _ = follow("--once", "--allow_private", feeds=("/none",))
    assert (code, printed) == (1, "feeds      0 read, 1 failed, 0 new reports\n")


def test_private_addresses_are_asked_for(follow, site, silent):
    site["/feed"] = Reply(rss(item(1)))
    code, _, errors = follow("--once")
    assert (code, site.asked) == (1, [])
    assert "127.0.0.1 is 127.0.0.1, a private address: set allow_private if it is meant" in errors


def test_what_has_no_date_is_a_dead_letter(follow, site, silent, tmp_path):
    site["/feed"] = Reply(rss(item(1).replace("<pubDate>Mon, 24 Jan 2022 10:15:00 GMT</pubDate>", "")))
    follow("--once", "--allow_private")
    assert asked(tmp_path, "SELECT reason FROM rejected") == [("no_date",)]


@pytest.mark.parametrize(
    ("feeds", "message"),
    [
        (("nowhere.opml",), "nowhere.opml: No such file or directory; give a file of feeds"),
        (("ftp://a.example/x",), "ftp://a.example/x: the address must begin with http:// or https://"),
        ((), "Missing argument 'FEEDS...'."),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(follow, feeds, message, tmp_path):
    code, printed, errors = follow(feeds=feeds)
    assert (code, printed, errors.count("\n")) == (2, "", 1)
    assert errors.startswith(f"wirewatch follow: {message}")
    assert not (tmp_path / "out").exists()


def test_goes_on_until_it_is_told_to_stop(follow, site, silent, tmp_path):
    """Even while a server keeps it waiting."""

    def slow():
        time.sleep(20)
        yield b""

    site["/feed"] = Reply(rss(item(1)))
    site["/slow"] = Reply(slow)
    handler = signal.getsignal(signal.SIGTERM)

    def stop() -> None:
        until = time.monotonic() + 30
        while "/slow" not in site.asked and time.monotonic() < until:
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=stop).start()
    began = time.monotonic()
    try:
        code, _, errors = follow("--allow_private", feeds=("/feed", "/slow"))
    finally:
        signal.signal(signal.SIGTERM, handler)
    assert (code, "SIGTERM: stopping" in errors) == (0, True)
    assert time.monotonic() - began < 15
