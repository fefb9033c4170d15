"""Bulk files of Elasticsearch and OpenSearch: a line says what to do, the next one holds the document."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from connectors.files import read_records
from connectors.records import RawRecord
from pipelines.decoding.decode import Decoder

ONE = {"title": "Gas", "text": "Talks failed.", "date": "2022-01-24"}
TWO = {"headline": "Oil", "body": "A refinery burns.", "publishedAt": "2022-01-25"}


def records(lines: list[Any], folder: Path, name: str = "f") -> list[RawRecord]:
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    (folder / name).write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return list(read_records(str(folder / name)))


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("name", ["f", "f.ndjson", "f.json.gz"])
def test_each_document_is_a_report_and_no_action_is_one(name: str, bom: str, tmp_path: Path) -> None:
    found = records(
        [
            bom + json.dumps({"index": {"_index": "news", "_id": "a1"}}),
            ONE,
            {"create": {}},
            TWO,
            "",
            {"update": {"_id": "a1", "retry_on_conflict": 3}},
            {"doc": ONE, "doc_as_upsert": True},
            {"update": {"_id": "a2"}},
            {"script": {"source": "ctx._source.n++"}, "upsert": TWO},
        ],
        tmp_path,
        name,
    )
    assert [record.offset for record in found] == [2, 4, 7, 9]
    assert not [record.problem for record in found if record.problem]
    reports = list(map(Decoder().decode, found))
    assert [report.title for report in reports] == ["Gas", "Oil", "Gas", "Oil"]
    assert reports[0].extra == {"_index": "news", "_id": "a1"}
    assert reports[0].report_id == reports[2].report_id


def test_a_deletion_says_of_no_report_and_is_told(tmp_path: Path) -> None:
    deletion = {"delete": {"_index": "news", "_id": "a1"}}
    first, document, last = records([deletion, {"index": {}}, ONE, deletion], tmp_path)
    assert document.problem is None
    assert [(one.offset, one.problem and one.problem[0]) for one in (first, last)] == [(1, "no_id"), (4, "no_id")]
    assert json.loads(first.value) == json.loads(last.value) == deletion


INDEX = {"index": {"_id": "a1"}}
REPORT_WITHIN = {"index": {"text": "Talks failed.", "date": "2022-01-24"}}


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([ONE, INDEX], [ONE, INDEX]),
        ([INDEX, INDEX], [INDEX, INDEX]),
        ([REPORT_WITHIN, ONE], [REPORT_WITHIN, ONE]),
        ([{"index": "news"}, ONE], [{"index": "news"}, ONE]),
        ([{"index": {}, "more": 1}, ONE], [{"index": {}, "more": 1}, ONE]),
        ([{"index": {}}, "{ broken", ONE], ["{ broken", ONE]),
        ([{"index": {}}, "3", ONE], ["3", ONE]),
        ([{"update": {}}, {"script": "ctx.n++"}, ONE], [{"script": "ctx.n++"}, ONE]),
    ],
    ids=str,
)
def test_what_is_no_action_with_its_document_stays_as_it_stands(
    lines: list[Any], kept: list[Any], tmp_path: Path
) -> None:
    found = records(lines, tmp_path)
    assert [record.value.decode() for record in found] == [
        line if isinstance(line, str) else json.dumps(line) for line in kept
    ]
    assert not [record.problem for record in found if record.problem]
