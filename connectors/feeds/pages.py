"""The page of an item whose feed gives only a taste of it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from connectors.feeds.aside import Aside, AsideError
from connectors.feeds.errors import FetchError
from connectors.feeds.fetching import Fetcher
from connectors.feeds.listing import Feed, address
from connectors.feeds.robots import Robots

ReadPage = Callable[[bytes, str, str | None], Sequence[Mapping[str, Any]]]
"""The fields of the reports in a page, by bytes, address and the charset that its server names; raises ValueError."""
_ACCEPT: Final = "text/html, application/xhtml+xml;q=0.9"
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page gave: the fields of a report, or of one for each update of a live blog; and where it was."""

    url: str
    reports: Sequence[Mapping[str, Any]]

    @property
    def is_live_blog(self) -> bool:
        """Whether its reports are reports of their own."""
        return len(self.reports) > 1


class Pages:
    """Reads the pages of items, as robots.txt allows, for several threads."""

    def __init__(self, fetcher: Fetcher, robots: Robots, aside: Aside, read_page: ReadPage) -> None:
        self._fetcher, self._robots, self._aside, self._read_page = fetcher, robots, aside, read_page

    def read(self, link: str, feed: Feed) -> Page:
        """The page at ``link``; raises FetchError, whose ``again`` says whether to come back for it."""
        try:
            url = address(link)
        except ValueError as error:
            raise FetchError(f"the address of its page {error}") from error
        answer = self._fetcher.fetch(
            url,
            most=self._fetcher.limits.page_bytes,
            accept=_ACCEPT,
            allow_private=feed.allow_private,
            may_ask=(lambda at: self._robots.check(at, allow_private=feed.allow_private)) if feed.robots else None,
        )
        kind = answer.headers.get("Content-Type", "")
        if kind and "html" not in kind.lower():
            raise FetchError(f"its page is of type {kind.split(';')[0].strip()}")
        charset = _CHARSET.search(kind)
        try:
            reports = self._aside.do(self._read_page, answer.body, answer.url, charset[1] if charset else None)
        except AsideError as error:
            raise FetchError(f"its page could not be read: {error}") from error
        except ValueError as error:
            raise FetchError(f"its page: {error}") from error
        return Page(url=answer.url, reports=reports)
