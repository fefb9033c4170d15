"""``wirewatch follow`` from the outside: from a feed's address to a coded day."""

import json
import os
import signal
import sys
import threading
import time

import duckdb
import pytest

from connectors import feeds as feeds_package
from pipelines import cli
from pipelines.coding import pool
from pipelines.deployments.up.exporter import Exporter
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
    monkeypatch.setattr(pool, "coder_for", lambda *_: SilentCoder())


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


@pytest.mark.slow
def test_from_an_address_to_a_coded_day(follow, site, tmp_path):
    snow = item(2, title="Snow", text="It snowed in Arlen all day long. " * 12)
    site["/feed"] = Reply(rss(item(1), snow))
    code, printed, errors = follow("--once", "--allow_private")
    assert (code, errors) == (0, "")
    assert printed.startswith("feeds      1 read, 2 new reports\nread       2 reports = ")
    assert "look       wirewatch show day 2022-01-" in printed
    assert f"wirewatch desk --out {tmp_path / 'out'}" in printed
    assert asked(tmp_path, "SELECT DISTINCT type FROM pairs_by_type WHERE source LIKE 'BLR%'")


@pytest.mark.slow
def test_an_update_stands_in_the_place_of_what_it_updates(follow, site, silent, tmp_path):
    site["/feed"] = Reply(rss(item(1), item(2, text=WHOLE + "More.")))
    follow("--once", "--allow_private")
    site["/feed"] = Reply(rss(item(1, title="40 arrests in Minsk"), item(2, text=WHOLE + "More.")))
    code, printed, _ = follow("--once", "--allow_private", "--json")
    summary = json.loads(printed)
    assert (code, summary["feeds"]["updates"], summary["coded"]["tables"]["reports"]) == (0, 1, 2)
    assert asked(tmp_path, "SELECT title FROM reports ORDER BY 1") == [
        ("40 arrests in Minsk",),
        ("Arrests in Minsk, part 2",),
    ]


@pytest.mark.slow
def test_nothing_new(follow, site, silent):
    site["/feed"] = Reply(rss(item(1)))
    follow("--once", "--allow_private")
    assert follow("--once", "--allow_private") == (0, "feeds      1 read, 0 new reports\n", "")


@pytest.mark.slow
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


@pytest.mark.slow
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
    assert "127.0.0.1 is a private address: set allow_private if it is meant" in errors


@pytest.mark.slow
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


@pytest.mark.slow
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


def feeds(capsys, tmp_path, *argv: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        cli.main(["feeds", *argv, "--out", str(tmp_path / "out")])
    captured = capsys.readouterr()
    return int(ended.value.code or 0), captured.out, captured.err


@pytest.mark.parametrize("argv", [[], ["--json"], ["https://news.example.org/feed.xml"]])
def test_feeds_of_a_folder_that_is_not_there_are_wrong_usage(capsys, tmp_path, argv):
    code, printed, errors = feeds(capsys, tmp_path, *argv)
    assert (code, printed) == (2, "")
    assert errors == f"wirewatch feeds: {tmp_path}/out: no such folder (see wirewatch feeds --help)\n"
    (tmp_path / "out").touch()
    assert feeds(capsys, tmp_path, *argv)[0] == 2


def test_nothing_was_followed_into_a_folder(capsys, tmp_path):
    (tmp_path / "out").mkdir()
    assert feeds(capsys, tmp_path) == (0, f"no feed was followed into {tmp_path}/out\n", "")


@pytest.mark.slow
def test_how_feeds_stand(follow, site, silent, capsys, tmp_path):
    site["/feed"] = Reply(rss(item(1), item(2)))
    site["/slow"] = Reply(status=429, headers={"Retry-After": "3600"})
    follow("--once", "--allow_private", feeds=("/feed", "/none", "/slow"))
    code, printed, errors = feeds(capsys, tmp_path)
    host = site.url.removeprefix("http://")
    head, *rows, told = printed.splitlines()
    assert (code, errors) == (0, "")
    assert head.split("  ")[0] == "feed"
    assert [row.split()[:2] for row in rows] == [
        [f"{host}/feed", "ok"],
        [f"{host}/none", "failing"],
        [f"{host}/slow", "left"],
    ]
    assert rows[1].endswith("127.0.0.1: answered 404")
    assert told == "3 feeds: 1 ok, 1 failing, 1 left alone"
    code, printed, _ = feeds(capsys, tmp_path, "--json")
    first, second, _ = map(json.loads, printed.splitlines())
    assert (first["stand"], first["items"], first["reports"], first["days_silent"]) == ("ok", 2, 2, 0.0)
    assert (second["last_success"], second["failures"], second["last_error"]) == (None, 1, "127.0.0.1: answered 404")
    assert first["last_success"].endswith("+00:00")
    assert (first["last_error"], second["last_error_at"].endswith("+00:00")) == (None, True)
    code, printed, _ = feeds(capsys, tmp_path, f"{site.url}/feed", f"{site.url}/other")
    assert [row.split()[:2] for row in printed.splitlines()[1:-1]] == [
        [f"{host}/feed", "ok"],
        [f"{host}/other", "never"],
    ]


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (
            ["--servers", "127.0.0.1:1", "--sink", "duckdb:x"],
            "--sink is for coding, and with --servers nothing is coded",
        ),
        (["--topic", "x"], "--topic goes with --servers"),
    ],
)
def test_options_that_would_do_nothing(follow, argv, why):
    code, _, errors = follow(*argv)
    assert (code, errors) == (2, f"wirewatch follow: {why} (see wirewatch follow --help)\n")


@pytest.mark.slow
def test_metrics(follow, site, silent, monkeypatch):
    exporters = []
    served = Exporter.serve
    monkeypatch.setattr(Exporter, "serve", lambda self, port: exporters.append(self) or served(self, port))
    site["/feed"] = Reply(rss(item(1), item(2)))

    def stop() -> None:
        until = time.monotonic() + 60
        stands = ("ok", "failing")
        while time.monotonic() < until:
            if exporters and all(exporters[0].value("wirewatch_feeds", stand=stand) for stand in stands):
                break
            time.sleep(0.05)
        os.kill(os.getpid(), signal.SIGTERM)

    handler = signal.getsignal(signal.SIGTERM)
    threading.Thread(target=stop).start()
    try:
        code, _, errors = follow("--allow_private", "--metrics_port", "0", feeds=("/feed", "/none"))
    finally:
        signal.signal(signal.SIGTERM, handler)
    assert code == 0
    assert "metrics at http://127.0.0.1:" in errors
    source = f"{site.url.removeprefix('http://')}/feed"
    (exporter,) = exporters
    assert exporter.value("wirewatch_feeds", stand="failing") == 1
    assert exporter.value("wirewatch_feed_reports_total", feed=source) == 2
    assert exporter.value("wirewatch_feed_silent_days", feed=source) == 0
    assert exporter.value("wirewatch_read_total") == 2
    assert exporter.value("wirewatch_reports_total", outcome="no_event") == 1, "the other is its copy"
    assert exporter.value("wirewatch_watermark_age_seconds") < 60


@pytest.mark.parametrize("command", ["follow", "feeds"])
def test_what_feeds_need_is_named_where_it_is_not_installed(command, capsys, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "connectors.feeds.reading", None)
    monkeypatch.delattr(feeds_package, "reading")
    with pytest.raises(SystemExit) as ended:
        cli.main([command, "https://a.example/feed", "--out", str(tmp_path / "out")])
    assert ended.value.code == 1
    errors = capsys.readouterr().err
    assert errors.count("\n") == 1
    assert "pip install '.[feeds]'" in errors
