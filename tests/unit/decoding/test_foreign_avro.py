"""Avro of others: any record schema that yields a text and a date."""

import csv
import json
import struct
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID

import pyarrow as pa
import pytest
from avro_by_hand import (
    ARTICLE,
    DATUM,
    DAY,
    NESTED,
    RICH,
    TEXT,
    body_of,
    container,
    decoded,
    field,
    logical,
    problems,
    raw_container,
    record,
)
from hypothesis import given as given_any
from hypothesis import strategies as st

import schemas
from connectors.files import read_records
from connectors.records import RawRecord
from pipelines.decoding import Decoder, UnusableError
from schemas.foreign import DatumReader

ROOT = Path(__file__).parents[3]


def test_new_renamed_and_reordered_fields_are_read_as_those_of_json() -> None:
    given = json.dumps(DATUM | {"date_publish": "2022-01-24T08:30:00+00:00"}).encode()
    as_json = Decoder().decode(RawRecord(topic="reports.raw", offset=1, value=given))
    report = decoded(ARTICLE, DATUM)
    assert report == as_json
    assert (report.title, report.text, report.language) == ("Talks", TEXT, "en")
    assert report.extra == {"rank": "3", "scores": '{"a": 0.5}', "place": '{"name": "Talvik"}'}


def test_our_own_schema_changed_by_others_is_read() -> None:
    """A field more, one away, one renamed, and all in another order."""
    shipped = json.loads((ROOT / "schemas" / "report" / "v1.avsc").read_text())
    shipped["fields"] = [f for f in reversed(shipped["fields"]) if f["name"] not in ("summary", "report_id")]
    shipped["fields"].append(field("wire_priority", "string"))
    next(f for f in shipped["fields"] if f["name"] == "title")["name"] = "headline"
    given = schemas.to_avro(Decoder().decode(RawRecord(topic="t", offset=1, value=b"date 2022-01-24 Talks failed.")))
    del given["summary"], given["report_id"]
    report = decoded(shipped, given | {"headline": "Talks", "wire_priority": "urgent"})
    assert (report.title, report.text, report.extra) == ("Talks", TEXT, {"wire_priority": "urgent"})
    assert report.published_at == datetime(2022, 1, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "given", "moment"),
    [
        ("string", "2022-01-24T08:30:00Z", (8, 30)),
        ("long", 1643013000, (8, 30)),
        ("long", 1643013000000, (8, 30)),
        (logical("long", "timestamp-millis"), datetime(2022, 1, 24, 8, 30, tzinfo=UTC), (8, 30)),
        (logical("long", "timestamp-micros"), datetime(2022, 1, 24, 8, 30, tzinfo=UTC), (8, 30)),
        (logical("long", "timestamp-nanos"), 1643013000 * 10**9, (8, 30)),
        (logical("long", "local-timestamp-millis"), datetime(2022, 1, 24, 8, 30), (8, 30)),
        (logical("int", "date"), date(2022, 1, 24), (0, 0)),
        (["null", logical("int", "date")], date(2022, 1, 24), (0, 0)),
        ("bytes", b"2022-01-24", (0, 0)),
    ],
    ids=str,
)
@pytest.mark.parametrize("way", ["topic", "file"])
def test_a_date_of_any_type_dates_the_report(way: str, kind: Any, given: Any, moment: Any, tmp_path: Path) -> None:
    schema, datum = record(field("text", "string"), field("date", kind)), {"text": TEXT, "date": given}
    if way == "topic":
        report = decoded(schema, datum)
    else:
        (raw,) = read_records(str(container(tmp_path, schema, [datum])))
        report = Decoder().decode(raw)
    assert report.published_at == datetime(2022, 1, 24, *moment, tzinfo=UTC)


def test_every_type_is_read_into_what_json_holds() -> None:
    read = DatumReader(RICH).only(body_of(RICH, NESTED | {"i": NESTED}))
    flat = NESTED | {"e": "abc", "g": "-12.34", "h": str(UUID(int=5)), "j": "/w=="}
    assert read == flat | {"i": flat}
    json.dumps(read)


def test_arrays_with_sizes_of_their_blocks_are_read() -> None:
    """As Java writes them where values are large: a negative count and the block's size."""
    data = body_of("long", -2) + body_of("long", 2) + body_of("long", 5) * 2 + body_of("long", 0)
    assert DatumReader({"type": "array", "items": "long"}).only(data) == [5, 5]


def test_times_that_no_calendar_has_do_not_cost_the_report() -> None:
    times = [field("text", "string"), field("date", "string")] + [
        field(f"t{n}", logical("long", kind)) for n, kind in enumerate(("timestamp-millis", "local-timestamp-micros"))
    ]
    body = body_of("string", TEXT) + body_of("string", DAY) + body_of("long", 2**62) * 2
    assert DatumReader(record(*times)).only(body)["t1"] == 2**62


