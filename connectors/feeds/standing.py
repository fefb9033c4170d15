"""How a feed stands: read, failing, left alone as its server asks, or silent as it never was."""

from dataclasses import dataclass
from typing import Final, Literal

from connectors.feeds.memory import FeedState

Stand = Literal["ok", "failing", "left alone", "silent", "never read"]
STANDS: Final[tuple[Stand, ...]] = ("ok", "failing", "left alone", "silent", "never read")
_DAY: Final = 86_400.0
_FOLLOWED: Final = 8 * _DAY
"""A feed must have been followed over a weekend, before it is said how long its silences are."""
_NEWS: Final = 10
_LONGER: Final = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A feed for people: times are seconds since 1970, silence is counted up to the last time that it could be read."""

    source: str
    url: str
    stand: Stand
    last_success: float | None
    last_error: str | None
    last_error_at: float | None
    failures: int
    note: str | None
    moved_to: str | None
    items: int
    reports: int
    days_silent: float | None
    next_at: float | None


def standing(state: FeedState, now: float) -> Standing:
    """How the feed stands at ``now``."""
    return Standing(
        source=state.source,
        url=state.url,
        stand=_stand(state, now),
        last_success=state.read_at,
        last_error=state.last_error,
        last_error_at=state.last_error_at,
        failures=state.failures,
        note=state.note,
        moved_to=state.moved_to,
        items=state.items,
        reports=state.reports,
        days_silent=silent_days(state),
        next_at=state.next_at or None,
    )


def is_silent(state: FeedState) -> bool:
    """Whether a feed that brings news regularly has brought none for over a day and twice as long as it ever did."""
    if state.first_read is None or state.read_at is None or state.last_news is None:
        return False
    known = state.news >= _NEWS and state.read_at - state.first_read >= _FOLLOWED
    return known and state.read_at - state.last_news > max(_DAY, _LONGER * state.longest_silence)


def silent_days(state: FeedState) -> float | None:
    """Days from the last news, or the first reading, to the last one; None of a feed that was never read."""
    since = state.last_news or state.first_read
    return None if since is None or state.read_at is None else round((state.read_at - since) / _DAY, 2)


def _stand(state: FeedState, now: float) -> Stand:
    if state.left_alone_until > now:
        return "left alone"
    if state.error is not None:
        return "failing"
    if state.read_at is None:
        return "never read"
    return "silent" if is_silent(state) else "ok"
