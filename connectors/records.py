"""What connectors hand over: records as they stand in a topic or a file, before anything is made of them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

REPLAYED_FROM: Final = "wirewatch.replayed_from"
"""The header of a replay: where the record stood that it repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRecord:
    """One record of a topic or a file, bytes untouched, with its origin.

    For files the topic is the path as given, the partition 0, and the offset the record's number, from 1.
    ``problem`` is set by a connector that could not read the record as it should (a line over the limit, a broken
    container): a reason code and a message for the dead letter.
    """

    topic: str
    partition: int = 0
    offset: int
    timestamp: datetime | None = None
    key: bytes | None = None
    headers: dict[str, bytes] = field(default_factory=dict)
    value: bytes
    problem: tuple[str, str] | None = None

    @property
    def where(self) -> str:
        """The origin as messages name it: ``reports.raw[3]@1042``."""
        return f"{self.topic}[{self.partition}]@{self.offset}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutRecord:
    """One record to be written to a topic; a value of None is a tombstone."""

    key: bytes | None
    value: bytes | None
    headers: dict[str, bytes] = field(default_factory=dict)
