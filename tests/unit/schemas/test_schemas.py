"""The records and their Avro schemas: alike, readable in every shipped version, loud on bytes that are neither."""

import dataclasses
import io
import json
import struct
from dataclasses import replace
from importlib.resources import files

import avro.compatibility
import avro.datafile
import avro.io
import avro.schema
import fastavro
import msgspec
import pytest

import schemas
from schemas.codec import NAMES, SchemaError, decode, encode, load, read_container, to_avro, versions, write_container

FOLDER = files("schemas")
WITHOUT_UNIT = {"offset", "partition", "geonames_id", "rank", "quad_class"}
EVERY_VERSION = [(cls, v) for cls, name in NAMES.items() for v in versions(name)]


def sample(cls, version):
    return msgspec.json.decode((FOLDER / NAMES[cls] / f"v{version}.sample.json").read_bytes(), type=cls)


def read_one(cls, version):
    with (FOLDER / NAMES[cls] / f"v{version}.avro").open("rb") as stream:
        return next(iter(read_container(stream, cls)))


def named_types(node):
    if isinstance(node, dict):
        if node.get("type") in ("record", "enum"):
            yield node
        for value in node.values():
            yield from named_types(value)
    elif isinstance(node, list):
        for value in node:
            yield from named_types(value)


def avsc(name, version):
    return json.loads((FOLDER / name / f"v{version}.avsc").read_text())


@pytest.mark.parametrize("cls", NAMES, ids=lambda c: c.__name__)
def test_fields_of_record_and_schema_are_the_same(cls):
    newest = versions(NAMES[cls])[-1]
    assert [f.name for f in dataclasses.fields(cls)] == [f["name"] for f in avsc(NAMES[cls], newest)["fields"]]


def test_event_is_a_telling_with_an_origin():
    telling = {f.name for f in dataclasses.fields(schemas.Telling)}
    event = {f.name for f in dataclasses.fields(schemas.Event)}
    assert event - telling == {"report_id", "url", "publisher", "published_at", "story_id"}
    assert telling <= event


@pytest.mark.parametrize(("cls", "version"), EVERY_VERSION)
def test_every_field_says_what_it_is(cls, version):
    seen = 0
    for node in named_types(avsc(NAMES[cls], version)):
        assert node["doc"]
        for field in node.get("fields", []):
            seen += 1
            assert field["doc"], field["name"]
            plain = [t for t in (field["type"] if isinstance(field["type"], list) else [field["type"]]) if t != "null"]
            if plain[0] in ("long", "double", "int") and field["name"] not in WITHOUT_UNIT:
                assert "Unit: " in field["doc"], field["name"]
    assert seen >= 10


def test_each_version_reads_the_samples_of_all_older_ones():
    read = 0
    for cls, version in EVERY_VERSION:
        with (FOLDER / NAMES[cls] / f"v{version}.avro").open("rb") as stream:
            records = list(read_container(stream, cls))
        assert records == [sample(cls, version)]
        for newer in versions(NAMES[cls]):
            if newer >= version:
                reader = avro.schema.parse(json.dumps(avsc(NAMES[cls], newer)))
                writer = avro.schema.parse(json.dumps(avsc(NAMES[cls], version)))
                result = avro.compatibility.ReaderWriterCompatibilityChecker().get_compatibility(reader, writer)
                assert result.compatibility is avro.compatibility.SchemaCompatibilityType.compatible, result.messages
                read += 1
    assert len(EVERY_VERSION) >= 6
    assert read == sum(n * (n + 1) // 2 for n in (len(versions(name)) for name in NAMES.values()))


@pytest.mark.parametrize("cls", NAMES, ids=lambda c: c.__name__)
def test_both_framings_give_the_record_back(cls):
    record = sample(cls, versions(NAMES[cls])[-1])
    single = encode(record)
    assert single[:2] == b"\xc3\x01"
    assert decode(cls, single) == record
    confluent = encode(record, schema_id=7)
    assert confluent[:5] == b"\x00\x00\x00\x00\x07"
    assert decode(cls, confluent, schema_of_id={7: load(NAMES[cls])}.__getitem__) == record


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "neither single-object"),
        (b"{}", "neither single-object"),
        (b"\xc3\x01" + bytes(8) + b"x", "no shipped version of report"),
        (b"\x00\x00\x00\x00\x07x", "needs a registry"),
    ],
)
def test_foreign_bytes_are_named(data, says):
    with pytest.raises(SchemaError, match=says):
        decode(schemas.Report, data)


