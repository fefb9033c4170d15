"""Avro of others: any record schema that yields a text and a date, and no container that takes more than is allowed."""

import bz2
import copy
import csv
import io
import json
import lzma
import struct
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import fastavro
import pyarrow as pa
import pytest
from backports import zstd
from hypothesis import given as given_any
from hypothesis import strategies as st

import schemas
from connectors import avro_containers, files
from connectors.files import read_records
from connectors.records import RawRecord
from pipelines.decoding import Decoder, UnusableError
from schemas import Report
from schemas.foreign import MAX_RECORD_BYTES, AvroDataError, Cursor, DatumReader

ROOT = Path(__file__).parents[3]
TEXT, DAY = "Talks failed.", "2022-01-24"


def record(*fields: dict[str, Any], name: str = "Article") -> dict[str, Any]:
    return {"type": "record", "name": name, "namespace": "other.house", "fields": list(fields)}


def field(name: str, kind: Any) -> dict[str, Any]:
    return {"name": name, "type": kind}


def logical(kind: str, name: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "logicalType": name, **more}


def body_of(schema: Any, datum: Any) -> bytes:
    out = io.BytesIO()
    fastavro.schemaless_writer(out, fastavro.parse_schema(schema, named_schemas={}), datum)
    return out.getvalue()


def decoded(schema: Any, datum: Any) -> Report:
    """The report that arrives by a registry."""
    parsed = fastavro.parse_schema(schema, named_schemas={})
    value = b"\0" + struct.pack(">I", 7) + body_of(schema, datum)
    return Decoder(schema_of_id=lambda _: parsed).decode(RawRecord(topic="reports.raw", offset=1, value=value))


def container(tmp_path: Path, schema: Any, data: list[Any], codec: str = "deflate") -> Path:
    path = tmp_path / f"{codec}.avro"
    with path.open("wb") as out:
        fastavro.writer(out, fastavro.parse_schema(schema, named_schemas={}), data, codec=codec)
    return path


def raw_container(tmp_path: Path, schema: Any, *blocks: tuple[int, bytes], codec: str = "null") -> Path:
    """A container put together by hand, of blocks that are already coded."""
    header = {"type": "record", "name": "H", "fields": [field("meta", {"type": "map", "values": "bytes"})]}
    text = schema if isinstance(schema, bytes) else json.dumps(schema).encode()
    meta = {"avro.schema": text, "avro.codec": codec.encode()}
    sync = bytes(range(16))
    parts = [b"Obj\x01", body_of(header, {"meta": meta}), sync]
    for count, data in blocks:
        parts += [body_of("long", count), body_of("bytes", data), sync]
    path = tmp_path / "made.avro"
    path.write_bytes(b"".join(parts))
    return path


ARTICLE = record(
    field("rank", "int"),
    field("lang", ["null", "string"]),
    field("headline", "string"),
    field("date_publish", logical("long", "timestamp-millis")),
    field("scores", {"type": "map", "values": "double"}),
    field("body", "string"),
    field("place", ["null", record(field("name", "string"), name="Place")]),
)
DATUM: dict[str, Any] = {
    "rank": 3,
    "lang": "en",
    "headline": "Talks",
    "date_publish": datetime(2022, 1, 24, 8, 30, tzinfo=UTC),
    "scores": {"a": 0.5},
    "body": TEXT,
    "place": {"name": "Talvik"},
}


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


RICH = record(
    field("a", "boolean"),
    field("b", "float"),
    field("c", {"type": "array", "items": ["null", "long", "string"]}),
    field("d", {"type": "enum", "name": "E", "symbols": ["X", "Y"]}),
    field("e", {"type": "fixed", "name": "F", "size": 3}),
    field("f", "E"),
    field("g", logical("bytes", "decimal", precision=6, scale=2)),
    field("h", logical("string", "uuid")),
    field("i", ["null", "Article"]),
    field("j", "bytes"),
)
NESTED: dict[str, Any] = {
    "a": True,
    "b": 0.5,
    "c": [None, -(2**62), "é"],
    "d": "Y",
    "e": b"abc",
    "f": "X",
    "g": Decimal("-12.34"),
    "h": UUID(int=5),
    "i": None,
    "j": b"\xff",
}


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


