"""How fast a host is asked."""

import threading
import time
from itertools import pairwise

import pytest

from connectors.feeds.fetching import Fetcher
from connectors.feeds.pace import HostPace, StoppedError
from connectors.feeds.robots import Robots
from tests.unit.feeds.conftest import LIMITS
from tests.unit.feeds.site import Reply


def test_one_request_at_a_time_with_a_pause_between_two(site):
    site["/feed"] = Reply(b"<rss/>")
    fetcher = Fetcher("wirewatch/test", HostPace(0.1), LIMITS)

    def fetch() -> None:
        fetcher.fetch(f"{site.url}/feed", most=100, accept="*/*", allow_private=True)

    threads = [threading.Thread(target=fetch) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = sorted(site.times)
    assert len(times) == 4
    assert all(after - before >= 0.09 for before, after in pairwise(times))


def test_as_slowly_as_robots_txt_asks(site):
    site["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 0.3\n")
    site["/feed"] = Reply(b"<rss/>")
    pace = HostPace(0.0)
    fetcher = Fetcher("wirewatch/test", pace, LIMITS)
    robots = Robots(fetcher, pace)
    for _ in range(2):
        robots.check(f"{site.url}/feed", allow_private=True)
        fetcher.fetch(f"{site.url}/feed", most=100, accept="*/*", allow_private=True)
    assert site.asked == ["/robots.txt", "/feed", "/feed"]
    assert site.times[2] - site.times[1] >= 0.29


def test_hosts_do_not_wait_for_each_other():
    pace = HostPace(60.0)
    began = time.monotonic()
    for host in ("a", "b", "c"):
        with pace.turn(host):
            pass
    assert time.monotonic() - began < 1


def test_a_stop_cuts_pauses_short():
    stop = threading.Event()
    pace = HostPace(60.0, stop=stop)
    with pace.turn("a"):
        pass
    stop.set()
    with pytest.raises(StoppedError), pace.turn("a"):
        pass
