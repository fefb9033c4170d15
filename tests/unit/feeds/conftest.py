"""A site, and readers with little patience."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from connectors.feeds.fetching import Fetcher, Limits
from connectors.feeds.listing import Feed
from connectors.feeds.memory import Memory
from connectors.feeds.pace import HostPace
from connectors.feeds.pages import Pages
from connectors.feeds.robots import Robots
from connectors.feeds.visiting import Visited, Visitor
from connectors.pages import read_page
from tests.unit.feeds.site import Site, served

LIMITS = Limits(
    connect=1.0,
    read=0.3,
    whole=0.6,
    redirects=3,
    feed_bytes=200_000,
    page_bytes=100_000,
    pauses=(0.0, 0.0),
    patience=0.2,
)


class Here:
    """Work done in this process: what an Aside does, without its seconds."""

    def do(self, work, *args, **kwargs):
        return work(*args, **kwargs)


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as site:
        yield site


@pytest.fixture
def pace() -> HostPace:
    return HostPace(0.0, stop=threading.Event())


@pytest.fixture
def fetcher(pace: HostPace) -> Fetcher:
    return Fetcher("wirewatch/test", pace, LIMITS)


@pytest.fixture
def visit(site: Site, fetcher: Fetcher, pace: HostPace, tmp_path: Path) -> Iterator[Callable[..., Visited]]:
    """Visit a path of the site and remember what came of it, as a round does."""
    robots = Robots(fetcher, pace)
    memory = Memory(tmp_path / "feeds.sqlite")
    clock = [1_700_000_000.0]

    def now() -> float:
        return clock[0]

    def visited(path: str = "/feed", *, after: float = 900.0, **settings: object) -> Visited:
        clock[0] += after
        visitor = Visitor(fetcher, robots, Here(), Pages(fetcher, robots, Here(), read_page), clock=now)
        feed = Feed(url=site.url + path, allow_private=True, **settings)
        done = visitor.visit(feed, memory.state(feed.url, feed.named), memory.seen(feed.url))
        memory.remember(done.state, done.changed, done.there, now())
        return done

    yield visited
    memory.close()
