"""The topics ``aggregates.daily`` and ``events`` as a sink: what changed, and tombstones for what vanished."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from hashlib import blake2b
from itertools import islice
from typing import Any, Final, NamedTuple

from apache_beam.utils.shared import Shared

from connectors.kafka.errors import DeliveryError, TopicReplacedError
from connectors.kafka.plan import plan_read
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_planned
from connectors.kafka.topic_ids import TopicId
from connectors.kafka.values import decode_value, encode_value, register_values
from connectors.kafka.writer import RecordWriter
from connectors.records import OutRecord
from connectors.tables import Changes, DayTables, RowKey, one_for_each_key
from schemas import DailyRow, Event, encode

REVISION_HEADER: Final = "wirewatch.revision"
"""At what revision a daily row vanished, on its tombstone; a tombstone of a day replaced whole has none."""
MOST_EVENTS: Final = 1_000_000
"""Of so many events a stream remembers what the topic holds, some 300 bytes each."""
_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)


def daily_key(row: DailyRow | RowKey) -> bytes:
    """The key of a daily row: ``2022-01-24|pair_type|RUS|UKR||ASSAULT|4``."""
    return "|".join(
        (row.day.isoformat(), row.series, row.source, row.target, row.place, row.type, str(row.quad_class))
    ).encode()


class _Held(NamedTuple):
    """What is known of a key: a hash of what must differ to be sent again; None for what vanished."""

    day: date
    digest: bytes | None
    revision: str = ""


@dataclass(frozen=True, slots=True)
class _Change:
    """A key's new value, None for a tombstone, and what is known of the key once it is confirmed."""

    key: bytes
    value: DailyRow | Event | None
    held: _Held


@dataclass(slots=True, weakref_slot=True)
class _Known:
    """What the topics hold and the connections to them, for one sink and all its copies in a process."""

    held: dict[str, dict[bytes, _Held]] = field(default_factory=dict)
    of: dict[str, TopicId] = field(default_factory=dict)
    """Which topics those were."""
    forgotten: bool = False
    """Whether events are missing in ``held``."""
    writers: dict[str, RecordWriter] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)


