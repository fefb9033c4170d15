"""The topics ``aggregates.daily`` and ``events`` as a sink of days: what changed, and tombstones for what vanished."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import blake2b

from connectors.kafka.errors import DeliveryError
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_table
from connectors.kafka.values import decode_value, encode_value, register_values
from connectors.kafka.writer import RecordWriter
from connectors.records import OutRecord
from connectors.tables import DayTables
from schemas import DailyRow, Event, encode

_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
_Held = dict[date, dict[bytes, bytes]]


def daily_key(row: DailyRow) -> bytes:
    """The key of a daily row: ``2022-01-24|pair_type|RUS|UKR||ASSAULT|4``."""
    return "|".join(
        (row.day.isoformat(), row.series, row.source, row.target, row.place, row.type, str(row.quad_class))
    ).encode()


@dataclass(frozen=True, slots=True)
class _Topic:
    """A compacted topic of one kind of record: how a day's records are keyed, and what counts as a change."""

    name: str
    cls: type[DailyRow] | type[Event]

    def keyed(self, tables: DayTables) -> dict[bytes, DailyRow | Event]:
        if self.cls is DailyRow:
            return {daily_key(row): row for row in tables.rows}
        return {event.event_id.encode(): event for event in tables.events}


class KafkaDaySink:
    """A DaySink over two compacted topics. What they hold is read from them once, on first use; at least once.

    A daily row that differs in nothing but ``updated_at`` is not sent again.
    """

    def __init__(self, settings: KafkaSettings, *, daily: str, events: str) -> None:
        self._settings = settings
        self._topics = (_Topic(daily, DailyRow), _Topic(events, Event))
        self._held: dict[_Topic, _Held] = {}

    def held_days(self) -> set[date]:
        """The days that either topic holds something of; their schemas are registered before anything is written."""
        register_values(self._settings, {topic.name: topic.cls for topic in self._topics})
        return {day for topic in self._topics for day in self._held_in(topic)}

    def replace_days(self, days: Sequence[DayTables]) -> None:
        """Send what changed and tombstones for what is gone; confirmed by the broker on return."""
        for topic in self._topics:
            held = self._held_in(topic)
            writer = RecordWriter(self._settings, topic.name)
            try:
                for tables in days:
                    new = topic.keyed(tables)
                    for record in self._changes(topic.name, held.get(tables.day, {}), new):
                        refused = writer.write(record)
                        if refused is not None:
                            raise DeliveryError(f"{topic.name} does not take key {record.key!r}: {refused.message}")
                writer.flush()
            finally:
                writer.close()
            # Only now: a failure before leaves the old state, and the same days are sent again.
            held |= {tables.day: {k: _timeless(v) for k, v in topic.keyed(tables).items()} for tables in days}

    def _held_in(self, topic: _Topic) -> _Held:
        if topic not in self._held:
            held: _Held = defaultdict(dict)
            for key, value in read_table(self._settings, topic.name).items():
                if topic.cls is DailyRow:
                    record: DailyRow | Event = decode_value(self._settings, DailyRow, value)
                else:
                    record = decode_value(self._settings, Event, value)
                held[record.day if isinstance(record, DailyRow) else record.event_date][key] = _timeless(record)
            self._held[topic] = held
        return self._held[topic]

    def _changes(
        self, topic: str, held: Mapping[bytes, bytes], new: Mapping[bytes, DailyRow | Event]
    ) -> Iterator[OutRecord]:
        for key in held:
            if key not in new:
                yield OutRecord(key=key, value=None)
        for key, record in new.items():
            if held.get(key) != _timeless(record):
                yield OutRecord(key=key, value=encode_value(self._settings, topic, record))


def _timeless(record: DailyRow | Event) -> bytes:
    """A hash of what must differ for a record to be sent again."""
    value = encode(replace(record, updated_at=_NO_TIME) if isinstance(record, DailyRow) else record)
    return blake2b(value, digest_size=16).digest()
