"""Put records from files into a topic, as ``wirewatch push`` does."""

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec

from connectors.kafka.writer import RecordWriter
from connectors.records import OutRecord, RawRecord


@dataclass(slots=True)
class Pushed:
    """How many records went to the topic, and how many did not."""

    sent: int = 0
    failed: int = 0


class _Names(msgspec.Struct):
    """The fields of a JSON report that can be its key."""

    report_id: str | None = None
    url: str | None = None


_names = msgspec.json.Decoder(_Names)


def push_key(value: bytes) -> bytes:
    """The key of a raw report: its ``report_id`` or else its ``url`` where it is JSON that has one, else a hash.

    Versions of one report so go to one partition and keep their order.
    """
    try:
        names = _names.decode(value)
    except (msgspec.DecodeError, UnicodeDecodeError):
        names = _Names()
    return (names.report_id or names.url or hashlib.sha256(value).hexdigest()[:32]).encode("utf-8", "surrogatepass")


def push(
    records: Iterable[RawRecord],
    writer: RecordWriter,
    failed: Callable[[RawRecord, str], None],
    *,
    per_second: float | None = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Pushed:
    """Write the records and wait until the broker has them all.

    ``failed`` is told of each record that could not be read or is too large, and why; the rest goes on.
    ``per_second`` limits the rate. Raises DeliveryError when the broker does not take what it should.
    """
    pushed, began = Pushed(), clock()
    for record in records:
        if per_second is not None:
            early = began + (pushed.sent + pushed.failed) / per_second - clock()
            if early > 0:
                sleep(early)
        reason = _push_one(record, writer)
        if reason is None:
            pushed.sent += 1
        else:
            pushed.failed += 1
            failed(record, reason)
    writer.flush()
    return pushed


def _push_one(record: RawRecord, writer: RecordWriter) -> str | None:
    """Write one record; returns why it could not be, if so."""
    if record.problem is not None:
        return f"{record.problem[0]}: {record.problem[1]}"
    out = OutRecord(key=record.key or push_key(record.value), value=record.value, headers=record.headers)
    refused = writer.write(out)
    return None if refused is None else f"{refused.reason}: {refused.message}"
