"""A deployment that keeps its schemas in a registry holds the same, whatever framing its records came in."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from claims.generator import corpus
from claims.stored import select
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext
from integration.drain.deployments import Deployment, deployed
from unit.consume.registry_stub import RegistryStub

from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_log
from connectors.kafka.values import decode_value
from connectors.registry import IncompatibleSchemaError, SchemaRegistry
from pipelines.cli import main
from pipelines.deployments.local import Folder
from schemas import Event, from_avro

pytestmark = pytest.mark.integration


def rows(deployment: Deployment) -> object:
    """What the store holds, but for what depends on the run."""
    store = Folder(deployment.out)
    daily = select(store, "SELECT * EXCLUDE (updated_at) FROM daily ORDER BY ALL")
    return (
        daily,
        select(store, "SELECT * FROM events ORDER BY ALL"),
        select(store, "SELECT * FROM reports ORDER BY ALL"),
    )


def framings(settings: KafkaSettings, topic: str) -> set[int]:
    """The first bytes of the topic's values."""
    return {value[0] for _, value in read_log(settings, topic) if value is not None}


@contextmanager
def single(settings: KafkaSettings, folder: Path) -> Iterator[Deployment]:
    with deployed(settings, folder, partitions=1, filled=1) as made:
        yield made


def test_half_without_and_half_with_a_registry_is_the_same(settings: KafkaSettings, tmp_path: Path) -> None:
    stream = corpus(20)
    half = len(stream) // 2
    with RegistryStub() as stub, single(settings, tmp_path) as plain, single(settings, tmp_path) as mixed:
        registered = replace(mixed, settings=replace(settings, registry=SchemaRegistry(stub.url)))
        for part in (stream[:half], stream[half:]):
            plain.push(part)
            plain.drain()
        mixed.push(stream[:half])
        mixed.drain()
        mixed.push(stream[half:])
        registered.drain()

        assert rows(registered) == rows(plain)
        topics = mixed.topics
        for topic in (topics.coded, topics.events, topics.daily):
            assert framings(settings, topic) == {0xC3, 0x00}, topic
        assert stub.subjects.keys() == {f"{topic}-value" for topic in (topics.coded, topics.events, topics.daily)}
        theirs = AvroDeserializer(SchemaRegistryClient({"url": stub.url}))
        context = SerializationContext(topics.events, MessageField.VALUE)
        values = [v for _, v in read_log(settings, topics.events) if v is not None and v[0] == 0]
        assert len(values) > 5
        for value in values:
            ours = decode_value(registered.settings, Event, value)
            assert asdict(from_avro(Event, theirs(value, context))) == asdict(ours)


def test_a_registry_that_refuses_stops_the_drain_before_it_writes(settings: KafkaSettings, tmp_path: Path) -> None:
    with RegistryStub() as stub, single(settings, tmp_path) as made:
        other = {"type": "record", "name": "CodedReport", "namespace": "org.wirewatch", "fields": []}
        body = json.dumps({"schema": json.dumps(other)}).encode()
        with urlopen(Request(f"{stub.url}/subjects/{made.topics.coded}-value/versions", data=body)):
            pass
        made.push(corpus(2))
        registered = replace(made, settings=replace(settings, registry=SchemaRegistry(stub.url)))
        with pytest.raises(IncompatibleSchemaError, match=r"does not take coded_report v\d"):
            registered.drain()
        assert set(made.ends().values()) == {0}
        made.drain()
        assert made.ends()[made.topics.coded] > 0


@pytest.mark.parametrize("by", ["option", "variable"])
def test_the_command_says_in_one_line_that_the_registry_is_away(
    by: str,
    settings: KafkaSettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = ["--schema_registry", "http://127.0.0.1:1"] if by == "option" else []
    if by == "variable":
        monkeypatch.setenv("WIREWATCH_SCHEMA_REGISTRY", "http://127.0.0.1:1")
    with single(settings, tmp_path) as made:
        with pytest.raises(SystemExit) as done:
            main(["drain", "--servers", settings.servers, "--topic_prefix", made.topics.prefix, *given])
        assert set(made.ends().values()) == {0}
    told = capsys.readouterr().err
    assert done.value.code == 1
    assert "http://127.0.0.1:1 does not answer" in told
    assert told.count("\n") == 1
