"""One visit to a feed: what is new in it as reports, and how it stands after that."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final

from connectors.feeds.aside import Aside, AsideError
from connectors.feeds.errors import FetchError, NotAFeedError
from connectors.feeds.fetching import Answer, Fetcher
from connectors.feeds.items import Item, ParsedFeed
from connectors.feeds.listing import Feed
from connectors.feeds.memory import FeedState, Seen
from connectors.feeds.pace import StoppedError
from connectors.feeds.pages import Page, Pages
from connectors.feeds.parsing import parse_feed
from connectors.feeds.reports import reports_of, said_by
from connectors.feeds.robots import Robots

_log: Final = logging.getLogger(__name__)
_ACCEPT: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9,"
    " application/json;q=0.8, */*;q=0.1"
)
_LONGEST_PAUSE: Final = 86_400.0
_MANY_PAGES: Final = 10
"""So many pages take so long that somebody who waits should know why."""
_TRIES: Final = 3
"""Visits in which the page of an item is tried, before what the feed says of it has to do."""
_GONE: Final = 410
_WEEK: Final = 7 * 86_400.0
_DAY: Final = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """What a visit brought, to be remembered once the reports are where they are to go.

    ``updated``: how many of the reports are of items that were seen before. ``left``: items that are not done, and are
    looked at again by the next visit.
    """

    state: FeedState
    reports: list[dict[str, Any]] = field(default_factory=list)
    changed: dict[str, Seen] = field(default_factory=dict)
    there: list[str] = field(default_factory=list)
    updated: int = 0
    left: int = 0


class Visitor:
    """Visits feeds, from several threads. ``seconds``: how long the pages of one visit may take."""

    def __init__(
        self,
        fetcher: Fetcher,
        robots: Robots,
        aside: Aside,
        pages: Pages | None,
        *,
        seconds: float = 300.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._fetcher, self._robots, self._aside, self._pages = fetcher, robots, aside, pages
        self._seconds, self._clock = seconds, clock

    def visit(self, feed: Feed, before: FeedState, seen: Mapping[str, Seen]) -> Visited:
        """Read the feed and the pages of what is new; raises StoppedError, and nothing for what a feed does."""
        now = self._clock()
        state = replace(before, tried_at=now, source=feed.source or before.source)
        try:
            return self._visit(feed, state, seen, now)
        except StoppedError:
            raise
        except Exception as error:  # noqa: BLE001  whatever one feed brings about, the others are read
            _log.exception("%s", state.source)
            why = f"unexpected {type(error).__name__}: {error}"
            return Visited(state=_failed(state, feed, now, why, status=None, wait=None))

    def _visit(self, feed: Feed, state: FeedState, seen: Mapping[str, Seen], now: float) -> Visited:
        try:
            answer = self._ask(feed, state)
            if answer.not_modified:
                return Visited(state=_succeeded(state, feed, now))
            kind = answer.headers.get("Content-Type", "")
            parsed = self._aside.do(parse_feed, answer.body, answer.url, kind)
        except FetchError as error:
            return Visited(state=_failed(state, feed, now, str(error), status=error.status, wait=error.wait))
        except (NotAFeedError, AsideError, ValueError) as error:
            return Visited(state=_failed(state, feed, now, str(error), status=None, wait=None))
        read_before = state.read_at
        recent = state.read_at is not None and now - state.read_at < _DAY
        state = _succeeded(state, feed, now)
        state.title, state.items, state.note = parsed.title or state.title, len(parsed.items), parsed.broken
        state.moved_to = answer.moved_to if answer.moved_to and answer.moved_to != feed.url else state.moved_to
        visited = self._items(feed, state, parsed, seen, recent=recent)
        # Only a feed all of whose items are done may say next time that nothing has changed.
        state.etag = None if visited.left else answer.headers.get("ETag")
        state.modified = None if visited.left else answer.headers.get("Last-Modified")
        if visited.reports:
            _count_news(state, len(visited.reports), now, read_before)
        return visited

    def _ask(self, feed: Feed, state: FeedState) -> Answer:
        conditions = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
        return self._fetcher.fetch(
            state.moved_to or feed.url,
            most=self._fetcher.limits.feed_bytes,
            accept=_ACCEPT,
            headers={name: value for name, value in conditions.items() if value},
            allow_private=feed.allow_private,
            may_ask=(lambda at: self._robots.check(at, allow_private=feed.allow_private)) if feed.robots else None,
        )

    def _items(
        self, feed: Feed, state: FeedState, parsed: ParsedFeed, seen: Mapping[str, Seen], *, recent: bool
    ) -> Visited:
        visited = Visited(state=state, there=list(dict.fromkeys(parsed.keys)))
        updated = left = 0
        until = self._clock() + self._seconds
        clocked = _clocked(parsed, seen)
        to_read = sum(
            self._wants_page(item) for key, item in zip(parsed.keys, parsed.items, strict=True) if key not in seen
        )
        if to_read >= _MANY_PAGES:
            _log.info("%s: reads the pages of %d items, with a pause between two", state.source, to_read)
        for key, item in dict(zip(parsed.keys, parsed.items, strict=True)).items():
            known = seen.get(key)
            now_seen = Seen(content=item.content, updated=item.updated or "")
            same = known if known and known.content == now_seen.content else None
            if same and same.said and (clocked or same.updated == now_seen.updated):
                continue
            if self._clock() > until:
                left += 1
                continue
            tries = same.tries + 1 if same else 1
            try:
                page, fetched = self._page(feed, item), self._clock()
            except FetchError as error:
                state.note = f"pages: {error}"
                page, fetched = None, self._clock()
                if error.again and tries < _TRIES:
                    visited.changed[key] = replace(now_seen, tries=tries)
                    left += 1
                    continue
            at = datetime.fromtimestamp(fetched, UTC)
            reports = reports_of(feed, state.source, parsed, item, key, page, at, recent=recent)
            visited.changed[key] = replace(now_seen, said="live")
            for its_key, report in reports:
                before, said = seen.get(its_key), said_by(report)
                visited.changed[its_key] = replace(now_seen, said=said)
                if before is None or before.said != said:
                    visited.reports.append(report)
                    updated += before is not None and bool(before.said) and "guid" in report
        return replace(visited, updated=updated, left=left)

    def _wants_page(self, item: Item) -> bool:
        return self._pages is not None and item.link is not None and item.text is None

    def _page(self, feed: Feed, item: Item) -> Page | None:
        if self._pages is None or item.link is None or not self._wants_page(item):
            return None
        return self._pages.read(item.link, feed)


def _clocked(parsed: ParsedFeed, seen: Mapping[str, Seen]) -> bool:
    """Whether the times of change follow the feed's own clock: all differ from before while nothing else does."""
    pairs = [(item, seen[key]) for key, item in zip(parsed.keys, parsed.items, strict=True) if key in seen]
    changed = [item.updated != known.updated for item, known in pairs if item.updated]
    return len(changed) > 1 and all(changed)


