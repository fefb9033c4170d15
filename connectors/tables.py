"""What sinks hold: the tables of one day, always whole."""

from dataclasses import dataclass
from datetime import date, datetime

from schemas import CodedReport, DailyRow, Event
from schemas.records import Modality


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """That one report tells of one event, and what belongs to that report rather than to the event.

    ``late``: the event's day lies more than the lateness (seven days) before the report was fetched. Offsets count
    characters in the report's text.
    """

    event_id: str
    report_id: str
    event_date: date
    modality: Modality
    late: bool
    confidence: float
    source: str
    publisher: str | None
    agency: str | None
    url: str | None
    published_at: datetime
    story_id: str
    sentence_start: int
    sentence_end: int
    trigger_start: int
    trigger_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayTables:
    """All that is held of one day: rows, events and mentions of that event day, reports published on it."""

    day: date
    rows: tuple[DailyRow, ...] = ()
    events: tuple[Event, ...] = ()
    mentions: tuple[Mention, ...] = ()
    reports: tuple[CodedReport, ...] = ()
