"""The records that travel between stages, one dataclass for each Avro schema.

Field names, types and units are those of ``schemas/<name>/v<N>.avsc``; a test holds the two together.
Times are aware datetimes in UTC with millisecond precision; days are dates.
"""

import hashlib
import struct
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

PublishedPrecision = Literal["day", "minute", "second"]
DatePrecision = Literal["day", "month", "year"]
DateBasis = Literal["report", "explicit", "relative", "open"]
CountryBasis = Literal["name", "place"]
PlacePrecision = Literal["city", "region", "country"]
Modality = Literal["asserted", "denied", "planned", "historical"]
DeedModality = Literal["planned", "hypothetical", "requested"]
Outcome = Literal["coded", "no_event", "duplicate", "unsupported_language", "rejected"]
Series = Literal["pair_type", "pair_quad", "place_type", "total"]
AlertState = Literal["firing", "resolved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A news report as a scraper delivers it, after decoding."""

    report_id: str
    source: str
    url: str | None = None
    canonical_url: str | None = None
    guid: str | None = None
    title: str | None = None
    text: str
    summary: str | None = None
    published_at: datetime
    published_precision: PublishedPrecision
    published_raw: str | None = None
    modified_at: datetime | None = None
    fetched_at: datetime
    authors: tuple[str, ...] = ()
    language: str | None = None
    publisher: str | None = None
    agency: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    licence: str | None = None
    extractor: str | None = None
    scrape_run_id: str | None = None
    retracted: bool = False
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A party to an event; ``code`` is country (or stateless class) and sectors, as in RUSGOV.

    ``country_basis``: the country stands in the actor's own words (name), or is that of the event's place.
    """

    text: str
    code: str
    country: str
    sectors: tuple[str, ...] = ()
    role: str | None = None
    country_basis: CountryBasis = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an event took place."""

    name: str
    country: str
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    precision: PlacePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Numbers of people that the sentence states of an event."""

    killed: int | None = None
    injured: int | None = None
    arrested: int | None = None
    protesters: int | None = None
    troops: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coder:
    """Which event coder made a record; a lower rank never replaces a higher."""

    name: str
    version: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a report's text, by offsets, and why it gave no event (None: it gave one)."""

    start: int
    end: int
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An event as one report tells it; offsets count characters in the report's text."""

    event_id: str
    event_date: date
    date_precision: DatePrecision
    date_basis: DateBasis
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    quad_class: int
    score: float
    cameo_code: str
    goldstein: float | None = None
    sources: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    reciprocal: bool = False
    place: Place | None = None
    modality: Modality
    deed_modality: DeedModality | None = None
    counts: Counts
    sentence: str
    sentence_start: int
    sentence_end: int
    trigger_start: int
    trigger_end: int
    coder: Coder
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Telling):
    """An event with its origin: the smallest (published_at, report_id) that tells it."""

    report_id: str
    url: str | None = None
    publisher: str | None = None
    published_at: datetime
    story_id: str


@lru_cache(maxsize=4_096)  # a report is asked for each cell that it tells of
def unpacked(sentence_hashes: bytes) -> tuple[int, ...]:
    """The fingerprint of a text as numbers."""
    return struct.unpack(f">{len(sentence_hashes) // 8}q", sentence_hashes)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedReport:
    """All that is known of one report; each record replaces the report's previous one whole."""

    report_id: str
    outcome: Outcome
    reason: str
    duplicate_of: str | None = None
    story_id: str
    content_hash: str
    fingerprint: tuple[int, ...] = ()
    sentence_hashes: bytes = b""
    coder: Coder
    source: str
    publisher: str | None = None
    agency: str | None = None
    url: str | None = None
    title: str | None = None
    text: str
    language: str | None = None
    published_at: datetime
    published_precision: PublishedPrecision
    published_day: date
    fetched_at: datetime
    sentences: tuple[Sentence, ...] = ()
    tellings: tuple[Telling, ...] = ()

    def __post_init__(self) -> None:
        """Hold a fingerprint as version 3 does, however it was given; of versions 1 and 2 it is read as numbers."""
        if self.fingerprint:
            object.__setattr__(self, "sentence_hashes", struct.pack(f">{len(self.fingerprint)}q", *self.fingerprint))
            object.__setattr__(self, "fingerprint", ())

    @property
    def hashes(self) -> tuple[int, ...]:
        """The fingerprint of the text: a 64-bit hash of each of its normalised sentences."""
        return unpacked(self.sentence_hashes)

    @property
    def version(self) -> tuple[int, datetime]:
        """What decides between two records of one report: the larger stands."""
        return (self.coder.rank, self.fetched_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyRow:
    """What the reports tell of one day, for one cell of one series."""

    day: date
    series: Series
    source: str = ""
    target: str = ""
    place: str = ""
    type: str = ""
    quad_class: int = 0
    incidents: int
    stories: int
    mentions: int
    reports: int
    publishers: int
    score: float | None = None
    goldstein: float | None = None
    killed: int = 0
    injured: int = 0
    mentions_denied: int = 0
    mentions_planned: int = 0
    mentions_historical: int = 0
    evidence: tuple[str, ...] = ()
    read: int | None = None
    read_coded: int | None = None
    read_no_event: int | None = None
    read_duplicate: int | None = None
    read_unsupported_language: int | None = None
    revision: str
    updated_at: datetime
    min_confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An event behind an alert, down to its sentence; report, url and publisher are those of the event's origin."""

    event_id: str
    sentence: str
    report_id: str
    url: str | None = None
    publisher: str | None = None
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A day of a series that is out of the ordinary: its count is beyond the expected range, 0 to ``limit``.

    The rule gives all up to ``revision``. The rest is added when an alert is recorded, and does not make it another:
    ``evidence_events`` are those of ``evidence`` that were found, ``updated_at`` is when the state was first recorded.
    """

    alert_id: str
    state: AlertState
    rule: str
    day: date
    series: str
    source: str = ""
    target: str = ""
    place: str = ""
    type: str = ""
    quad_class: int = 0
    measure: str
    count: float
    expected: float
    limit: float
    score: float
    evidence: tuple[str, ...] = ()
    revision: str
    evidence_events: tuple[Evidence, ...] = ()
    summary: str = ""
    command: str = ""
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A record that could not be used: the dead letter, with its original bytes."""

    topic: str
    partition: int = 0
    offset: int
    timestamp: datetime | None = None
    key: bytes | None = None
    headers: dict[str, bytes] = field(default_factory=dict)
    step: str
    reason: str
    message: str
    value: bytes

    @property
    def rejected_id(self) -> str:
        """The same for the same bytes from the same origin, refused by the same step: 128-bit hexadecimal."""
        origin = f"{self.topic}\0{self.partition}\0{self.offset}\0{self.step}\0".encode("utf-8", "surrogatepass")
        return hashlib.sha256(origin + self.value).hexdigest()[:32]
