"""Alerts as CloudEvents 1.0: records of a topic, posts over HTTP, lines of JSON.

The id comes from what the rule says and not from when or how it was recorded, so that a repetition of a state carries
the id of the first; ``time`` is when the state was first recorded.
"""

import hashlib
from dataclasses import replace
from typing import Final

import msgspec
from cloudevents.core.bindings import http, kafka
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from connectors.records import OutRecord
from schemas import Alert, SchemaError

SOURCE: Final = "/wirewatch/alerts"
_FORMAT: Final = JSONFormat()


def as_judged(alert: Alert) -> Alert:
    """The alert without what was added when it was recorded; two are the same state when these are equal."""
    return replace(alert, evidence_events=(), summary="", command="", updated_at=None)


def state_id(alert: Alert) -> str:
    """The id of this state of the alert: its alert id and a hash of what the rule says. 64 hexadecimal digits."""
    judged = hashlib.sha256(msgspec.json.encode(as_judged(alert))).hexdigest()
    return alert.alert_id + judged[:32]


def alert_record(alert: Alert) -> OutRecord:
    """The alert as a record, in CloudEvents' binary mode: the value is the alert, the headers are about it."""
    message = kafka.to_binary(_event(alert, msgspec.json.encode(alert)), _FORMAT)
    return OutRecord(key=alert.alert_id.encode(), value=message.value, headers=message.headers)


def alert_post(alert: Alert) -> tuple[dict[str, str], bytes]:
    """Headers and body of the alert as a post, in CloudEvents' binary mode."""
    message = http.to_binary(_event(alert, msgspec.json.encode(alert)), _FORMAT)
    return message.headers, message.body


def alert_line(alert: Alert) -> str:
    """The alert as one line of JSON, in CloudEvents' structured mode."""
    return _FORMAT.write(_event(alert, msgspec.to_builtins(alert))).decode()


def read_alert(value: bytes) -> Alert:
    """The alert in the value of a record; raises SchemaError for anything else."""
    try:
        return msgspec.json.decode(value, type=Alert)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SchemaError(f"not an alert: {error}") from error


def _event(alert: Alert, data: bytes | dict[str, object]) -> CloudEvent:
    if alert.updated_at is None:  # the package would take the time of writing
        raise ValueError(f"alert {alert.alert_id} says not when it was recorded")
    attributes: dict[str, object] = {
        "specversion": "1.0",
        "id": state_id(alert),
        "source": SOURCE,
        "type": f"org.wirewatch.alert.{alert.state}",
        "subject": alert.alert_id,
        "datacontenttype": "application/json",
        "time": alert.updated_at,
    }
    return CloudEvent(attributes, data)
