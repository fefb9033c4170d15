"""Records as kafka-python reads them, as raw records with their origin."""

from datetime import UTC, datetime
from typing import Final

from kafka.consumer.fetcher import ConsumerRecord

from connectors.records import RawRecord

_NO_TIME: Final = -1
_NO_VALUE: Final = ("no_value", "the record has no value (a tombstone)")


def time_of(millis: int) -> datetime | None:
    """The time that a record carries; None for no time, and for a number that is no time in milliseconds."""
    if millis == _NO_TIME:
        return None
    try:
        return datetime.fromtimestamp(millis / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def raw_record(record: ConsumerRecord, time: datetime | None) -> RawRecord:
    """The record with its origin and ``time``, which is ``time_of`` it; a problem says what it lacks.

    A sender's time in another unit than milliseconds is one: whoever sends it dates nothing right.
    """
    problem = None
    if record.value is None:
        problem = _NO_VALUE
    elif time is None and record.timestamp != _NO_TIME:
        problem = (
            "bad_record_time",
            f"its record time {record.timestamp} is no time in milliseconds since 1970: mend its sender, or set "
            f"message.timestamp.type=LogAppendTime on {record.topic}",
        )
    return RawRecord(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        timestamp=time,
        key=record.key,
        headers={name: value or b"" for name, value in record.headers},
        value=b"" if record.value is None else record.value,
        problem=problem,
    )
