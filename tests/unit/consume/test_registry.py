import json
import pickle
import shutil
import ssl
import struct
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from certificates import self_signed
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext
from registry_stub import ApiError, RegistryStub

from connectors.kafka.settings import KafkaSettings
from connectors.kafka.values import decode_value, encode_value, register_values
from connectors.records import RawRecord
from connectors.registry import (
    IncompatibleSchemaError,
    RegistryError,
    RegistrySettingsError,
    RegistryUnavailableError,
    SchemaRegistry,
)
from pipelines.decoding import Decoder
from schemas import Event, Report, SchemaError, encode, from_avro
from schemas.codec import read_container

SAMPLE = Path(__file__).parents[3] / "schemas" / "event" / "v2.avro"
SHIPPED = json.loads((SAMPLE.parent / "v2.avsc").read_text(encoding="utf-8"))


@pytest.fixture
def stub() -> Iterator[RegistryStub]:
    with RegistryStub() as running:
        yield running


@pytest.fixture
def event() -> Event:
    with SAMPLE.open("rb") as stream:
        return next(iter(read_container(stream, Event)))


def on(stub: RegistryStub) -> KafkaSettings:
    return KafkaSettings(servers="nowhere:9092", registry=SchemaRegistry(stub.url))


def put_schema(stub: RegistryStub, subject: str, schema: object) -> None:
    body = json.dumps({"schema": json.dumps(schema)}).encode()
    with urlopen(Request(f"{stub.url}/subjects/{subject}/versions", data=body)):
        pass


def test_what_is_written_can_be_read_back(stub: RegistryStub, event: Event) -> None:
    value = encode_value(on(stub), "events", event)
    assert value[:5] == struct.pack(">bI", 0, stub.subjects["events-value"][0])
    assert decode_value(on(stub), Event, value) == event


def test_both_framings_are_read(stub: RegistryStub, event: Event) -> None:
    assert decode_value(on(stub), Event, encode(event)) == event
    assert encode_value(KafkaSettings(servers="nowhere:9092"), "events", event) == encode(event)


def test_confluents_own_deserialiser_reads_it(stub: RegistryStub, event: Event) -> None:
    value = encode_value(on(stub), "events", event)
    client = SchemaRegistryClient({"url": stub.url})
    plain = AvroDeserializer(client)(value, SerializationContext("events", MessageField.VALUE))
    assert plain["sentence"] == event.sentence
    assert from_avro(Event, plain) == event


def test_confluent_framed_reports_are_decoded(stub: RegistryStub) -> None:
    noon = datetime(2022, 3, 1, 12, tzinfo=UTC)
    report = Report(
        report_id="x",
        source="arlen-post",
        url="http://a.example/1",
        guid="g1",
        text="Envoys of Korvia met in Arlen.",
        published_at=noon,
        published_precision="second",
        fetched_at=noon,
    )
    value = encode_value(on(stub), "reports.raw", report)
    decoder = Decoder(schema_of_id=SchemaRegistry(stub.url).schema_of_id)
    found = decoder.decode(RawRecord(topic="reports.raw", offset=0, value=value))
    assert (found.text, found.guid, found.published_at) == (report.text, "g1", noon)


def test_registering_adds_once_and_changes_nothing(stub: RegistryStub, event: Event) -> None:
    register_values(on(stub), {"events": Event})
    for _ in range(3):
        encode_value(on(stub), "events", event)
    assert stub.subjects == {"events-value": [1]}
    assert stub.calls == [("POST", "/subjects/events-value"), ("POST", "/subjects/events-value/versions")]


def test_what_is_registered_already_is_only_looked_up(stub: RegistryStub) -> None:
    put_schema(stub, "events-value", SHIPPED)
    stub.calls.clear()
    register_values(on(stub), {"events": Event})
    assert stub.calls == [("POST", "/subjects/events-value")]
    assert stub.subjects == {"events-value": [1]}


def test_an_older_version_stays_beside_the_new_one(stub: RegistryStub) -> None:
    fields = [f for f in SHIPPED["fields"] if f["name"] != "deed_modality"]
    older = SHIPPED | {"fields": fields}
    put_schema(stub, "events-value", older)
    register_values(on(stub), {"events": Event})
    assert stub.subjects == {"events-value": [1, 2]}
    assert json.loads(stub.schemas[0]) == older


def test_incompatible_change_is_refused_with_the_registrys_reasons(stub: RegistryStub) -> None:
    other = {"type": "record", "name": "Event", "namespace": "wirewatch.event.v1", "fields": []}
    put_schema(stub, "events-value", other)
    with pytest.raises(IncompatibleSchemaError) as refused:
        register_values(on(stub), {"events": Event})
    assert "does not take event v2 for events-value" in str(refused.value)
    assert "event_id" in str(refused.value)
    assert stub.subjects == {"events-value": [1]}