def _succeeded(state: FeedState, feed: Feed, now: float) -> FeedState:
    return replace(
        state,
        first_read=state.first_read or now,
        read_at=now,
        next_at=now + 60 * feed.every,
        left_alone_until=0.0,
        failures=0,
        error=None,
    )


def _failed(
    state: FeedState, feed: Feed, now: float, error: str, *, status: int | None, wait: float | None
) -> FeedState:
    failures = state.failures + 1
    pause = min(60 * feed.every * 2 ** min(failures - 1, 20), max(_LONGEST_PAUSE, 60 * feed.every))
    if status == _GONE:
        wait, error = _WEEK, f"{error}: gone for good, says its server; take it out of the list"
    return replace(
        state,
        next_at=now + max(pause, wait or 0.0),
        left_alone_until=now + (wait or 0.0),
        failures=failures,
        error=error,
        last_error=error,
        last_error_at=now,
        moved_to=None,  # what it moved to may be what fails: the next visit begins at the listed address
    )


def _count_news(state: FeedState, reports: int, now: float, read_before: float | None) -> None:
    if state.last_news is not None and read_before is not None:  # what was not read may not have been silent
        state.longest_silence = max(state.longest_silence, read_before - state.last_news)
    state.last_news, state.news, state.reports = now, state.news + 1, state.reports + reports
