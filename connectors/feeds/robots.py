"""What sites ask of robots (RFC 9309): which addresses are not for them, and how slowly they are to come."""

import threading
import time
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from protego import Protego

from connectors.feeds.errors import FetchError, RobotsError
from connectors.feeds.fetching import Fetcher
from connectors.feeds.pace import HostPace

NAME: Final = "wirewatch"
"""Who we are in robots.txt."""
_MOST_BYTES: Final = 1 << 20
_KEPT_SECONDS: Final = 86_400.0
_RETRIED_SECONDS: Final = 600.0
_EVERYTHING: Final = Protego.parse("")


class Robots:
    """The rules of sites, each asked for once a day; for several threads."""

    def __init__(self, fetcher: Fetcher, pace: HostPace, clock: Callable[[], float] = time.monotonic) -> None:
        self._fetcher, self._pace, self._clock = fetcher, pace, clock
        self._rules: dict[str, tuple[float, Protego | FetchError]] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, url: str, *, allow_private: bool) -> None:
        """Raise RobotsError for an address that is not for robots, or whose site cannot say whether it is."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            lock = self._locks.setdefault(site, threading.Lock())
        with lock:
            until, rules = self._rules.get(site, (0.0, _EVERYTHING))
            if self._clock() >= until:
                until, rules = self._rules[site] = self._ask(site, allow_private=allow_private)
        if isinstance(rules, FetchError):
            why = f"{rules} for its robots.txt, so nothing is asked of it" if rules.again else str(rules)
            raise RobotsError(why, again=rules.again, wait=rules.wait)
        if not rules.can_fetch(url, NAME):
            raise RobotsError(f"{parts.hostname}: its robots.txt keeps {parts.path or '/'} from robots")

    def _ask(self, site: str, *, allow_private: bool) -> tuple[float, Protego | FetchError]:
        """Until when it holds, and what does: no such file forbids nothing, a site that fails forbids all."""
        now = self._clock()
        try:
            answer = self._fetcher.fetch(
                f"{site}/robots.txt", most=_MOST_BYTES, accept="text/plain,*/*;q=0.1", allow_private=allow_private
            )
        except FetchError as error:
            if error.status is not None and 400 <= error.status < 500 and error.status != 429:
                return now + _KEPT_SECONDS, _EVERYTHING
            return now + _RETRIED_SECONDS, error
        rules = Protego.parse(answer.body.decode("utf-8", "replace"))
        delay = rules.crawl_delay(NAME)
        if delay:
            self._pace.slow_down(urlsplit(site).hostname or "", delay)
        return now + _KEPT_SECONDS, rules
