"""All that is needed to read feeds, put together."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version

from connectors.feeds.aside import Aside
from connectors.feeds.fetching import Fetcher, Limits
from connectors.feeds.listing import Feed, FeedList
from connectors.feeds.memory import Memory
from connectors.feeds.pace import SECONDS, HostPace
from connectors.feeds.pages import Pages, ReadPage
from connectors.feeds.robots import NAME, Robots
from connectors.feeds.rounds import Deliver, Rounds
from connectors.feeds.visiting import Visited, Visitor


@contextmanager
def opened_rounds(
    listed: FeedList,
    memory: Memory,
    deliver: Deliver,
    *,
    read_page: ReadPage | None = None,
    limits: Limits | None = None,
    host_seconds: float | None = None,
    done: Callable[[Feed, Visited], None] = lambda _feed, _visited: None,
) -> Iterator[Rounds]:
    """Rounds over the feeds of a list; ``host_seconds``: the pause between two requests to one host."""
    stop = threading.Event()
    pace = HostPace(SECONDS if host_seconds is None else host_seconds, stop=stop)
    fetcher = Fetcher(agent(listed.contact), pace, limits)
    robots, aside = Robots(fetcher, pace), Aside()
    pages = Pages(fetcher, robots, aside, read_page) if read_page else None
    visitor = Visitor(fetcher, robots, aside, pages)

    def end() -> None:
        fetcher.end()
        aside.kill()

    rounds = Rounds(listed.feeds, memory, visitor, deliver, stop, end=end, done=done)
    try:
        yield rounds
    finally:
        rounds.close()
        aside.close()


def agent(contact: str | None) -> str:
    """Who we say we are; ``contact`` is an address where somebody is to be reached."""
    return f"{NAME}/{version(NAME)}" + (f" (+{contact})" if contact else "")
