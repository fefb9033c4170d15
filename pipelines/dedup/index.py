"""What is remembered of the reports that have arrived: which is an exact copy, and whose story each one tells."""

from array import array
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import NamedTuple, Self

from pipelines.dedup.link import is_link, words_of
from pipelines.dedup.postings import Postings
from pipelines.dedup.stories import NO_CONTENT
from schemas import CodedReport
from schemas.records import unpacked

HORIZON = timedelta(days=3)
BOILERPLATE = 64
"""A part that more leaders of a day carry, which are not linked to each other, is none of what a story tells."""
TEXTS = 8
"""So many texts of a leader that changes are remembered of a day, the first ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What a report is given when it arrives: the first seen exact copy of it, if any, and its story."""

    duplicate_of: str | None
    story_id: str


class Seen(NamedTuple):
    """What is remembered of a coded record: enough to link copies to it."""

    report_id: str
    published_at: datetime
    fetched_at: datetime
    content_hash: str
    sentence_hashes: bytes
    first: str
    story_id: str

    @classmethod
    def of(cls, record: CodedReport) -> Self:
        """That of a record."""
        return cls(
            record.report_id,
            record.published_at,
            record.fetched_at,
            record.content_hash,
            record.sentence_hashes,
            record.duplicate_of or record.report_id,
            record.story_id,
        )

    @property
    def at(self) -> datetime:
        """When it came: at its publication, or when it was fetched where that is earlier."""
        return min(self.published_at, self.fetched_at)


class _Day:
    """All that is remembered of the reports published on one day."""

    def __init__(self) -> None:
        self.first_with: dict[str, str] = {}
        self.story_of: dict[str, str] = {}
        self.postings = Postings()
        self.leaders: list[str] = []
        self.changes = Counter[str]()
        self.leader_published = array("d")
        self.leader_words = array("I")

    def lead(self, report_id: str, published_at: datetime, parts: Collection[int]) -> None:
        self.postings.add(len(self.leaders), parts)
        self.leaders.append(report_id)
        self.leader_published.append(published_at.timestamp())
        self.leader_words.append(words_of(parts))

    def leaders_of(self, parts: Collection[int], words: int) -> list[tuple[float, str]]:
        """Time of publication and id of each leader that a fingerprint is linked to."""
        return [
            (self.leader_published[leader], self.leaders[leader])
            for leader, shared in self.postings.shared_with(parts, BOILERPLATE).items()
            if is_link(len(shared), words_of(shared), min(words, self.leader_words[leader]))
        ]


class StoryIndex:
    """The reports of the last days, by content and by sentence parts: a cache, filled by what arrives or is fed.

    A report takes the story of the report that it copies exactly; else that of the earliest published leader it is
    linked to; else it leads a story of its own. Only leaders are looked up, so stories do not grow by chains. A report
    that comes again, changed or not, keeps its story and is not its own duplicate; a leader is known by its texts, the
    first ``TEXTS`` of a day. Parts that more than ``BOILERPLATE`` leaders of a day carry link nothing to that day's.

    Time is time of publication, or of fetching where that is earlier: a date in the future forgets nothing. Whole days
    (UTC) are forgotten once they ended ``horizon`` before the newest time seen; what is older is still looked up but
    not remembered. For one thread.
    """

    def __init__(self, horizon: timedelta = HORIZON) -> None:
        if horizon <= timedelta(0):
            raise ValueError(f"horizon={horizon} must be longer than nothing; the default is {HORIZON}")
        self._horizon = horizon
        self._newest = datetime.min.replace(tzinfo=UTC)
        self._days: dict[datetime, _Day] = {}

    def __len__(self) -> int:
        """How many reports are remembered; one that moved to another day counts on both."""
        return sum(len(day.story_of) for day in self._days.values())

    def arrive(
        self,
        report_id: str,
        *,
        published_at: datetime,
        fetched_at: datetime,
        content_hash: str,
        fingerprint: tuple[int, ...],
    ) -> Arrival:
        """Say what a report is, and remember it. Times are aware."""
        first = self._first_with(content_hash) or report_id
        duplicate_of = first if first != report_id else None
        parts = frozenset(fingerprint)
        story_id = (
            self._story_of(report_id) or (duplicate_of and self._story_of(duplicate_of)) or self._leader_of(parts)
        ) or report_id
        self._remember(report_id, published_at, fetched_at, content_hash, parts, first, story_id)
        return Arrival(duplicate_of=duplicate_of, story_id=story_id)

    def feed(self, report: CodedReport) -> None:
        """Remember a report as it was coded before: the warm-up, in any order."""
        self.recall(Seen.of(report))

    def recall(self, seen: Seen) -> None:
        """Remember what was seen before, in any order."""
        self._remember(
            seen.report_id,
            seen.published_at,
            seen.fetched_at,
            seen.content_hash,
            frozenset(unpacked(seen.sentence_hashes)),
            seen.first,
            seen.story_id,
        )

    def _first_with(self, content_hash: str) -> str | None:
        return next(
            (day.first_with[content_hash] for day in self._days.values() if content_hash in day.first_with), None
        )

    def _story_of(self, report_id: str) -> str | None:
        return next((day.story_of[report_id] for day in self._days.values() if report_id in day.story_of), None)

    def _leader_of(self, parts: Collection[int]) -> str | None:
        words = words_of(parts)
        leaders = chain.from_iterable(day.leaders_of(parts, words) for day in self._days.values())
        return min(leaders, default=(0.0, None))[1]

    def _remember(
        self,
        report_id: str,
        published_at: datetime,
        fetched_at: datetime,
        content_hash: str,
        parts: Collection[int],
        first: str,
        story_id: str,
    ) -> None:
        day = self._day(min(published_at, fetched_at))
        if day is None:
            return
        again = self._story_of(report_id) is not None
        if story_id == report_id and (not again or self._first_with(content_hash) is None):
            if again:
                day.changes[report_id] += 1
            if day.changes[report_id] < TEXTS:
                day.lead(report_id, published_at, parts)
        day.story_of[report_id] = story_id
        if content_hash != NO_CONTENT:
            day.first_with.setdefault(content_hash, first)

    def _day(self, time: datetime) -> _Day | None:
        """The day that ``time`` falls on, after days too old were forgotten; None when it is too old itself."""
        start = time.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        self._newest = max(self._newest, time)
        for day in [day for day in self._days if self._is_past(day)]:
            del self._days[day]
        return None if self._is_past(start) else self._days.setdefault(start, _Day())

    def _is_past(self, day: datetime) -> bool:
        return self._newest - day >= self._horizon + timedelta(days=1)
