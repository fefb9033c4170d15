"""Avro schemas and bytes that are broken: nothing but a refusal comes of them."""

import copy
import json
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from avro_by_hand import ARTICLE, DATED, DATUM, GOOD, NESTED, RICH, body_of, field, logical, raw_container, record
from hypothesis import given as given_any
from hypothesis import strategies as st

from connectors.files import read_records
from connectors.records import RawRecord
from connectors.registry import SchemaRegistry
from pipelines.decoding import Decoder, UnusableError
from schemas.foreign import AvroDataError, DatumReader


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


@given_any(st.data(), st.sampled_from(SOUND))
def test_nothing_but_a_refusal_comes_of_any_schema_in_a_registry(data: st.DataObject, sound: tuple[Any, bytes]) -> None:
    answer = {"schema": json.dumps(data.draw(broken(sound[0])))}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(SchemaRegistry, "_ask", lambda *_: answer)
        known = SchemaRegistry("http://127.0.0.1:1")
        raw = RawRecord(topic="reports.raw", offset=1, value=b"\0\0\0\0\7" + sound[1])
        with suppress(UnusableError):
            Decoder(schema_of_id=known._schema).decode(raw)


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
