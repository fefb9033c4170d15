"""The metrics of feeds that are followed."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence

from connectors.feeds.listing import Feed
from connectors.feeds.memory import FeedState, Memory
from connectors.feeds.standing import STANDS, standing
from connectors.feeds.visiting import Visited
from pipelines.deployments.up.exporter import Exporter
from pipelines.metrics import FEED_REPORTS, FEED_SILENT_DAYS, FEEDS, READ, REPORTS


class Watch:
    """Tells the exporter how feeds stand."""

    def __init__(self, feeds: Sequence[Feed], memory: Memory, exporter: Exporter) -> None:
        self._feeds, self._memory, self._exporter = feeds, memory, exporter

    def coded(self, read: int, outcomes: Mapping[str, int]) -> None:
        """Count what became of reports."""
        self._exporter.add({READ.name: read} | {f"{REPORTS.name}.{outcome}": n for outcome, n in outcomes.items()})

    def visited(self, _feed: Feed, visited: Visited) -> None:
        """Count what a visit brought."""
        if visited.reports:
            self._exporter.add({f"{FEED_REPORTS.name}.{visited.state.source}": len(visited.reports)})

    def update(self, *, coded: bool) -> None:
        """Look at how each feed stands now; ``coded``: everything that was read is in the tables."""
        now, known = time.time(), self._memory.states()
        stands = Counter[str]()
        for feed in self._feeds:
            state = standing(known.get(feed.url) or FeedState(url=feed.url, source=feed.named), now)
            stands[state.stand] += 1
            if state.days_silent is not None:
                self._exporter.set(FEED_SILENT_DAYS, state.days_silent, state.source)
        for stand in STANDS:
            self._exporter.set(FEEDS, stands[stand], stand)
        if coded:
            self._exporter.set_age(now)
