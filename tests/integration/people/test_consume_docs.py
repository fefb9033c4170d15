"""docs/consume.md does what it says: its examples, as they stand, over a real broker and a real database."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest
from claims.coder import PlainCoder
from claims.generator import corpus
from doc_blocks import blocks_of, run_shell, save_files
from integration.postgres.postgres_server import PASSWORD, PostgresServer, ServerUnavailableError
from lacking import lacking
from told import SHELLING, TALKS, telling
from unit.consume.registry_stub import RegistryStub

from connectors.kafka.settings import KafkaSettings
from connectors.postgres.address import PostgresUrl
from connectors.postgres.migrations import migrate
from connectors.postgres.sink import PostgresSink
from connectors.records import OutRecord
from connectors.registry import SchemaRegistry
from pipelines.deployments.local import Folder, aggregate_folder, ingest_files
from schemas import Place

pytestmark = pytest.mark.integration

PAGE = "consume.md"
ALERT = {"day": "2022-03-01", "source": "XKO", "target": "XBE", "count": 9.0}


def shell(part: str) -> str:
    """The one shell block that holds the part."""
    (found,) = [block.text for block in blocks_of(PAGE) if block.language == "sh" and part in block.text]
    return found


def test_every_example_is_run() -> None:
    assert [(block.language, block.file or block.text.split()[0]) for block in blocks_of(PAGE)] == [
        ("sh", "wirewatch"),
        ("python", "follow_events.py"),
        ("sh", "python"),
        ("sh", "kcat"),
        ("python", "confluent_events.py"),
        ("sh", "python"),
        ("sql", "conflict.sql"),
        ("sql", "sentences.sql"),
        ("sh", "psql"),
        ("python", "read_tables.py"),
        ("sh", "python"),
    ]


def test_tail(topics: KafkaSettings) -> None:
    in_ukraine = replace(SHELLING, place=Place(name="Kharkiv", country="UKR", precision="city"))
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = os.environ | {"PATH": path, "WIREWATCH_SERVERS": topics.servers}
    with telling(topics, "events") as teller:
        teller.tell(TALKS, in_ukraine)
    command = ["bash", "-c", f"exec {shell('tail')}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline().endswith("Arlen Post  aaaaaaaa\n")
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert process.stdout.read() == ""


def test_python(topics: KafkaSettings, tmp_path: Path) -> None:
    save_files(PAGE, tmp_path)
    with telling(topics, "events") as teller:
        teller.tell(SHELLING)
        teller.withdraw(SHELLING.event_id)
        first = run_shell(shell("follow_events.py"), tmp_path, WIREWATCH_SERVERS=topics.servers)
        teller.tell(TALKS)
    second = run_shell(shell("follow_events.py"), tmp_path, WIREWATCH_SERVERS=topics.servers)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert first.stdout == f"2022-03-01 ASSAULT {SHELLING.sentence}\nwithdrawn {SHELLING.event_id}\n"
    assert second.stdout == f"2022-03-01 CONSULT {TALKS.sentence}\n"


def test_kcat(topics: KafkaSettings, tmp_path: Path) -> None:
    missing = [name for name in ("kcat", "jq") if shutil.which(name) is None]
    if missing:
        lacking(f"not installed: {', '.join(missing)}")
    with telling(topics, "events") as teller:
        teller.withdraw(SHELLING.event_id)
    with telling(topics, "alerts") as teller:
        teller.put(OutRecord(key=b"x", value=json.dumps(ALERT).encode()))
    done = run_shell(shell("kcat"), tmp_path, WIREWATCH_SERVERS=topics.servers)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{SHELLING.event_id} -1\n2022-03-01\tXKO\tXBE\t9\n"


def test_confluents_client_with_a_registry(topics: KafkaSettings, tmp_path: Path) -> None:
    save_files(PAGE, tmp_path)
    with RegistryStub() as stub:
        with telling(replace(topics, registry=SchemaRegistry(stub.url)), "events") as teller:
            teller.tell(SHELLING)
            teller.withdraw(SHELLING.event_id)
        addresses = {"WIREWATCH_SERVERS": topics.servers, "WIREWATCH_SCHEMA_REGISTRY": stub.url}
        done = run_shell(shell("confluent_events.py"), tmp_path, **addresses)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{SHELLING.event_id} {SHELLING.sentence}\n{SHELLING.event_id} withdrawn\n"


@pytest.fixture
def filled(tmp_path: Path) -> Folder:
    """A folder ``out`` with invented reports."""
    folder = Folder(tmp_path / "out")
    folder.root.mkdir()
    file = tmp_path / "input.jsonl"
    file.write_text("".join(json.dumps(delivery) + "\n" for delivery in corpus(30)))
    ingest_files([str(file)], folder, zone=ZoneInfo("UTC"), make_coder=PlainCoder)
    return folder


def test_duckdb_and_parquet(filled: Folder, tmp_path: Path) -> None:
    save_files(PAGE, tmp_path)
    aggregate_folder(filled)
    done = run_shell(shell("read_tables.py"), tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("┌") == 3, done.stdout
    assert not re.search(r"\b0 rows", done.stdout), done.stdout


def test_postgresql(filled: Folder, tmp_path: Path) -> None:
    if shutil.which("psql") is None:
        lacking("not installed: psql")
    save_files(PAGE, tmp_path)
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(PostgresServer())
        except ServerUnavailableError as error:
            pytest.skip(str(error))
        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE news")
        migrate(PostgresUrl(server.url("news")))
        aggregate_folder(filled, more=[PostgresSink(PostgresUrl(server.url("news")))])
        address = server.url("news").replace(f":{PASSWORD.replace('%', '%25')}@", "@")
        done = run_shell(shell("psql"), tmp_path, DATABASE=address, PGPASSWORD=PASSWORD)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout.count(" rows)") + done.stdout.count(" row)") == 2, done.stdout
    assert "(0 rows)" not in done.stdout, done.stdout
