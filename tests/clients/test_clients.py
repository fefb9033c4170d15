"""Clients of other houses read all that leaves the system, and every value is ours. Run by ``make clients``."""

import csv
import json
import sys
from operator import itemgetter
from pathlib import Path

import fastavro
import pyarrow.parquet as pq
import pytest
from fastavro.schema import fingerprint, to_parsing_canonical_form

from clients import environments
from clients.environments import PROGRAMS, ROOT, output
from clients.values import assert_same, difference, records
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.table import read_log
from pipelines.deployments.local import Folder
from schemas import CodedReport, DailyRow, Event, decode, encode, from_avro, to_avro, versions
from schemas.codec import NAMES

pytestmark = [pytest.mark.clients, pytest.mark.timeout(3600)]
PYTHON = {
    "duckdb": ("duckdb==1.4.4", "pytz==2025.2"),
    "oldest duckdb": ("duckdb==1.0.0", "pytz==2025.2"),
    "avro": ("avro==1.12.2",),
    "pandas": ("pandas==2.3.3", "pyarrow==21.0.0"),
    "polars": ("polars==1.35.2",),
}
ROW = ("day", "series", "source", "target", "place", "type", "quad_class")
LANGUAGES = {"node": environments.node, "go": environments.go, "rust": environments.rust, "java": environments.java}
FILE_READERS = {
    "avsc 5.7 (Node)": ("node", "avro"),
    "hamba/avro 2.31 (Go)": ("go", "hamba"),
    "goavro 2.15 (Go)": ("go", "goavro"),
    "apache-avro 0.21 (Rust)": ("rust", "avro"),
    "avro 1.12 (Java)": ("java", "avro"),
}
TOPIC_READERS = {"kafkajs 2.2 (Node)": "node", "franz-go 1.22 (Go)": "go", "kafka-clients 4.1 (Java)": "java"}
TOPICS = {"events": Event, "reports.coded": CodedReport, "aggregates.daily": DailyRow}


def in_python(name: str, program: str, *argv: str) -> list[str]:
    return output(str(environments.python(*PYTHON[name])), str(PROGRAMS / "python" / f"{program}.py"), *argv)


@pytest.mark.parametrize("name", ["duckdb", "oldest duckdb"])
def test_store(name: str, folder: Folder) -> None:
    """All tables and views, as the DuckDB that wrote them reads them."""
    program = str(PROGRAMS / "python" / "read_store.py")
    ours = output(sys.executable, program, str(folder.store))
    assert in_python(name, "read_store", str(folder.store)) == ours
    assert {json.loads(line)[0] for line in ours} >= {"events", "mentions_behind", "reports", "rejected", "totals"}


@pytest.mark.parametrize("name", ["pandas", "polars", "duckdb"])
def test_daily_rows_in_parquet(name: str, folder: Folder) -> None:
    ours = [row for path in sorted((folder.root / "daily").iterdir()) for row in pq.read_table(path).to_pylist()]
    theirs = [json.loads(line) for line in in_python(name, "read_parquet", name, str(folder.root / "daily"))]
    theirs.sort(key=lambda row: tuple(str(row[part])[:10] for part in ROW))
    ours.sort(key=lambda row: tuple(str(row[part])[:10] for part in ROW))
    assert_same(ours, [json.dumps(row) for row in theirs])


def containers(folder: Folder) -> list[Path]:
    return [path for name in ("coded", "events") for path in sorted((folder.root / name).glob("*.avro"))]


@pytest.mark.parametrize("reader", FILE_READERS)
def test_avro_files(reader: str, folder: Folder) -> None:
    language, what = FILE_READERS[reader]
    lines = output(*LANGUAGES[language](), what, *map(str, containers(folder)))
    assert_same(records(containers(folder)), lines)


