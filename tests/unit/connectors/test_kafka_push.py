from typing import cast

import pytest

from connectors.kafka.push import push, push_key
from connectors.kafka.writer import RecordWriter, Refused
from connectors.records import OutRecord, RawRecord


class Topic:
    """Takes records of up to 10 bytes, as a RecordWriter does."""

    def __init__(self) -> None:
        self.records: list[OutRecord] = []
        self.flushed = 0

    def write(self, record: OutRecord) -> Refused | None:
        if len(record.value or b"") > 10:
            return Refused(topic="t", record=record, reason="too_large", message="more than 10 bytes")
        self.records.append(record)
        return None

    def flush(self) -> None:
        self.flushed = len(self.records)


def raw(number: int, value: bytes, problem: tuple[str, str] | None = None) -> RawRecord:
    return RawRecord(topic="news.jsonl", offset=number, value=value, problem=problem)


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (b'{"report_id": "r1", "url": "http://a.example/1"}', b"r1"),
        (b'{"url": "http://a.example/1", "text": "Rain."}', b"http://a.example/1"),
        ('{"url": "http://a.example/ä"}'.encode(), "http://a.example/ä".encode()),
    ],
)
def test_key_is_the_report_id_or_the_url(value: bytes, key: bytes) -> None:
    assert push_key(value) == key


@pytest.mark.parametrize("value", [b'{"title": "x"}', b'{"url": 7}', b"date 2022-01-01\nRain.", b"{", b"\xff", b"[]"])
def test_record_without_a_name_has_a_key_from_its_content(value: bytes) -> None:
    assert len(push_key(value)) == 32
    assert push_key(value) == push_key(value) != push_key(value + b" ")


def test_failed_records_are_named_and_the_rest_goes_on() -> None:
    topic, told = Topic(), list[tuple[int, str]]()
    records = [raw(1, b"a"), raw(2, b"b" * 11), raw(3, b"", ("truncated", "breaks off")), raw(4, b"d")]
    pushed = push(records, cast("RecordWriter", topic), lambda record, why: told.append((record.offset, why)))
    assert (pushed.sent, pushed.failed) == (2, 2)
    assert told == [(2, "too_large: more than 10 bytes"), (3, "truncated: breaks off")]
    assert [record.value for record in topic.records] == [b"a", b"d"]
    assert topic.flushed == 2


def test_rate_is_held_over_the_whole_push() -> None:
    now, slept = 0.0, list[float]()

    def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds
        slept.append(seconds)

    push(
        (raw(n, b"x") for n in range(101)),
        cast("RecordWriter", Topic()),
        lambda *_: None,
        per_second=50,
        clock=lambda: now,
        sleep=sleep,
    )
    assert now == pytest.approx(2.0)
    assert len(slept) == 100