def problems(path: Path) -> list[tuple[str, str]]:
    """Reasons and messages of what could not be read; the records before are left out."""
    records = list(read_records(str(path)))
    assert [r.offset for r in records] == list(range(1, len(records) + 1))
    return [r.problem for r in records if r.problem]


DATED = record(field("text", "string"), field("date", "string"))
NULLS = {"type": "array", "items": "null"}
MANY_NULLS = record(field("a", "boolean"), *(field(f"n{n}", "null") for n in range(200)))
ONE_SYMBOL = record(field("a", {"type": "enum", "name": "E", "symbols": ["X"]}))
GOOD = body_of(DATED, {"text": TEXT, "date": DAY})
LONG = "a" * 10_000


PACKED = {
    "deflate": lambda data: zlib.compress(data)[2:-4],
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstandard": zstd.compress,
    "snappy": lambda data: pa.compress(data, codec="snappy", asbytes=True) + struct.pack(">I", zlib.crc32(data)),
}


def test_every_codec_is_tried() -> None:
    assert {*PACKED, "null"} == set(avro_containers._CODECS)


@pytest.mark.parametrize("codec", PACKED)
def test_a_block_that_grows_beyond_the_limit_is_refused_before_memory_is_taken(
    codec: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit, calls = 1 << 18, []
    monkeypatch.setattr(avro_containers, "MAX_BLOCK_BYTES", limit)
    packed = PACKED[codec](body_of(DATED, {"text": "a" * (8 << 20), "date": DAY}))
    if codec == "snappy":  # whose library takes what the block says at once
        packed = packed[: limit // 2]
        monkeypatch.setattr(pa, "decompress", lambda *_, **__: calls.append(codec))
        with pytest.raises(AvroDataError, match="more than"):
            avro_containers._CODECS[codec](packed)
    else:
        assert len(avro_containers._CODECS[codec](packed)) == limit + 1
    path = raw_container(tmp_path, DATED, (1, packed), codec=codec)
    assert [reason for reason, _ in problems(path)] == ["expands_too_far"]
    assert calls == []


def test_a_block_over_the_limit_as_it_is_stored_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(avro_containers, "MAX_BLOCK_BYTES", 1000)
    path = raw_container(tmp_path, DATED, (1, b"a" * 1001))
    assert problems(path)[0][0] == "too_large"


def test_a_container_that_grows_beyond_all_proportion_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_BOMB_BYTES", 1 << 20)
    block = zlib.compress(body_of(DATED, {"text": "a" * 500_000, "date": DAY}))[2:-4]
    path = raw_container(tmp_path, DATED, *[(1, block)] * 20, codec="deflate")
    records = list(read_records(str(path)))
    reasons = [r.problem and r.problem[0] for r in records]
    assert reasons == [None] * (len(records) - 1) + ["expands_too_far"]
    assert len(records) < 10


def test_what_records_are_written_as_counts_as_growth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte that stands for a long symbol, or a name that each record has again."""
    monkeypatch.setattr(files, "_BOMB_BYTES", 1 << 20)
    for schema in (record(field("a", {"type": "enum", "name": "E", "symbols": [LONG]})), record(field(LONG, "int"))):
        path = raw_container(tmp_path, schema, (100_000, bytes(100_000)))
        records = list(read_records(str(path)))
        assert records[-1].problem is not None
        assert records[-1].problem[0] == "expands_too_far"
        assert sum(len(r.value) for r in records) < 2 * files._BOMB_RATIO * path.stat().st_size


def test_a_record_over_the_limit_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_RECORD_BYTES", 1000)
    data = [{"text": text, "date": DAY} for text in (TEXT, "a" * 5000, TEXT)]
    records = list(read_records(str(container(tmp_path, DATED, data))))
    assert [r.problem and r.problem[0] for r in records] == [None, "too_large", None]
    assert len(records[1].value) == 1000


@pytest.mark.parametrize(
    ("schema", "block", "reason", "says"),
    [
        (record(), (2000, b""), "bad_avro", "records of no bytes"),
        ("null", (2000, b""), "bad_avro", "records of no bytes"),
        (NULLS, (1, body_of("long", 2_000_000) + b"\0"), "too_large", "more than 1000000 values"),
        (NULLS, (1, body_of("long", 2000) + b"\0"), "too_large", "2000 values in 2 bytes"),
        (MANY_NULLS, (1, b"\1"), "too_large", "201 values in 1 bytes"),
        (DATED, (2, GOOD), "bad_avro", "breaks off"),
        (DATED, (1, GOOD + b"rest"), "bad_avro", "4 bytes left over"),
        (DATED, (1, body_of("long", 1 << 20) + b"abc"), "bad_avro", "a value of 1048576 bytes where 3 are left"),
        (DATED, (1, body_of("long", -5)), "bad_avro", "a value of -5 bytes"),
        (DATED, (1, b"\x04\xff\xff"), "bad_avro", "not UTF-8"),
        (DATED, (1, b"\xff" * 20), "bad_avro", "does not end"),
        (["null", "long"], (1, b"\x09"), "bad_avro", "branch -5 of a union of 2"),
        (ONE_SYMBOL, (1, b"\x02"), "bad_avro", "symbol 1 of an enum of 1"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_block_claims_is_not_believed(
    schema: Any, block: tuple[int, bytes], reason: str, says: str, tmp_path: Path
) -> None:
    path = raw_container(tmp_path, schema, block)
    ((found, message),) = problems(path)
    assert found == reason
    assert says in message
    assert message.startswith("the Avro container cannot be read further (")


def tower(leaf: Any, levels: int, width: int) -> Any:
    """A record of some records of some records, down to the leaves."""
    for level in range(levels):
        name = f"R{level}"
        leaf = record(field("f0", leaf), *(field(f"f{n}", named(leaf)) for n in range(1, width)), name=name)
    return leaf


def named(schema: Any) -> Any:
    return f"other.house.{schema['name']}" if isinstance(schema, dict) and "name" in schema else schema


def array(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


NO_BYTES = {"type": "fixed", "name": "N", "size": 0}
COUNT = body_of("long", 900_000)


@pytest.mark.parametrize(
    ("schema", "body"),
    [
        (tower("null", 5, 10), b""),
        (record(field("a", "boolean"), field("b", tower("null", 5, 10))), b"\1"),
        (record(field("a", "string"), field("b", tower("null", 5, 10))), b"\x28" + b"a" * 20),
        (tower(NO_BYTES, 5, 10), b""),
        (tower(record(name="Nothing"), 5, 10), b""),
        (array("null"), COUNT + b"\0"),
        (array(NO_BYTES), COUNT + b"\0"),
        (array(record(name="Nothing")), COUNT + b"\0"),
        (array(array("null")), b"\2" + COUNT + b"\0\0"),
        ({"type": "map", "values": array("null")}, b"\2\0" + COUNT + b"\0\0"),
        (["null", array("null")], b"\2" + COUNT + b"\0"),
        (array(tower("boolean", 200, 1)), b"\x14" + bytes(11)),
        (array(record(field("a", "boolean"), field("b", tower("null", 2, 9)))), b"\x28" + bytes(21)),
    ],
    ids=range(13),
)
def test_values_are_read_in_proportion_to_bytes(schema: Any, body: bytes) -> None:
    """Each read value is a few hundred bytes of memory and a microsecond, whatever it is."""
    reader, cursor = DatumReader(schema), Cursor(body)
    with pytest.raises(AvroDataError, match=r"values in \d+ bytes") as refused:
        reader.next(cursor)
    assert refused.value.reason == "too_large"
    assert cursor.values <= 1000 or cursor.values == 900_000  # of which one was read


def test_records_with_many_small_parts_are_no_attack() -> None:
    wide = record(*(field(f"f{n}", ["null", "string"]) for n in range(3000)))
    assert len(DatumReader(wide).only(bytes(3000))) == 3000
    small = array(record(field("a", record(field("b", record(field("c", "boolean"), name="C")), name="B")), name="A"))
    assert len(DatumReader(small).only(body_of("long", 5000) + bytes(5001))) == 5000


TYPES = st.recursive(
    st.sampled_from(["null", "boolean", "int", {"type": "enum", "name": "E", "symbols": ["X" * 50]}]),
    lambda inner: (
        inner.map(array)
        | inner.map(lambda values: {"type": "map", "values": values})
        | st.lists(inner, min_size=1, max_size=5).map(
            lambda kinds: record(*(field(f"f{n}", kind) for n, kind in enumerate(kinds)), name="R")
        )
    ),
    max_leaves=30,
)


@given_any(TYPES, st.binary(max_size=30))
def test_nothing_is_larger_than_its_bytes_allow(schema: Any, body: bytes) -> None:
    with suppress(AvroDataError):
        datum = DatumReader(schema).only(body)
        assert values_of(datum) <= 101 + 10 * len(body)


def values_of(datum: Any) -> int:
    parts = list(datum.values()) if isinstance(datum, dict) else datum if isinstance(datum, list) else []
    return 1 + sum(map(values_of, parts))


MANY = body_of("long", 400_000) + bytes(800_001)


@pytest.mark.parametrize(
    ("schema", "body"),
    [
        (array(record(field(LONG, "boolean"))), MANY),
        (array({"type": "enum", "name": "E", "symbols": [LONG]}), MANY),
        (
            array(["null", {"type": "enum", "name": "E", "symbols": [LONG]}]),
            body_of("long", 400_000) + b"\2\0" * 400_000,
        ),
        ({"type": "map", "values": tower("boolean", 50, 1)}, MANY),
        (array(record(field("\0" * 2000, "boolean"))), MANY),
        (array(logical("bytes", "decimal", precision=153, scale=153)), body_of("long", 400_000) + b"\2\1" * 400_000),
    ],
    ids=["names", "symbols", "symbols in unions", "nested names", "escaped names", "decimals"],
)
def test_names_and_symbols_are_not_written_without_end(schema: Any, body: bytes) -> None:
    cursor = Cursor(body)
    with pytest.raises(AvroDataError, match="by its names and symbols") as refused:
        DatumReader(schema).next(cursor)
    assert refused.value.reason == "too_large"
    assert cursor.written < MAX_RECORD_BYTES * 1.1


def test_a_small_message_with_a_long_symbol_is_one_dead_letter() -> None:
    symbols = {"type": "enum", "name": "E", "symbols": [LONG]}
    schema = record(field("text", "string"), field("date", "string"), field("more", array(symbols)))
    with pytest.raises(UnusableError) as refused:
        decoded(schema, {"text": TEXT, "date": DAY, "more": [LONG] * 20_000})
    assert refused.value.reason == "too_large"


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


def test_any_number_of_records_of_no_bytes_is_one_dead_letter(tmp_path: Path) -> None:
    path = raw_container(tmp_path, record(), (200_000, b""))
    assert path.stat().st_size < 200
    assert len(list(read_records(str(path)))) == 1


def test_records_before_a_broken_block_stand(tmp_path: Path) -> None:
    path = raw_container(tmp_path, DATED, (2, GOOD * 2), (1, b"\x04"), (1, GOOD))
    assert [r.problem and r.problem[0] for r in read_records(str(path))] == [None, None, "bad_avro"]


def test_a_schema_that_holds_itself_is_read_and_too_deep_a_record_is_not() -> None:
    node = record(field("n", "int"), field("next", ["null", "Article"]))
    reader = DatumReader(node)
    assert reader.only(b"\x02\x02\x04\x00") == {"n": 1, "next": {"n": 2, "next": None}}
    with pytest.raises(AvroDataError, match="nested too deeply"):
        reader.only(b"\x02\x02" * 2000 + b"\x02\x00")


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "record", "name": "A"},
        {"type": "recrod", "name": "A", "fields": []},
        "strnig",
        7,
        None,
        {"type": "array"},
        json.loads("[" * 900 + "]" * 900),
        b"{",
        {"type": "fixed", "name": "F", "size": "3"},
        {"type": "fixed", "name": "F", "size": -3},
        {"type": "fixed", "name": "F", "size": True},
        {"type": "fixed", "name": "\ud800", "size": 3},
        {"type": "fixed", "name": "F", "namespace": 5, "size": 3},
        {"type": "enum", "name": "E", "symbols": 5},
        {"type": "enum", "name": "E", "symbols": "ABC"},
        {"type": "enum", "name": "E", "symbols": [["A"]]},
        {"type": "enum", "name": "E", "symbols": ["\ud800"]},
        {"type": "record", "name": "A", "fields": {}},
        record(field("text", "string"), {"name": None, "type": "string"}),
        record(field("text", "string"), {"name": [], "type": "string"}),
        record(field("text", "string"), {"name": "\ud800", "type": "string"}),
    ],
    ids=lambda schema: str(schema)[:70].encode("ascii", "replace").decode(),
)
def test_a_schema_that_is_none_costs_that_file(schema: Any, tmp_path: Path) -> None:
    path = raw_container(tmp_path, schema, (1, GOOD))
    assert [(r.offset, r.problem and r.problem[0]) for r in read_records(str(path))] == [(1, "bad_avro")]


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


PARTS = (RICH, ARTICLE, DATED, logical("bytes", "decimal", precision=6, scale=2), "string", "null", "Article")
WRONG = st.sampled_from(
    [None, True, 0, 3, -1, 10**25, 0.5, float("inf"), "", "\ud800", "decimal", [], {}, [5], ["A"], {"type": 3}, *PARTS]
)


@st.composite
def broken(draw: st.DrawFn, schema: Any) -> Any:
    """The schema with something else in a few places, however deep."""
    made = {"": json.loads(json.dumps(schema))}
    for _ in range(draw(st.integers(1, 3))):
        places = list(places_in(made))
        held, key = places[draw(st.integers(0, len(places) - 1))]
        held[key] = copy.deepcopy(draw(WRONG))
    return made[""]


def places_in(node: Any) -> Iterator[tuple[Any, Any]]:
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        yield node, key
        if isinstance(value, dict | list):
            yield from places_in(value)


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes with some others in one place, and cut."""
    at = draw(st.integers(0, len(data)))
    return (data[:at] + draw(st.binary(max_size=12)) + data[at + draw(st.integers(0, 12)) :])[
        : draw(st.integers(0, 400))
    ]


SOUND = [(RICH, body_of(RICH, NESTED | {"i": NESTED})), (ARTICLE, body_of(ARTICLE, DATUM)), (DATED, GOOD)]


@given_any(st.data(), st.sampled_from(SOUND))
def test_nothing_but_a_refusal_comes_of_any_schema_and_any_bytes(data: st.DataObject, sound: tuple[Any, bytes]) -> None:
    schema, body = data.draw(broken(sound[0])), data.draw(st.just(sound[1]) | damaged(sound[1]))
    with suppress(AvroDataError):
        json.dumps(DatumReader(schema).only(body), ensure_ascii=False).encode()
    raw = RawRecord(topic="reports.raw", offset=1, value=b"\0\0\0\0\7" + body)
    with suppress(UnusableError):
        Decoder(schema_of_id=lambda _: schema).decode(raw)


@given_any(
    st.data(), st.sampled_from(SOUND), st.sampled_from(["null", "deflate", "snappy", "xz", "zstandard", "bzip2"])
)
def test_no_container_raises(data: st.DataObject, sound: tuple[Any, bytes], codec: str) -> None:
    schema = data.draw(st.just(sound[0]) | broken(sound[0]))
    block = zlib.compress(sound[1])[2:-4] if codec == "deflate" else sound[1]
    with TemporaryDirectory() as folder:
        path = raw_container(Path(folder), schema, (data.draw(st.integers(-3, 3)), block), codec=codec)
        if data.draw(st.booleans()):
            path.write_bytes(data.draw(damaged(path.read_bytes())))
        for raw in read_records(str(path)):
            with suppress(UnusableError):
                Decoder().decode(raw)


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


@pytest.mark.parametrize("libraries", sorted({row["libraries"] for row in known_fingerprints()}))
def test_the_header_that_any_library_writes_is_known(libraries: str) -> None:
    """`make clients` has each library compute its own anew."""
    given = json.dumps({"text": TEXT, "date": DAY, "source": "arlen", "tags": ["a"]}).encode()
    plain = Decoder().decode(RawRecord(topic="t", offset=1, value=given))
    body, read = schemas.encode(plain)[10:], 0
    for row in known_fingerprints():
        header = b"\xc3\x01" + bytes.fromhex(row["fingerprint"])
        if row["libraries"] != libraries or row["schema"] != "report":
            continue
        report = Decoder().decode(RawRecord(topic="t", offset=1, value=header + body))
        assert replace(report, report_id=plain.report_id) == plain
        read += 1
    assert read or libraries.count(",") > 1


def test_every_shipped_version_has_its_fingerprints() -> None:
    known = {(row["schema"], int(row["version"])) for row in known_fingerprints()}
    assert known == {(name, v) for name in schemas.codec.NAMES.values() for v in schemas.versions(name)}


def test_a_number_of_more_than_64_bits_is_refused() -> None:
    assert Cursor(b"\xff" * 9 + b"\x01").long() == -(2**63)
    with pytest.raises(AvroDataError):
        Cursor(b"\xff" * 9 + b"\x7f").long()
