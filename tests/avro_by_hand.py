"""Avro of other houses for tests: schemas, data, and containers put together by hand."""

import io
import json
import struct
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import fastavro

from connectors.files import read_records
from connectors.records import RawRecord
from pipelines.decoding import Decoder
from schemas import Report

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


def problems(path: Path) -> list[tuple[str, str]]:
    """Reasons and messages of what could not be read; the records before are left out."""
    records = list(read_records(str(path)))
    assert [r.offset for r in records] == list(range(1, len(records) + 1))
    return [r.problem for r in records if r.problem]


DATED = record(field("text", "string"), field("date", "string"))
GOOD = body_of(DATED, {"text": TEXT, "date": DAY})