@pytest.mark.parametrize("codec", ["null", "deflate", "bzip2", "xz", "zstandard"])
def test_containers_of_every_codec_are_read(codec: str, tmp_path: Path) -> None:
    records = list(read_records(str(container(tmp_path, ARTICLE, [DATUM] * 3000, codec))))
    assert [r.offset for r in records] == list(range(1, 3001))
    assert {r.problem for r in records} == {None}
    assert Decoder().decode(records[-1]).text == TEXT


def test_snappy_as_spark_writes_it_is_read(tmp_path: Path) -> None:
    block = body_of(ARTICLE, DATUM) * 2
    packed = pa.compress(block, codec="snappy", asbytes=True) + struct.pack(">I", zlib.crc32(block))
    path = raw_container(
        tmp_path, ARTICLE, (2, packed), (0, pa.compress(b"", codec="snappy", asbytes=True) + bytes(4)), codec="snappy"
    )
    assert problems(path) == []
    path = raw_container(tmp_path, ARTICLE, (2, packed[:-1] + b"?"), codec="snappy")
    assert "checksum" in problems(path)[0][1]


@given_any(st.integers(-(2**511), 2**511 - 1), st.integers(0, 153))
def test_every_decimal_is_read_to_its_last_digit(number: int, scale: int) -> None:
    data = number.to_bytes(64, "big", signed=True)
    reader = DatumReader(logical("bytes", "decimal", precision=153, scale=scale))
    read = reader.only(body_of("bytes", data))
    assert Fraction(Decimal(read)) == Fraction(number, 10**scale)
    assert set(read) <= set("-.0123456789")


def test_a_decimal_longer_than_any_is_left_as_its_bytes() -> None:
    """To find the digits of a number takes time by its square."""
    assert DatumReader(logical("bytes", "decimal", precision=9, scale=2)).only(body_of("bytes", b"a" * 65)) == "a" * 65
    fixed = {"type": "fixed", "name": "F", "size": 65, "logicalType": "decimal", "precision": 9}
    assert DatumReader(fixed).only(b"a" * 65) == "a" * 65


@pytest.mark.parametrize(
    "wrong",
    [{"scale": "x"}, {"scale": 10**25, "precision": 10**26}, {"scale": 3}, {"scale": -1}, {"precision": None}],
    ids=str,
)
@pytest.mark.parametrize("kind", ["bytes", {"type": "fixed", "name": "F", "size": 2}], ids=["bytes", "fixed"])
def test_a_decimal_that_is_none_is_read_as_its_bytes(kind: Any, wrong: dict[str, Any]) -> None:
    """So the specification wants it of every logical type that is not valid."""
    known = kind if isinstance(kind, dict) else {"type": kind}
    schema = {"precision": 2, **known, "logicalType": "decimal", **wrong}
    assert DatumReader(schema).only(b"ab" if isinstance(kind, dict) else b"\4ab") == "ab"


def test_what_is_no_record_is_named() -> None:
    with pytest.raises(UnusableError, match="an Avro str, not a record: send one report a record"):
        decoded("string", TEXT)
    with pytest.raises(UnusableError, match="not a report: 3 bytes are left over"):
        Decoder(schema_of_id=lambda _: {**ARTICLE, "fields": []}).decode(
            RawRecord(topic="t", offset=1, value=b"\0\0\0\0\x07abc")
        )


def known_fingerprints() -> list[dict[str, str]]:
    with (ROOT / "schemas" / "fingerprints.tsv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t"))


LIBRARIES = sorted({library for row in known_fingerprints() for library in row["libraries"].split(", ")})


@pytest.mark.parametrize("library", LIBRARIES)
def test_the_header_that_any_library_writes_is_known(library: str) -> None:
    """`make clients` has each library compute its own anew."""
    given = json.dumps({"text": TEXT, "date": DAY, "source": "arlen", "tags": ["a"]}).encode()
    plain = Decoder().decode(RawRecord(topic="t", offset=1, value=given))
    body = schemas.encode(plain)[10:]
    rows = [
        row for row in known_fingerprints() if row["schema"] == "report" and library in row["libraries"].split(", ")
    ]
    assert rows
    for row in rows:
        header = b"\xc3\x01" + bytes.fromhex(row["fingerprint"])
        report = Decoder().decode(RawRecord(topic="t", offset=1, value=header + body))
        assert replace(report, report_id=plain.report_id) == plain


def test_every_library_has_a_fingerprint_of_every_schema() -> None:
    listed = [
        (row["schema"], row["version"], name) for row in known_fingerprints() for name in row["libraries"].split(", ")
    ]
    assert len(listed) == len(set(listed)) == len(LIBRARIES) * len({names[:2] for names in listed})


def test_every_shipped_version_has_its_fingerprints() -> None:
    known = {(row["schema"], int(row["version"])) for row in known_fingerprints()}
    assert known == {(name, v) for name in schemas.codec.NAMES.values() for v in schemas.versions(name)}