def test_the_registrys_own_rule_decides(stub: RegistryStub) -> None:
    put_schema(stub, "events-value", {"type": "record", "name": "Event", "fields": []})
    with urlopen(Request(f"{stub.url}/config/events-value", data=b'{"compatibility": "NONE"}', method="PUT")):
        pass
    register_values(on(stub), {"events": Event})
    assert stub.subjects == {"events-value": [1, 2]}


def test_unknown_id_is_bad_data_and_a_silent_registry_is_not(stub: RegistryStub, event: Event) -> None:
    unknown = b"\x00" + struct.pack(">I", 77) + encode(event)[10:]
    with pytest.raises(SchemaError, match="77 is not in the registry"):
        decode_value(on(stub), Event, unknown)
    absent = KafkaSettings(servers="nowhere:9092", registry=SchemaRegistry("http://127.0.0.1:1"))
    with pytest.raises(RegistryUnavailableError, match=r"127\.0\.0\.1:1 does not answer"):
        decode_value(absent, Event, unknown)
    with pytest.raises(RegistryError):
        Decoder(schema_of_id=SchemaRegistry("http://127.0.0.1:1").schema_of_id).decode(
            RawRecord(topic="reports.raw", offset=0, value=unknown)
        )


def test_an_id_of_another_kind_of_schema_is_bad_data(stub: RegistryStub, event: Event) -> None:
    put_schema(stub, "other-value", {"type": "record", "name": "Other", "fields": [{"name": "n", "type": "int"}]})
    with pytest.raises(SchemaError, match="not a event"):
        decode_value(on(stub), Event, b"\x00" + struct.pack(">I", 1) + b"\x02")


@pytest.mark.parametrize("given", ["reader:s3cret", "file"])
def test_credentials_come_from_outside_and_show_nowhere(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "auth").write_text("reader:s3cret\n")
    with RegistryStub(auth="reader:s3cret") as stub:
        settings = on(stub)
        with pytest.raises(RegistryError, match="WIREWATCH_REGISTRY_AUTH"):
            register_values(settings, {"events": Event})
        monkeypatch.setenv("WIREWATCH_REGISTRY_AUTH", "reader:wrong")
        with pytest.raises(RegistryError) as refused:
            register_values(settings, {"events": Event})
        assert "wrong" not in str(refused.value)
        value = given if given != "file" else f"file:{tmp_path / 'auth'}"
        monkeypatch.setenv("WIREWATCH_REGISTRY_AUTH", value)
        register_values(settings, {"events": Event})
        assert "s3cret" not in repr(settings)
        assert b"s3cret" not in pickle.dumps(settings)
        assert pickle.loads(pickle.dumps(settings)) == settings


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate, and is not installed")
def test_tls_trusts_the_given_authority_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate, key = self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with RegistryStub(tls=context) as stub:
        with pytest.raises(RegistryError, match="does not answer"):
            register_values(on(stub), {"events": Event})
        monkeypatch.setenv("WIREWATCH_REGISTRY_CA", str(certificate))
        register_values(on(stub), {"events": Event})
        assert stub.subjects == {"events-value": [1]}


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("registry:8081", "give http"),
        ("ftp://registry", "give http"),
        ("https://me:s3cret@registry", "WIREWATCH_REGISTRY_AUTH"),
    ],
)
def test_an_address_that_is_none_is_refused(url: str, told: str) -> None:
    with pytest.raises(RegistrySettingsError, match=told) as refused:
        SchemaRegistry(url)
    assert "s3cret" not in str(refused.value)


def test_an_answer_that_is_no_registrys_is_an_error(stub: RegistryStub) -> None:
    with pytest.raises(RegistryError, match="cannot look up schema id 1") as refused:
        SchemaRegistry(f"{stub.url}/elsewhere").schema_of_id(1)
    assert not isinstance(refused.value, RegistryUnavailableError), "nothing that waiting would help"


@pytest.mark.parametrize(("status", "code"), [(500, 50002), (503, 503), (429, 429)])
def test_a_registry_that_cannot_at_present_may_be_asked_again(status: int, code: int, stub: RegistryStub) -> None:
    stub.fails = ApiError(status, code, "not now")
    with pytest.raises(RegistryUnavailableError, match=f"{code} not now"):
        SchemaRegistry(stub.url).schema_of_id(1)


def test_no_redirection_is_followed_with_our_credentials(stub: RegistryStub, monkeypatch: pytest.MonkeyPatch) -> None:
    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", stub.url + self.path)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    put_schema(stub, "events-value", SHIPPED)
    stub.calls.clear()
    monkeypatch.setenv("WIREWATCH_REGISTRY_AUTH", "reader:s3cret")
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}).start()
        try:
            with pytest.raises(RegistryError, match="302"):
                SchemaRegistry(f"http://127.0.0.1:{server.server_port}").schema_of_id(1)
        finally:
            server.shutdown()
    assert stub.calls == []
