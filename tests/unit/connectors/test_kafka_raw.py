"""Times that senders put into records, and headers that others put into dead letters."""

from datetime import UTC, datetime

import pytest
from kafka.consumer.fetcher import ConsumerRecord

from connectors.kafka.dead_letters import from_record
from connectors.kafka.raw import raw_record, time_of
from connectors.kafka.source import _elements
from connectors.records import RawRecord

NOW = 1_700_000_000
TOMORROW_OF_NOTHING = 1 << 62


def record(timestamp: int, value: bytes | None = b"v") -> ConsumerRecord:
    return ConsumerRecord("t", 3, 0, 42, timestamp, 0, b"k", value, [("h", None)], None, 1, 1, 0)


@pytest.mark.parametrize("wrong", [NOW * 1_000_000, NOW * 1_000_000_000, -NOW * 1_000_000, TOMORROW_OF_NOTHING])
def test_time_in_another_unit_is_a_problem_of_the_record(wrong: int) -> None:
    first, second = (element.value for element in _elements([record(wrong), record(NOW * 1000)]))
    assert first.timestamp is None
    assert first.problem is not None
    assert first.problem[0] == "bad_record_time"
    assert str(wrong) in first.problem[1]
    assert (first.where, first.value, first.headers) == ("t[3]@42", b"v", {"h": b""})
    assert (second.timestamp, second.problem) == (datetime.fromtimestamp(NOW, UTC), None)


@pytest.mark.parametrize("harmless", [NOW, 0, -1, -2_000_000_000_000])
def test_time_that_only_looks_odd_is_none(harmless: int) -> None:
    (element,) = _elements([record(harmless)])
    assert element.value.problem is None


def test_no_time_is_no_time() -> None:
    assert time_of(-1) is None


def test_record_without_value_says_so_first() -> None:
    raw = raw_record(record(NOW * 1_000_000, None), None)
    assert raw.value == b""
    assert raw.problem is not None
    assert raw.problem[0] == "no_value"


def test_dead_letter_of_another_program_is_read_whatever_its_headers_say() -> None:
    headers = {
        "__streams.errors.partition": b"three",
        "__streams.errors.offset": b"",
        "__streams.errors.message": b"\xff\xfe",
        "wirewatch.timestamp_ms": b"1700000000000000",
    }
    letter = from_record(RawRecord(topic="dead", partition=1, offset=9, value=b"v", headers=headers))
    assert (letter.topic, letter.partition, letter.offset, letter.timestamp) == ("dead", 1, 9, None)
    assert letter.message
