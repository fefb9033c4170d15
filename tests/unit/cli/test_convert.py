"""``wirewatch convert``: what would be read, by which names and with which repairs; read again it is the same."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from connectors.files import read_records
from connectors.records import RawRecord
from pipelines import cli
from pipelines.cli.convert import fields_of
from pipelines.decoding import Decoder
from schemas import Report

FORMS = Path(__file__).parents[2] / "data" / "reports"
NOTES = ("read_from", "repairs")


def convert(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, list[dict[str, Any]], str]:
    with pytest.raises(SystemExit) as ended:
        cli.main(["convert", *argv])
    captured = capsys.readouterr()
    return int(ended.value.code or 0), [json.loads(line) for line in captured.out.splitlines()], captured.err


def without_notes(report: Report) -> Report:
    return replace(report, extra={name: value for name, value in report.extra.items() if name not in NOTES})


@pytest.mark.parametrize("path", sorted(FORMS.iterdir()), ids=lambda path: path.stem)
def test_what_is_printed_reads_as_the_same_reports(path: Path) -> None:
    decoder = Decoder()
    for record in read_records(str(path)):
        if record.problem is None:
            first = decoder.explain(record)
            line = json.dumps(fields_of(first)).encode()
            again = decoder.decode(RawRecord(topic="t", offset=1, value=line))
            assert without_notes(again) == without_notes(first.report)


def test_names_and_repairs_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fields = {
        "headline": "Talks &amp; more", "body": "<p>Talks  failed.</p>", "date_publish": "soon",
        "updated": "2024-05-14", "id": "7", "report_id": "mine", "keywords": "a, b",
        "source": "https://arlen.example/a", "published_raw": None,
    }  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps(fields))
    code, (line,), said = convert(capsys, str(path), "--to", "jsonl")
    assert code == 0
    assert said.endswith("1 report, 0 records that cannot be used\n")
    extra = line.pop("extra")
    assert line["report_id"] == "mine"
    assert (line["title"], line["text"], line["tags"], line["guid"]) == (
        "Talks & more",
        "Talks  failed.",
        ["a", "b"],
        "7",
    )
    assert set(extra["read_from"].split("; ")) == {
        "guid from id", "modified_at from updated", "published_at from updated", "tags from keywords", "text from body",
        "title from headline", "url from source",
    }  # fmt: skip
    assert "date_publish" in extra["repairs"]
    assert "text repaired, 21 characters to 14" in extra["repairs"]
    assert "title repaired, 16 characters to 12" in extra["repairs"]


def test_what_cannot_be_used_is_named_and_the_rest_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a"}\n{"text": "Talks failed.", "date": "2024-01-01"}\n')
    code, lines, said = convert(capsys, str(path))
    assert (code, [line["text"] for line in lines]) == (1, ["Talks failed."])
    assert f"no_date: {path}[0]@1: no date" in said
    assert said.endswith("1 report, 1 record that cannot be used\n")


def test_a_missing_file_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, said = convert(capsys, "none.jsonl")
    assert code == 2
    assert "none.jsonl: no such file" in said
