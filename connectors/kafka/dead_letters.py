"""Dead letters as records of a topic: the original bytes and key, the origin in headers (KIP-1034)."""

from datetime import UTC, datetime
from typing import Final

from connectors.records import OutRecord, RawRecord
from schemas import Rejected

_PREFIX: Final = "__streams.errors."
_STEP: Final = "wirewatch.step"
_REASON: Final = "wirewatch.reason"
_TIMESTAMP: Final = "wirewatch.timestamp_ms"
_OURS: Final = frozenset({_STEP, _REASON, _TIMESTAMP})


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
    return OutRecord(key=letter.key or b"", value=letter.value, headers=headers)


def from_record(record: RawRecord) -> Rejected:
    """The dead letter that a record of ``reports.rejected`` stands for, with the headers that the original had.

    A key that was empty and one that was missing look alike, and come back as missing. Of a record that some other
    program wrote, what is not in headers is taken from the record itself.
    """
    ours = {name: value for name, value in record.headers.items() if name.startswith(_PREFIX) or name in _OURS}
    text = {name.removeprefix(_PREFIX): value.decode("utf-8", "surrogatepass") for name, value in ours.items()}
    millis = text.get(_TIMESTAMP)
    return Rejected(
        topic=text.get("topic", record.topic),
        partition=int(text.get("partition", record.partition)),
        offset=int(text.get("offset", record.offset)),
        timestamp=None if millis is None else datetime.fromtimestamp(int(millis) / 1000, UTC),
        key=record.key or None,
        headers={name: value for name, value in record.headers.items() if name not in ours},
        step=text.get(_STEP, ""),
        reason=text.get(_REASON, ""),
        message=text.get("message", ""),
        value=record.value,
    )