class KafkaDaySink:
    """A DaySink and ChangeSink over two compacted topics. What they hold is read from them once, on first use.

    At least once; nothing that is held already is sent again, nor a daily row that differs in nothing but
    ``updated_at``. Nobody else may write the keys that it writes: a key belongs to one process at a time, in which
    copies of a sink (as Beam makes them) share what they know. That a row vanished is remembered for as long as the
    topic keeps its tombstone (``delete.retention.ms``). Of more than ``MOST_EVENTS`` events those that changed longest
    ago are forgotten, and sent again if they come again.

    Where a topic was made anew since it was read, or is not the one of ``of``, what it held before is gone, and a write
    raises TopicReplacedError: whoever writes changes must then begin with whole days.
    """

    def __init__(
        self, settings: KafkaSettings, *, daily: str, events: str, of: Mapping[str, TopicId] | None = None
    ) -> None:
        self._settings, self._daily, self._events = settings, daily, events
        self._of = dict(of or {})
        self._shared = Shared()
        self._kept: _Known | None = None  # Shared itself keeps no more than the last one alive

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_kept": None}

    def held_days(self) -> set[date]:
        """The days that either topic holds something of; their schemas are registered before anything is written."""
        register_values(self._settings, {self._daily: DailyRow, self._events: Event})
        with self._known.lock:
            self._recall_forgotten()
            entries = [entry for topic in (self._daily, self._events) for entry in self._held(topic).values()]
        return {entry.day for entry in entries if entry.digest is not None}

    def replace_days(self, days: Sequence[DayTables]) -> None:
        """Send what changed and tombstones for what is gone; confirmed by the broker on return."""
        replaced = {tables.day for tables in days}
        with self._known.lock:
            self._recall_forgotten()
            self._replace(self._daily, replaced, {daily_key(row): row for tables in days for row in tables.rows})
            self._replace(self._events, replaced, {_event_key(e.event_id): e for tables in days for e in tables.events})
            for topic in list(self._known.writers):
                self._known.writers.pop(topic).close()

    def apply(self, changes: Changes) -> None:
        """Send what changed and is not older than what is held; confirmed by the broker on return."""
        single = one_for_each_key(changes)
        with self._known.lock:
            held = self._held(self._daily)
            told = [_Change(daily_key(row), row, _held_of(row)) for row in single.rows]
            gone = [_Change(daily_key(v.key), None, _Held(v.key.day, None, v.revision)) for v in single.vanished_rows]
            known = ((change, held.get(change.key)) for change in (*told, *gone))
            newer = [change for change, old in known if old is None or change.held.revision >= old.revision]
            self._send(self._daily, newer)
            self._send(self._events, self._event_changes(single))
            self._forget_events()

    def _event_changes(self, changes: Changes) -> Iterator[_Change]:
        held = self._held(self._events)
        for event_id in changes.vanished_events:
            old = held.get(_event_key(event_id))
            if old is not None or self._known.forgotten:
                yield _Change(_event_key(event_id), None, _Held(old.day if old else date.min, None))
        for event in changes.events:
            yield _Change(_event_key(event.event_id), event, _held_of(event))

    def _replace(self, topic: str, days: set[date], new: Mapping[bytes, DailyRow | Event]) -> None:
        held = self._held(topic)
        before = [key for key, entry in held.items() if entry.day in days and key not in new]
        gone = [_Change(key, None, _Held(held[key].day, None)) for key in before if held[key].digest is not None]
        self._send(topic, [*gone, *(_Change(key, record, _held_of(record)) for key, record in new.items())])
        for key in before:
            del held[key]

    def _send(self, topic: str, changes: Iterable[_Change]) -> None:
        """Write what is not held already; a failure leaves what is known, and the same is sent again."""
        held = self._held(topic)
        new = [change for change in changes if held.get(change.key) != change.held]
        if not new:
            return
        writers = self._known.writers
        if topic not in writers:
            writers[topic] = RecordWriter(self._settings, topic, compacted=True)
        try:
            self._check_topic(topic)
            for change in new:
                refused = writers[topic].write(self._record(topic, change))
                if refused is not None:
                    raise DeliveryError(f"{topic} does not take key {change.key!r}: {refused.message}")
            writers[topic].flush()
        except BaseException:
            writers.pop(topic).close()
            raise
        for change in new:
            held.pop(change.key, None)  # what changed last stands last
            held[change.key] = change.held

    def _check_topic(self, topic: str) -> None:
        known = self._known
        try:
            known.writers[topic].check_topic(self._of.get(topic, known.of[topic]))
        except TopicReplacedError:
            del known.held[topic], known.of[topic]
            raise

    def _forget_events(self) -> None:
        held = self._held(self._events)
        if len(held) > MOST_EVENTS:
            for key in list(islice(held, len(held) - MOST_EVENTS + MOST_EVENTS // 10)):
                del held[key]
            self._known.forgotten = True

    def _recall_forgotten(self) -> None:
        """Whole days are replaced by all that the topic holds of them."""
        if self._known.forgotten:
            del self._known.held[self._events]
            self._known.forgotten = False

    def _record(self, topic: str, change: _Change) -> OutRecord:
        if change.value is not None:
            return OutRecord(key=change.key, value=encode_value(self._settings, topic, change.value))
        revision = change.held.revision
        return OutRecord(key=change.key, value=None, headers={REVISION_HEADER: revision.encode()} if revision else {})

    @property
    def _known(self) -> _Known:
        self._kept = self._kept or self._shared.acquire(_Known)
        return self._kept

    def _held(self, topic: str) -> dict[bytes, _Held]:
        known = self._known.held
        if topic not in known:
            found: dict[bytes, _Held] = {}
            plan = plan_read(self._settings, topic, start="earliest", drain=True)
            for raw in read_planned(self._settings, plan):
                key, revision = raw.key or b"", raw.headers.get(REVISION_HEADER)
                found.pop(key, None)
                if raw.value:
                    found[key] = _held_of(self._decode(topic, raw.value))
                elif revision:
                    found[key] = _Held(date.fromisoformat(key[:10].decode()), None, revision.decode())
            known[topic], self._known.of[topic] = found, plan.of
        return known[topic]

    def _decode(self, topic: str, value: bytes) -> DailyRow | Event:
        if topic == self._daily:
            return decode_value(self._settings, DailyRow, value)
        return decode_value(self._settings, Event, value)


def _event_key(event_id: str) -> bytes:
    return event_id.encode()


def _held_of(record: DailyRow | Event) -> _Held:
    if isinstance(record, DailyRow):
        return _Held(record.day, _digest(replace(record, updated_at=_NO_TIME)), record.revision)
    return _Held(record.event_date, _digest(record))


def _digest(record: DailyRow | Event) -> bytes:
    return blake2b(encode(record), digest_size=16).digest()
