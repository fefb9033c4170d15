"""Avro for the records: load schemas, encode and decode in both framings, read and write container files.

Single-object encoding (Avro 1.12 specification, "Single-object encoding") is the default and needs no registry;
Confluent's wire format (magic byte 0 and a four-byte schema id) is used where a registry gives ids.
"""

import csv
import io
import json
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import IO, Any, TypeVar

import fastavro
import msgspec
from fastavro.schema import fingerprint, to_parsing_canonical_form
from fastavro.types import Schema

from schemas.records import Alert, CodedReport, DailyRow, Event, Rejected, Report

Record = Report | CodedReport | Event | DailyRow | Alert | Rejected
R = TypeVar("R", Report, CodedReport, Event, DailyRow, Alert, Rejected)

NAMES: dict[type, str] = {
    Report: "report",
    CodedReport: "coded_report",
    Event: "event",
    DailyRow: "daily_row",
    Alert: "alert",
    Rejected: "rejected",
}

_SINGLE_OBJECT = b"\xc3\x01"
_CONFLUENT = b"\x00"
_AVRO_NATIVE = (date, datetime, bytes)


class SchemaError(ValueError):
    """Bytes that no known schema describes; the message says what was found and what was expected."""


def versions(name: str) -> list[int]:
    """Versions of a schema that ship, ascending."""
    folder = files("schemas") / name
    return sorted(int(f.name[1:-5]) for f in folder.iterdir() if f.name.startswith("v") and f.name.endswith(".avsc"))


@cache
def load(name: str, version: int | None = None) -> Schema:
    """The parsed schema ``name``, its newest version unless one is given; raises SchemaError when there is none."""
    known = versions(name)
    wanted = known[-1] if version is None else version
    if wanted not in known:
        raise SchemaError(f"schema {name} v{wanted} does not ship; there is {', '.join(f'v{v}' for v in known)}")
    text = (files("schemas") / name / f"v{wanted}.avsc").read_text(encoding="utf-8")
    return fastavro.parse_schema(json.loads(text), named_schemas={})


@cache
def _header(name: str, version: int | None = None) -> bytes:
    crc = fingerprint(to_parsing_canonical_form(load(name, version)), "CRC-64-AVRO")
    return _SINGLE_OBJECT + bytes.fromhex(crc)


@cache
def _writers(name: str) -> dict[bytes, Schema]:
    """The shipped schemas by the headers that the Avro libraries make of them, which differ where types are logical."""
    table = (files("schemas") / "fingerprints.tsv").read_text(encoding="utf-8").splitlines()
    known = [row for row in csv.DictReader(table, delimiter="\t") if row["schema"] == name]
    writers = {_SINGLE_OBJECT + bytes.fromhex(row["fingerprint"]): load(name, int(row["version"])) for row in known}
    return writers | {_header(name, v): load(name, v) for v in versions(name)}


def to_avro(record: Record) -> dict[str, Any]:
    """The record as the plain mapping that fastavro writes."""
    plain: dict[str, Any] = msgspec.to_builtins(record, builtin_types=_AVRO_NATIVE)
    return plain


def from_avro(cls: type[R], plain: object) -> R:
    """The record that a mapping read by fastavro describes; raises SchemaError when a field does not fit."""
    try:
        return msgspec.convert(plain, cls)
    except msgspec.ValidationError as e:
        raise SchemaError(f"not a {NAMES[cls]}: {e}") from e


def encode(record: Record, *, schema_id: int | None = None) -> bytes:
    """The record in single-object encoding, or in Confluent's wire format under a registry's ``schema_id``."""
    name = NAMES[type(record)]
    out = io.BytesIO()
    out.write(_header(name) if schema_id is None else _CONFLUENT + struct.pack(">I", schema_id))
    fastavro.schemaless_writer(out, load(name), to_avro(record))
    return out.getvalue()


def unframe(name: str, data: bytes, *, schema_of_id: Callable[[int], Schema] | None = None) -> tuple[Schema, bytes]:
    """The schema that ``data`` were written with, and what follows the framing; raises SchemaError as ``decode``."""
    if data[:2] == _SINGLE_OBJECT:
        writer = _writers(name).get(data[:10])
        if writer is None:
            raise SchemaError(f"schema fingerprint {data[2:10].hex()} is no shipped version of {name}")
        return writer, data[10:]
    if data[:1] == _CONFLUENT and len(data) > 5:
        (schema_id,) = struct.unpack(">I", data[1:5])
        if schema_of_id is None:
            raise SchemaError(f"schema id {schema_id} needs a registry: set --schema_registry")
        return schema_of_id(schema_id), data[5:]
    raise SchemaError(
        f"starts with {data[:2].hex() or 'nothing'}: neither single-object encoding nor Confluent's wire format"
    )


def decode(cls: type[R], data: bytes, *, schema_of_id: Callable[[int], Schema] | None = None) -> R:
    """The record in ``data``, of any shipped version and either framing.

    ``schema_of_id`` looks up the writer's schema of a Confluent id; without it such data raises SchemaError,
    as do an unknown fingerprint, a truncated body and a value outside the schema.
    """
    name = NAMES[cls]
    writer, body = unframe(name, data, schema_of_id=schema_of_id)
    try:
        plain = fastavro.schemaless_reader(io.BytesIO(body), writer, load(name))
    except (EOFError, ValueError, IndexError, OverflowError, fastavro.read.SchemaResolutionError) as e:
        raise SchemaError(f"not a {name}: {e or type(e).__name__}") from e
    return from_avro(cls, plain)


def write_container(
    stream: IO[bytes],
    cls: type[R],
    records: Iterable[R],
    *,
    codec: str = "deflate",
    header: Mapping[str, str] | None = None,
) -> None:
    """Write an Avro object container file of ``records``, with more in its ``header`` if there is."""
    fastavro.writer(stream, load(NAMES[cls]), map(to_avro, records), codec=codec, metadata=header)


def read_header(stream: IO[bytes]) -> Mapping[str, str]:
    """What the header of an Avro object container file holds; no record is read."""
    found: Mapping[str, str] = fastavro.reader(stream).metadata
    return found


def read_container(stream: IO[bytes], cls: type[R]) -> Iterator[R]:
    """Read an Avro object container file, of any shipped version, as records."""
    for plain in fastavro.reader(stream, load(NAMES[cls])):
        yield from_avro(cls, plain)


def column_to_extend(stream: IO[bytes], cls: type[R], name: str) -> list[Any] | None:
    """One field of each record of an Avro object container file that more can be written behind; else None.

    Behind the records of an older version would come more of that version.
    """
    schema: Any = load(NAMES[cls])
    only = schema | {"fields": [field for field in schema["fields"] if field["name"] == name]}
    reader = fastavro.reader(stream, fastavro.parse_schema(only, named_schemas={}, _force=True))
    if to_parsing_canonical_form(reader.writer_schema) != _canonical(NAMES[cls]):
        return None
    return [plain[name] for plain in reader]


@cache
def _canonical(name: str) -> str:
    return str(to_parsing_canonical_form(load(name)))