def test_avro_files_with_apache_avro_in_python(folder: Folder) -> None:
    assert_same(records(containers(folder)), in_python("avro", "read_avro", "avro", *map(str, containers(folder))))


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("reader", TOPIC_READERS)
def test_topics(reader: str, topic: str, settings: KafkaSettings) -> None:
    cls = TOPICS[topic]
    held = list(read_log(settings, topic))
    ours = {key.decode(): None if value is None else to_avro(decode(cls, value)) for key, value in held}
    avsc = str(ROOT / "schemas" / NAMES[cls] / f"v{versions(NAMES[cls])[-1]}.avsc")
    lines = output(*LANGUAGES[TOPIC_READERS[reader]](), "topic", settings.servers, topic, avsc, str(len(held)))
    theirs = {value["key"]: value["value"] for value in map(json.loads, lines)}
    assert difference(ours, theirs) is None
    assert ours


def in_order(lines: list[str], key: str) -> list[str]:
    return sorted(lines, key=lambda line: str(json.loads(line)[key]))


def test_spark(folder: Folder, tmp_path: Path) -> None:
    """Files, and values of a topic cut by their ten bytes, as docs/consume.md says."""
    command = environments.spark("pyspark==3.5.7")
    events = sorted(records(sorted((folder.root / "events").iterdir())), key=lambda event: event["event_id"])
    assert_same(events, in_order(output(*command, "avro", str(folder.root / "events")), "event_id"))
    rows = [row for path in sorted((folder.root / "daily").iterdir()) for row in pq.read_table(path).to_pylist()]
    keyed = [row | {"key": repr([str(row[part]) for part in ROW])} for row in rows]
    lines = output(*command, "parquet", str(folder.root / "daily"))
    theirs = [row | {"key": repr([str(row[part]) for part in ROW])} for row in map(json.loads, lines)]
    assert_same(
        sorted(keyed, key=itemgetter("key")), [json.dumps(row) for row in sorted(theirs, key=itemgetter("key"))]
    )
    values = tmp_path / "values"
    values.write_text("\n".join(encode(from_avro(Event, event)).hex() for event in events))
    avsc = str(ROOT / "schemas" / "event" / f"v{versions('event')[-1]}.avsc")
    assert_same(events, in_order(output(*command, "values", str(values), avsc), "event_id"))


def fingerprints(avsc: Path) -> dict[str, str]:
    """The fingerprint of a schema by each library, named with its language."""
    commands = {name.title(): LANGUAGES[name]() for name in ("go", "rust", "java")}
    printed = {name: output(*command, "fingerprints", str(avsc)) for name, command in commands.items()}
    printed["Python"] = in_python("avro", "read_avro", "fingerprints", str(avsc))
    theirs = [(language, *line.split()) for language, lines in printed.items() for line in lines]
    found = {f"{library} ({language})": made for language, library, made in theirs}
    canonical = to_parsing_canonical_form(json.loads(avsc.read_text(encoding="utf-8")))
    return {**found, "fastavro": fingerprint(canonical, "CRC-64-AVRO")}


@pytest.mark.parametrize(
    ("name", "version"), [(name, version) for name in NAMES.values() for version in versions(name)]
)
def test_fingerprints_are_those_that_the_libraries_compute(name: str, version: int) -> None:
    """schemas/fingerprints.tsv has every one; a schema that is missing there is to be added from what this shows."""
    with (ROOT / "schemas" / "fingerprints.tsv").open(newline="") as table:
        rows = [
            row
            for row in csv.DictReader(table, delimiter="\t")
            if (row["schema"], row["version"]) == (name, str(version))
        ]
    listed = {library: row["fingerprint"] for row in rows for library in row["libraries"].split(", ")}
    assert listed == fingerprints(ROOT / "schemas" / name / f"v{version}.avsc")


@pytest.mark.parametrize("language", LANGUAGES)
def test_offsets_count_code_points(language: str, folder: Folder) -> None:
    """The lines of docs/consume.md, on a text that begins with two characters outside of the 16-bit plane."""
    coded = [record for path in folder.root.glob("coded/*.avro") for record in fastavro.reader(path.open("rb"))]
    (report,) = [record for record in coded if record["text"].startswith("😀")]
    telling = report["tellings"][0]
    span = (str(telling["sentence_start"]), str(telling["sentence_end"]))
    (line,) = output(*LANGUAGES[language](), "slice", report["text"], *span)
    assert json.loads(line) == telling["sentence"] == report["text"][int(span[0]) : int(span[1])]
