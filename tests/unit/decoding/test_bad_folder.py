"""A folder of everything bad in one run: nothing stops it, and every record has one outcome."""

import gzip
import io
import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from typing import Final

import fastavro
import pytest
from backports import zstd

from connectors.duckdb import connect
from connectors.files import expand, read_records
from pipelines.coding.document import Coding, Document
from pipelines.deployments.local import Done, Folder, aggregate_folder, ingest_files
from schemas import Coder, Sentence

pytestmark = pytest.mark.slow

LINE: Final = b'{"text": "Talks failed.", "date": "2022-01-24", "language": "en", "source": "a"}\n'
SCHEMA: Final = {"type": "record", "name": "R", "fields": [{"name": f, "type": "string"} for f in ("text", "date")]}


class SilentCoder:
    """An EventCoder that finds nothing."""

    identity = Coder(name="silent", version="1", rank=1)

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        return [
            Coding(sentences=(Sentence(start=0, end=len(d.text), reason="no_event_word"),), tellings=())
            for d in documents
        ]


def report(text: object, **fields: object) -> bytes:
    return json.dumps({"text": text, "date": "2022-01-24"} | fields).encode()


def warc(kind: str) -> bytes:
    page = b"<html><body><h1>Talks</h1><p>Talks failed.</p></body></html>"
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    return b"WARC/1.0\r\nWARC-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (kind.encode(), len(block), block)


def truncated_container() -> bytes:
    stream = io.BytesIO()
    fastavro.writer(stream, SCHEMA, [{"text": f"Talk {n}.", "date": "2022-01-24"} for n in range(10)])
    return stream.getvalue()[:-30]


# Each file with what becomes of its records.
BAD: Final[dict[str, tuple[bytes, dict[str, int]]]] = {
    "empty.txt": (b"", {"empty": 1}),
    "empty.jsonl": (b"", {"empty": 1}),
    "binary.bin": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10, {"binary": 1}),
    "truncated.json": (report("Talks.")[:-4], {"bad_json": 1}),
    "truncated.avro": (truncated_container(), {"truncated": 1}),
    "truncated.jsonl.gz": (gzip.compress(report("Talks in a stream that breaks off."))[:-12], {"truncated": 1}),
    "truncated.jsonl.zst": (zstd.compress(LINE)[:-6], {"truncated": 1}),
    "types.jsonl": (
        report(1) + b"\n" + report([]) + b"\n" + report("x", date=[1]),
        {"wrong_type": 1, "no_text": 1, "bad_date": 1},
    ),
    "dates.jsonl": (
        b"\n".join([report("a", date="0222-01-24"), report("b", date="9999-01-01"), b'{"text": "c"}']),
        {"bad_date": 2, "no_date": 1},
    ),
    "nul.json": (report("Talks\0 with NUL \ud800 bytes."), {"no_event": 1}),
    "mojibake.json": (report("KyivÂ\xa0said itâ€™s late, and the talks failed.", language="en"), {"no_event": 1}),
    "undated.html": (b"<!doctype html><html><body><h1>Talks</h1><p>Talks failed.</p></body></html>", {"no_date": 1}),
    "nothing.html": (b"<!doctype html><html><head></head><body></body></html>", {"no_text": 1}),
    "feed.xml": (b"<?xml version='1.0'?><rss><channel></channel></rss>", {"empty": 1}),
    "broken.xml": (b"<?xml version='1.0'?><rss><channel><item>", {"bad_xml": 1}),
    "other.xml": (b"<?xml version='1.0'?><urlset/>", {"html": 1}),
    "archive.warc.gz": (
        b"".join(
            gzip.compress(one) for one in (warc("revisit"), warc("response"), b"WARC/1.0\r\n\r\n", warc("request"))
        ),
        {"no_date": 1, "bad_warc": 1},
    ),
    "long.json": (report("word " * 4_000_000), {"too_long": 1}),
    "line.jsonl": (LINE.replace(b"Talks", b"Talks " * 800_000), {"too_long": 1}),
    "identical.jsonl": (LINE * 2_000, {"no_event": 1, "duplicate": 1_999}),
    "bomb.json.gz": (
        gzip.compress(b'{"text": "') + gzip.compress(b"a" * (1 << 20)) * 300,
        {"too_large": 1, "expands_too_far": 1},
    ),
    "deep.json": (b'{"text": "x", "date": "2022-01-24", "a": ' + b"[" * 100_000, {"bad_json": 1}),
    "number.jsonl": (report("x", date=10**400) + b"\n" + report("x", date=float("nan")), {"bad_date": 2}),
    "wide.json": ('\ufeff{"text": "Talks went on.", "date": "2022-01-24"}'.encode("utf-16-le"), {"no_event": 1}),
    "crlf.jsonl": (
        b"\xef\xbb\xbf" + report("Talks ended.") + b"\r\n" + report("They began.") + b"\r\n",
        {"no_event": 2},
    ),
    "languages.jsonl": (
        report("التقى الوزراء يوم الاثنين واتفقوا على إعادة فتح المعبر.", language="en")
        + b"\n"
        + report("Міністри зустрілися в понеділок і домовилися."),
        {"unsupported_language": 2},
    ),
}
KINDS: Final = ("no_event", "duplicate", "unsupported_language")


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    for name, (value, _) in BAD.items():
        (folder / name).write_bytes(value)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    return Folder(tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def done(inputs: Path, folder: Folder) -> Done:
    with folder.held():
        ingested = ingest_files(expand([str(inputs)]), folder, zone=UTC, make_coder=SilentCoder)
        aggregate_folder(folder)
    return ingested


def test_every_record_has_one_outcome(done: Done) -> None:
    expected = Counter[str]()
    for _, becomes in BAD.values():
        for what, count in becomes.items():
            expected[what if what in KINDS else "rejected"] += count
    assert done.outcomes == expected
    assert done.read == expected.total()
    assert done.left_out == {"revisit": 1, "request": 1}


@pytest.mark.usefixtures("done")
def test_each_dead_letter_has_its_origin_reason_and_bytes(inputs: Path, folder: Folder) -> None:
    letters = {(letter.topic, letter.offset): letter for letter in folder.rejected.read()}
    found: dict[str, Counter[str]] = {}
    for (topic, offset), letter in letters.items():
        found.setdefault(Path(topic).name, Counter())[letter.reason] += 1
        assert letter.message.startswith(f"{topic}[0]@{offset}: ")
        assert letter.step == "Decode reports"
    refused = {
        name: Counter({what: n for what, n in becomes.items() if what not in KINDS})
        for name, (_, becomes) in BAD.items()
    }
    assert found == {name: reasons for name, reasons in refused.items() if reasons}
    read = {(r.topic, r.offset): r.value for topic in {topic for topic, _ in letters} for r in read_records(topic)}
    assert {origin: letter.value for origin, letter in letters.items()} == {origin: read[origin] for origin in letters}


@pytest.mark.usefixtures("done")
def test_store_holds_the_same_dead_letters(folder: Folder) -> None:
    with connect(folder.store, read_only=True) as store:
        held = store.execute('SELECT topic, "offset", reason, message, value FROM rejected ORDER BY 1, 2').fetchall()
    log = sorted((r.topic, r.offset, r.reason, r.message, r.value) for r in folder.rejected.read())
    assert held == log