def test_what_a_version_adds_has_the_meaning_of_before_in_older_data():
    event, row = (read_one(cls, 1) for cls in (schemas.Event, schemas.DailyRow))
    assert {actor.country_basis for actor in (*event.sources, *event.targets)} == {"name"}
    assert row.min_confidence is None


def test_fingerprints_of_all_versions_are_the_same_and_hold_no_long_from_version_3_on():
    """JavaScript's numbers end at 53 bits."""
    read = [read_one(schemas.CodedReport, v) for v in versions("coded_report")]
    assert {report.hashes for report in read} == {(-5, 7)}
    written = fastavro.schemaless_reader(io.BytesIO(encode(read[0])[10:]), load("coded_report"), None)
    assert written["fingerprint"] == []
    assert written["sentence_hashes"] == struct.pack(">2q", -5, 7)
    assert replace(read[-1], sentence_hashes=b"").hashes == ()


def test_longs_of_the_newest_versions_are_times_and_counts():
    """What is a 64-bit number by nature has no long."""
    longs = {
        field["name"]
        for name in NAMES.values()
        for node in named_types(avsc(name, versions(name)[-1]))
        for field in node.get("fields", [])
        if '"long"' in json.dumps(field["type"]) and "timestamp" not in json.dumps(field["type"])
    }
    assert {"fingerprint", "offset", "geonames_id"} <= longs
    assert not [name for name in longs if "hash" in name or (name.endswith("_id") and name != "geonames_id")]


def test_containers_are_deflated():
    """The one codec besides none that every Avro library has."""
    stream = io.BytesIO()
    write_container(stream, schemas.CodedReport, [sample(schemas.CodedReport, 3)])
    stream.seek(0)
    assert fastavro.reader(stream).metadata["avro.codec"] == "deflate"
    stream.seek(0)
    with avro.datafile.DataFileReader(stream, avro.io.DatumReader()) as theirs:
        assert [record["sentence_hashes"] for record in theirs] == [struct.pack(">2q", -5, 7)]


def test_a_reader_of_version_1_takes_version_2_but_for_an_open_date():
    """It names what it does not know; it never takes an open date for a day that something tells."""
    known = replace(sample(schemas.Event, 2), date_basis="report")
    for event, reads in ((known, True), (replace(known, date_basis="open"), False)):
        body = io.BytesIO(encode(event)[10:])
        if reads:
            plain = fastavro.schemaless_reader(body, load("event", 2), load("event", 1))
            assert (plain["event_id"], plain["date_basis"]) == (event.event_id, "report")
            assert "country_basis" not in plain["sources"][0]
        else:
            with pytest.raises(fastavro.read.SchemaResolutionError, match="open"):
                fastavro.schemaless_reader(body, load("event", 2), load("event", 1))


def test_a_basis_of_a_later_version_is_read_as_an_open_date():
    later = json.loads(json.dumps(avsc("event", 2)).replace('"relative", "open"', '"relative", "open", "guessed"'))
    event = to_avro(sample(schemas.Event, 2)) | {"date_basis": "guessed"}
    body = io.BytesIO()
    fastavro.schemaless_writer(body, fastavro.parse_schema(later, named_schemas={}), event)
    body.seek(0)
    plain = fastavro.schemaless_reader(body, fastavro.parse_schema(later, named_schemas={}), load("event", 2))
    assert plain["date_basis"] == "open"


def test_truncated_record_is_refused_at_every_length():
    data = encode(sample(schemas.Report, 1))
    refused = 0
    for n in range(len(data)):
        with pytest.raises(SchemaError):
            decode(schemas.Report, data[:n])
        refused += 1
    assert refused == len(data) > 100


def test_container_round_trip():
    record = sample(schemas.CodedReport, 1)
    stream = io.BytesIO()
    write_container(stream, schemas.CodedReport, [record] * 3)
    stream.seek(0)
    assert list(read_container(stream, schemas.CodedReport)) == [record] * 3


def test_a_version_that_does_not_ship_is_named():
    with pytest.raises(SchemaError, match="report v99 does not ship; there is v1"):
        load("report", 99)
