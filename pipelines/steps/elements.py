"""What travels between steps."""

from dataclasses import dataclass
from datetime import date

from connectors.records import RawRecord
from schemas import Outcome, Rejected, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an input record stood: topic, partition and offset; for files path, 0 and record number."""

    topic: str
    partition: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A decoded report, where it came from and what it was read from."""

    origin: Origin
    raw: RawRecord
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A report and what is known of its copies: ``duplicate_of`` and ``story_id`` as given on arrival.

    ``coded_by``: the coder's rank when this very delivery was coded before.
    """

    origin: Origin
    raw: RawRecord
    report: Report
    content_hash: str
    fingerprint: tuple[int, ...]
    duplicate_of: str | None
    story_id: str
    coded_by: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InputOutcome:
    """What became of one input record (invariant 5: each has exactly one)."""

    origin: Origin
    outcome: Outcome
    report_id: str | None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A day that a stream leaves to the backfill, and the report whose record came too late for it (D7)."""

    day: date
    report_id: str


def dead_letter(raw: RawRecord, *, step: str, reason: str, message: str) -> Rejected:
    """A record that a step cannot use, bytes untouched."""
    return Rejected(
        topic=raw.topic,
        partition=raw.partition,
        offset=raw.offset,
        timestamp=raw.timestamp,
        key=raw.key,
        headers=raw.headers,
        step=step,
        reason=reason,
        message=message,
        value=raw.value,
    )
