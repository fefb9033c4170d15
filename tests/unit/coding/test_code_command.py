"""``wirewatch code``: what it reads, what it prints, how it refuses."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli.code import command
from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Coding, Document

NOT_LOADED = classmethod(lambda cls: cls.__new__(cls))


def lines(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def test_json_lines_keep_their_ids(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    rows = [
        {"id": "a", "sentence": "Police in Kenya arrested a journalist on Friday.", "date": "2022-01-24"},
        {"text": "It rained."},
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    result = CliRunner().invoke(command, [str(path)])
    assert result.exit_code == 0, result.output
    first, second = lines(result.output)
    assert (first["id"], second["id"]) == ("a", 1)
    (event,) = first["events"]  # type: ignore[misc]
    assert (event["type"], event["event_date"]) == ("COERCE", "2022-01-21")
    assert second["events"] == []


def test_plain_text_may_begin_with_its_date() -> None:
    result = CliRunner().invoke(command, ["-"], input="date 2022-01-24 France condemned Mali today.")
    assert result.exit_code == 0, result.output
    (row,) = lines(result.output)
    assert row["events"][0]["event_date"] == "2022-01-24"  # type: ignore[index]


NO_PLAIN_TEXT = {
    b"<!doctype html><p>France condemned Mali today.": "a page, no plain text: `wirewatch convert - | wirewatch code`",
    b'<?xml version="1.0"?><rss><channel/></rss>': "news in XML, no plain text: `wirewatch convert",
    b'[\n {"text": "France condemned Mali."}]': "a JSON array, no plain text: `wirewatch convert",
    b"%PDF-1.4\nFrance condemned Mali.": "no text but a PDF: save its text",
}


@pytest.mark.parametrize("given", NO_PLAIN_TEXT)
def test_what_is_no_plain_text_is_not_coded_as_such(given: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventCoder, "load", NOT_LOADED)
    result = CliRunner().invoke(command, ["-"], input=given, standalone_mode=False)
    assert result.return_value == 1
    assert NO_PLAIN_TEXT[given] in str(lines(result.stdout)[0]["error"])


def test_explain_names_entry_words_and_rules() -> None:
    result = CliRunner().invoke(command, ["--explain", "-"], input="France refused to provide aid to Haiti.")
    assert result.exit_code == 0, result.output
    assert "REJECT/assist at 'refused': France -> Haiti" in result.output
    assert "aid.tsv:" in result.output
    assert "operators.tsv:" in result.output


BAD = {
    b'{"sentence": ': "Expecting value",
    b'{"sentence": "x", "date": "soon"}': "'soon' is not a day",
    b'{"sentence": "France condemned Mali.", "date": "2022-02-30"}': "'2022-02-30' is not a day",
    b'{"sentence": "France condemned Mali yesterday.", "date": "0001-01-01"}': "'0001-01-01' is not a day",
    b'{"sentence": "France condemned Mali next year.", "date": "9999-12-31"}': "'9999-12-31' is not a day",
    b'{"sentence": "Fr\xffnce"}': "not UTF-8",
    b'{"sentence": "\\ud800 condemned Mali."}': "not UTF-8",
    b'{"sentence": ["France"]}': "no string",
    b'{"sentence": {"a": 1}, "id": "x"}': "no string",
    b'{"other": 1}': "missing",
    b"[1, 2]": "a line is an object",
    b"null": "a line is an object",
    b'{"a":' * 20_000 + b"1" + b"}" * 20_000: "nested too deep",
    b'{"id": ' + b"9" * 5_000 + b', "sentence": "x"}': "digits",
}


@pytest.mark.parametrize("where", ["file", "stdin"])
def test_a_broken_line_costs_no_other(tmp_path: Path, where: str) -> None:
    good = b'{"sentence": "France condemned Mali."}'
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\n".join([good, *(line for bad in BAD for line in (bad, good))]))
    given = {"args": [str(path)]} if where == "file" else {"args": [], "input": path.read_bytes()}
    result = CliRunner().invoke(command, standalone_mode=False, **given)  # type: ignore[arg-type]
    assert result.return_value == 1
    *rows, said = result.output.splitlines()
    assert said == f"{len(BAD)} inputs could not be coded: see the lines with an error"
    told = [json.loads(row) for row in rows]
    assert [len(row["events"]) for row in told[::2]] == [1] * (len(BAD) + 1)
    for number, (row, says) in enumerate(zip(told[1::2], BAD.values(), strict=True)):
        assert says in row["error"], row
        assert row["error"].startswith(f"{path if where == 'file' else '-'}:{2 * number + 2}: ")
    assert [row["id"] for row in told] == [row if row != 17 else "x" for row in range(2 * len(BAD) + 1)]


@pytest.mark.parametrize("first", ["[1]", "\ufeff", ""])
def test_json_lines_are_known_by_their_name_too(tmp_path: Path, first: str) -> None:
    path = tmp_path / "in.ndjson"
    path.write_text(f'{first}\n{{"sentence": "France condemned Mali."}}\n', encoding="utf-8")
    result = CliRunner().invoke(command, [str(path)], standalone_mode=False)
    assert result.return_value == (1 if first == "[1]" else 0)
    assert len(json.loads(result.output.splitlines()[-1 - (first == "[1]")])["events"]) == 1


def test_a_text_that_the_coder_cannot_take_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    real = EventCoder.code

    def code(self: EventCoder, documents: list[Document]) -> list[Coding]:
        if any("Haiti" in document.text for document in documents):
            raise ZeroDivisionError("what a bug says")
        return real(self, documents)

    monkeypatch.setattr(EventCoder, "code", code)
    texts = ["France condemned Mali.", "France condemned Haiti.", "Mali condemned France."]
    given = "\n".join(json.dumps({"text": text}) for text in texts)
    result = CliRunner().invoke(command, [], input=given, standalone_mode=False)
    first, failed, third, _ = result.output.splitlines()
    assert result.return_value == 1
    assert len(json.loads(first)["events"]) == len(json.loads(third)["events"]) == 1
    assert json.loads(failed) == {"id": 1, "error": "the coder failed on it (ZeroDivisionError: what a bug says)"}


def test_a_plain_text_with_a_day_that_is_none_is_an_error() -> None:
    result = CliRunner().invoke(command, ["-"], input="date 2022-13-24 France condemned Mali.", standalone_mode=False)
    assert (result.return_value, "is not a day" in result.output) == (1, True)
    fine = CliRunner().invoke(command, ["-"], input="date palms die in Mali.", standalone_mode=False)
    assert fine.return_value == 0


@pytest.mark.parametrize("explain", [[], ["--explain"]])
@pytest.mark.parametrize(
    ("given", "says"),
    [
        (b"France condemned Mali. " * 50_000, "longer than 1,000,000 bytes"),
        (b"date 2022-01-24 " + "é".encode() * 500_001, "longer than 1,000,000 bytes"),
        (b"x" * (33 << 20), "longer than 1,000,000 bytes"),
        (b"word\n" * (7 << 20), "longer than 1,000,000 bytes"),
        (json.dumps({"text": "x" * 1_000_001}).encode(), "longer than 1,000,000 bytes"),
        (b'{"text": "' + b"x" * (33 << 20) + b'"}', "a line longer than 33,554,432 bytes"),
    ],
    ids=["plain", "dated", "one line", "lines", "JSON", "JSON line"],
)
def test_a_text_beyond_the_limits_is_said_and_not_coded(
    given: bytes, says: str, explain: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EventCoder, "load", NOT_LOADED)
    result = CliRunner().invoke(command, explain, input=given, standalone_mode=False)
    assert result.return_value == 1
    row, _ = result.output.splitlines()
    assert says in json.loads(row)["error"]


@pytest.mark.parametrize("explain", [[], ["--explain"]])
def test_a_text_that_is_too_costly_says_so(explain: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventCoder, "load", NOT_LOADED)
    monkeypatch.setattr(EventCoder, "explain", lambda *_: 61.0)
    monkeypatch.setattr(EventCoder, "code", lambda *_: [Coding(sentences=(), tellings=(), given_up=61.0)])
    result = CliRunner().invoke(command, explain, input=b"France condemned Mali.", standalone_mode=False)
    assert result.return_value == 1
    assert "given up after 61 s" in json.loads(result.output.splitlines()[0])["error"]


def test_pairs_tell_a_joint_event_from_both_sides() -> None:
    text = "Britain and France held talks on Friday. Germany condemned Mali."
    plain = CliRunner().invoke(command, ["-"], input=text)
    paired = CliRunner().invoke(command, ["--pairs", "-"], input=text)

    def parties(output: str) -> list[tuple[list[str], list[str]]]:
        (row,) = lines(output)
        events = row["events"]
        return [([a["code"] for a in e["sources"]], [a["code"] for a in e["targets"]]) for e in events]  # type: ignore[attr-defined]

    assert parties(plain.output) == [(["GBR", "FRA"], []), (["DEU"], ["MLI"])]
    assert parties(paired.output) == [(["GBR"], ["FRA"]), (["FRA"], ["GBR"]), (["DEU"], ["MLI"])]
