"""Dead letters as records of a topic: the original bytes and key, the origin in headers (KIP-1034)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from connectors.kafka.plan import Start
from connectors.kafka.raw import time_of
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_records
from connectors.records import REPLAYED_FROM, OutRecord, RawRecord
from schemas import Rejected

_PREFIX: Final = "__streams.errors."
_STEP: Final = "wirewatch.step"
_REASON: Final = "wirewatch.reason"
_TIMESTAMP: Final = "wirewatch.timestamp_ms"
_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)
_OURS: Final = frozenset({_STEP, _REASON, _TIMESTAMP})
HEADERS: Final = {
    **{f"{_PREFIX}{part}": f"The {part} that it was read from." for part in ("topic", "partition", "offset")},
    f"{_PREFIX}exception": "Reason code.",
    f"{_PREFIX}message": "What was wrong, where, and what to do.",
    _STEP: "Step that refused it.",
    _REASON: "Reason code.",
    _TIMESTAMP: "The record's time, in milliseconds since 1970, where it had one.",
}
"""What each header holds that a dead letter has beside those of the original."""


def to_record(letter: Rejected) -> OutRecord:
    """The record for ``reports.rejected``: value, key and headers untouched, with what is known of the error added."""
    headers = {
        **letter.headers,
        f"{_PREFIX}topic": letter.topic.encode("utf-8", "surrogatepass"),
        f"{_PREFIX}partition": str(letter.partition).encode(),
        f"{_PREFIX}offset": str(letter.offset).encode(),
        f"{_PREFIX}exception": letter.reason.encode(),
        f"{_PREFIX}message": letter.message.encode("utf-8", "surrogatepass"),
        _STEP: letter.step.encode(),
        _REASON: letter.reason.encode(),
    }
    if letter.timestamp is not None:
        headers[_TIMESTAMP] = str(round(letter.timestamp.timestamp() * 1000)).encode()
    return OutRecord(key=letter.key, value=letter.value, headers=headers)


def from_record(record: RawRecord) -> Rejected:
    """The dead letter that a record of ``reports.rejected`` stands for, with the headers that the original had.

    Of a record that some other program wrote, what is not in headers is taken from the record itself.
    """
    ours = {name: value for name, value in record.headers.items() if name.startswith(_PREFIX) or name in _OURS}
    text = {name.removeprefix(_PREFIX): _text(value) for name, value in ours.items()}
    millis = _number(text.get(_TIMESTAMP))
    partition, offset = _number(text.get("partition")), _number(text.get("offset"))
    return Rejected(
        topic=text.get("topic", record.topic),
        partition=record.partition if partition is None else partition,
        offset=record.offset if offset is None else offset,
        timestamp=None if millis is None else time_of(millis),
        key=record.key,
        headers={name: value for name, value in record.headers.items() if name not in ours},
        step=text.get(_STEP, ""),
        reason=text.get(_REASON, ""),
        message=text.get("message", ""),
        value=record.value,
    )


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return value.decode("utf-8", "replace")


def _number(text: str | None) -> int | None:
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A dead letter, the ``place`` where it stands (as in ``reports.rejected[0]@7``), and since when."""

    place: str
    rejected_at: datetime
    letter: Rejected

    @property
    def origin(self) -> str:
        """Where the original stood, as in ``reports.raw[3]@1042``."""
        return f"{self.letter.topic}[{self.letter.partition}]@{self.letter.offset}"

    @property
    def replayed_from(self) -> str | None:
        """Where the original stood that this one repeats, when it is a replay that failed again."""
        origin = self.letter.headers.get(REPLAYED_FROM)
        return None if origin is None else _text(origin)

    @property
    def has_original(self) -> bool:
        """Whether the value is that of an input record; a record that wirewatch itself made cannot be replayed."""
        return self.letter.offset >= 0


def read_dead_letters(settings: KafkaSettings, topic: str, start: Start = "earliest") -> Iterator[DeadLetter]:
    """Every dead letter from ``start`` to the present end; raises as ``read_records``."""
    for record in read_records(settings, topic, start):
        rejected_at = record.timestamp or _NO_TIME
        yield DeadLetter(place=record.where, rejected_at=rejected_at, letter=from_record(record))


def standing(settings: KafkaSettings, topic: str, start: Start = "earliest") -> Iterator[DeadLetter]:
    """The dead letters that say how things stand: each once, and of one that was replayed in vain the last.

    The topic is read twice, so that memory holds no values.
    """
    replaced = {found.replayed_from for found in read_dead_letters(settings, topic, start)}
    seen: set[str] = set()
    for found in read_dead_letters(settings, topic, start):
        if found.origin not in replaced and found.letter.rejected_id not in seen:
            seen.add(found.letter.rejected_id)
            yield found


def to_replay(found: DeadLetter) -> OutRecord:
    """The original record again, with a header that names where it stood; a missing key comes back empty."""
    headers = {**found.letter.headers, REPLAYED_FROM: found.origin.encode("utf-8", "surrogatepass")}
    return OutRecord(key=found.letter.key or b"", value=found.letter.value, headers=headers)
