"""``wirewatch code``: what it reads, what it prints, how it refuses."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli.code import command


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


def test_explain_names_entry_words_and_rules() -> None:
    result = CliRunner().invoke(command, ["--explain", "-"], input="France refused to provide aid to Haiti.")
    assert result.exit_code == 0, result.output
    assert "REJECT/assist at 'refused': France -> Haiti" in result.output
    assert "aid.tsv:" in result.output
    assert "operators.tsv:" in result.output


@pytest.mark.parametrize("line", ['{"sentence": ', '{"sentence": "x", "date": "soon"}'])
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"sentence": "France condemned Mali."}\n' + line + "\n", encoding="utf-8")
    result = CliRunner().invoke(command, [str(path)])
    assert result.exit_code == 1
    assert f"{path}:2:" in result.output


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
