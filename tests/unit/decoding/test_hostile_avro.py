"""Avro that claims or makes much of little: what is read is in proportion to what is there."""

import bz2
import lzma
import struct
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from avro_by_hand import (
    DATED,
    DAY,
    GOOD,
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
from backports import zstd
from hypothesis import given as given_any
from hypothesis import strategies as st

from connectors import avro_containers, expanding, files
from connectors.files import read_records
from pipelines.decoding import UnusableError
from schemas.foreign import MAX_RECORD_BYTES, AvroDataError, Cursor, DatumReader

NULLS = {"type": "array", "items": "null"}
MANY_NULLS = record(field("a", "boolean"), *(field(f"n{n}", "null") for n in range(200)))
ONE_SYMBOL = record(field("a", {"type": "enum", "name": "E", "symbols": ["X"]}))
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
    monkeypatch.setattr(expanding, "BOMB_BYTES", 1 << 20)
    block = zlib.compress(body_of(DATED, {"text": "a" * 500_000, "date": DAY}))[2:-4]
    path = raw_container(tmp_path, DATED, *[(1, block)] * 20, codec="deflate")
    records = list(read_records(str(path)))
    reasons = [r.problem and r.problem[0] for r in records]
    assert reasons == [None] * (len(records) - 1) + ["expands_too_far"]
    assert len(records) < 10


def test_what_records_are_written_as_counts_as_growth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte that stands for a long symbol, or a name that each record has again."""
    monkeypatch.setattr(expanding, "BOMB_BYTES", 1 << 20)
    for schema in (record(field("a", {"type": "enum", "name": "E", "symbols": [LONG]})), record(field(LONG, "int"))):
        path = raw_container(tmp_path, schema, (100_000, bytes(100_000)))
        records = list(read_records(str(path)))
        assert records[-1].problem is not None
        assert records[-1].problem[0] == "expands_too_far"
        assert sum(len(r.value) for r in records) < 2 * expanding.BOMB_RATIO * path.stat().st_size


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


@pytest.mark.slow
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
        ({"type": "map", "values": record(field("a", record(field(LONG, "boolean"), name="B")))}, MANY),
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


def test_any_number_of_records_of_no_bytes_is_one_dead_letter(tmp_path: Path) -> None:
    path = raw_container(tmp_path, record(), (200_000, b""))
    assert path.stat().st_size < 200
    assert len(list(read_records(str(path)))) == 1


def test_records_before_a_broken_block_stand(tmp_path: Path) -> None:
    path = raw_container(tmp_path, DATED, (2, GOOD * 2), (1, b"\x04"), (1, GOOD))
    assert [r.problem and r.problem[0] for r in read_records(str(path))] == [None, None, "bad_avro"]


def test_a_number_of_more_than_64_bits_is_refused() -> None:
    assert Cursor(b"\xff" * 9 + b"\x01").long() == -(2**63)
    with pytest.raises(AvroDataError):
        Cursor(b"\xff" * 9 + b"\x7f").long()
