"""Alerts are CloudEvents 1.0, by the specification's Kafka and HTTP bindings and its JSON format."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest
from cloudevents.core.bindings import http, kafka
from cloudevents.core.formats.json import JSONFormat
from made_alerts import ALERT, NOW, alert

from connectors.cloud_events import alert_line, alert_post, alert_record, as_judged, read_alert, state_id
from schemas import Alert, SchemaError


def test_record_is_in_binary_mode_of_the_kafka_binding():
    record = alert_record(ALERT)
    assert record.key == ALERT.alert_id.encode()
    assert record.headers == {
        "ce_specversion": b"1.0",
        "ce_id": state_id(ALERT).encode(),
        "ce_source": b"/wirewatch/alerts",
        "ce_type": b"org.wirewatch.alert.firing",
        "ce_subject": ALERT.alert_id.encode(),
        "ce_time": b"2022-01-21T12:30:00Z",
        "content-type": b"application/json",
    }
    assert read_alert(record.value) == ALERT
    assert json.loads(record.value)["evidence_events"][0]["url"] == "https://herald.example/a?x=1&y=2"


def test_record_is_read_by_the_sdk():
    record = alert_record(alert(state="resolved"))
    event = kafka.from_binary(kafka.KafkaMessage(record.headers, record.key, record.value), JSONFormat())
    assert (event.get_type(), event.get_time()) == ("org.wirewatch.alert.resolved", NOW)
    assert msgspec.convert(event.get_data(), Alert) == alert(state="resolved")


def test_post_is_in_binary_mode_of_the_http_binding():
    headers, body = alert_post(ALERT)
    assert all(re.fullmatch(r"[\x21-\x7e]+", text) for text in headers.values())
    event = http.from_binary(http.HTTPMessage(headers, body), JSONFormat())
    assert (event.get_id(), event.get_subject()) == (state_id(ALERT), ALERT.alert_id)
    assert msgspec.convert(event.get_data(), Alert) == ALERT


def test_line_is_in_structured_mode():
    line = alert_line(ALERT)
    assert "\n" not in line
    event = JSONFormat().read(None, line)
    assert msgspec.convert(event.get_data(), Alert) == ALERT


def test_alert_that_was_never_recorded_is_no_event():
    with pytest.raises(ValueError, match="says not when it was recorded"):
        alert_record(alert(updated_at=None))


@pytest.mark.parametrize(
    "added",
    [{"updated_at": NOW + timedelta(days=1)}, {"evidence_events": ()}, {"summary": "x"}, {"command": "y"}],
    ids=lambda added: next(iter(added)),
)
def test_what_is_added_in_recording_makes_no_other_state(added):
    assert state_id(replace(ALERT, **added)) == state_id(ALERT)
    assert as_judged(replace(ALERT, **added)) == as_judged(ALERT)


@pytest.mark.parametrize("changed", [{"state": "resolved"}, {"count": 10.0}, {"revision": "x"}, {"evidence": ()}])
def test_what_the_rule_says_makes_another_state(changed):
    other = replace(ALERT, **changed)
    assert state_id(other) != state_id(ALERT)
    assert state_id(other)[:32] == state_id(ALERT)[:32] == ALERT.alert_id


@pytest.mark.parametrize("value", [b"", b"{}", b"[]", b"\xff", b'{"alert_id": 1}'])
def test_what_is_no_alert_is_named(value):
    with pytest.raises(SchemaError, match="not an alert"):
        read_alert(value)
