"""Samples, verdicts and what they say; ``wirewatch judge`` by its keys."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from pipelines.asking.finding import Search
from pipelines.asking.judging import sampled
from pipelines.asking.precision import precision, share
from pipelines.asking.store import folder_store
from pipelines.asking.verdicts import COLUMNS, Verdict, VerdictError, add_verdict, digest_of, read_verdicts
from pipelines.cli import cli

NOON = datetime(2022, 3, 1, 12, tzinfo=UTC)
EVENT: dict[str, Any] = {
    **dict.fromkeys(("mode", "deed_modality", "place_name", "place_country", "place_admin1")),
    **dict.fromkeys(("killed", "injured", "arrested", "protesters", "troops")),
    "event_id": "a" * 32,
    "type": "ASSAULT",
    "modality": "asserted",
    "confidence": 0.75,
    "coder_rank": 4,
    "event_date": NOON.date(),
    "date_precision": "day",
    "date_basis": "report",
    "sources": [],
    "targets": [],
}


def verdict(*wrong: str, reader: str = "ada", minute: int = 0, **values: Any) -> Verdict:
    return Verdict.on(EVENT | values, wrong, reader=reader, at=NOON + timedelta(minutes=minute))


@pytest.fixture
def out(filled: Path) -> Path:
    (filled / "judged.jsonl").unlink(missing_ok=True)
    return filled


def judge(out: Path, *args: str, keys: str = "") -> Result:
    return CliRunner().invoke(cli, ["judge", *args, "--out", str(out)], input=keys, catch_exceptions=False)


def test_a_verdict_reads_back_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "judged.jsonl"
    given = verdict("target", "date", publisher="echo\u202e[bold].example", language="en")
    add_verdict(file, given)
    assert read_verdicts(file) == ([given], [])
    (line,) = file.read_text().splitlines()
    assert json.loads(line)["wrong"] == ["target", "date"]
    assert "\u202e" not in line


def test_the_last_verdict_of_a_reader_stands(tmp_path: Path) -> None:
    file = tmp_path / "judged.jsonl"
    for one in (verdict("type"), verdict(reader="bob"), verdict(minute=1), verdict(minute=2, type="PROTEST")):
        add_verdict(file, one)
    assert [(one.reader, one.wrong, one.type) for one in read_verdicts(file).verdicts] == [
        ("bob", (), "ASSAULT"),
        ("ada", (), "ASSAULT"),
        ("ada", (), "PROTEST"),
    ]


@pytest.mark.parametrize("broken", ['{"event_id": "a', "[]", "nonsense", '{"event_id": 1}', "\x00", "null"])
def test_a_broken_line_is_named_and_the_others_are_read(tmp_path: Path, broken: str) -> None:
    file = tmp_path / "judged.jsonl"
    add_verdict(file, verdict())
    with file.open("a") as lines:
        lines.write(broken)
    add_verdict(file, verdict(reader="bob"))
    held = read_verdicts(file)
    assert len(held.verdicts) == 2
    (said,) = held.unread
    assert f"{file}:2: no verdict" in said


@pytest.mark.parametrize(("wrong", "reader"), [(["colour"], "ada"), ([], " ")])
def test_what_is_no_verdict(wrong: list[str], reader: str) -> None:
    with pytest.raises(VerdictError):
        Verdict.on(EVENT, wrong, reader=reader, at=NOON)


def test_without_an_event_nothing_else_is_judged() -> None:
    assert verdict("event", "target").wrong == ("event",)


@pytest.mark.parametrize(
    "change",
    [
        {"type": "PROTEST"},
        {"mode": "a"},
        {"modality": "denied"},
        {"killed": 0},
        {"place_country": "KAZ"},
        {"date_basis": "open"},
        {"sources": [{"code": "RUS", "text": ""}]},
        {"targets": [{"code": "RUS", "text": ""}]},
    ],
)
def test_another_coding_is_another_thing_to_judge(change: dict[str, Any]) -> None:
    assert digest_of(EVENT | change) != digest_of(EVENT)
    assert digest_of(EVENT | {"confidence": 0.1, "report_id": "b"}) == digest_of(EVENT)


@pytest.mark.slow
def test_a_sample_can_be_drawn_again_and_has_nothing_twice(out: Path) -> None:
    with folder_store(out).asked() as asked:
        drawn = sampled(asked, Search(), [], number=5, reader="ada")
        assert drawn == sampled(asked, Search(), [], number=5, reader="ada")
        assert len({one["event_id"] for one in drawn}) == 5
        other = sampled(asked, Search(), [], number=5, reader="ada", seed=1)
        assert [one["event_id"] for one in other] != [one["event_id"] for one in drawn]
        verdicts = [Verdict.on(one, [], reader="ada", at=NOON) for one in drawn]
        rest = sampled(asked, Search(), verdicts, number=10, reader="ada")
        assert {one["event_id"] for one in rest}.isdisjoint(one["event_id"] for one in drawn)
        assert len(rest) == 3
        assert sampled(asked, Search(), verdicts, number=10, reader="bob")[:3] == rest  # what nobody read comes first
        assert len(sampled(asked, Search(), verdicts, number=10, reader="bob")) == 8
        changed = [Verdict.on(drawn[0] | {"type": "AID"}, [], reader="ada", at=NOON)]
        assert len(sampled(asked, Search(), changed, number=10, reader="ada")) == 8
        assert {one["type"] for one in sampled(asked, Search(types=("ASSAULT",)), [], number=10, reader="a")} == {
            "ASSAULT"
        }
        assert drawn[0]["text"][drawn[0]["sentence_start"] : drawn[0]["sentence_end"]] == drawn[0]["sentence"]


@pytest.mark.slow
def test_the_order_is_like_chance(out: Path) -> None:
    """Over many seeds every event is drawn first about as often."""
    with folder_store(out).asked() as asked:
        firsts = [sampled(asked, Search(), [], number=1, reader="ada", seed=seed)[0]["event_id"] for seed in range(60)]
    assert len(set(firsts)) == 8
    assert max(firsts.count(one) for one in set(firsts)) < 20


def test_shares_have_wilson_intervals() -> None:
    found = share([verdict()] * 10, [verdict()] * 8)
    assert (found["low"], found["high"]) == (pytest.approx(0.4902, abs=1e-4), pytest.approx(0.9433, abs=1e-4))
    assert share([verdict()] * 5, [])["low"] == 0
    assert share([verdict()] * 5, [verdict()] * 5)["high"] == 1


def test_precision_by_column_and_type() -> None:
    assert precision([]) is None
    found = precision(
        [
            verdict(event_id="1"),
            verdict("event", event_id="2"),
            verdict("target", event_id="3", type="PROTEST", confidence=0.6),
            verdict("type", event_id="3", type="PROTEST", confidence=0.6, reader="bob", minute=1),
        ]
    )
    assert found is not None
    columns = {name: (one["right"], one["judged"]) for name, one in found["columns"].items()}
    assert columns == {"event": (2, 3), "type": (1, 2)} | dict.fromkeys(COLUMNS[2:], (2, 2))
    assert {name: (one["right"], one["judged"]) for name, one in found["types"].items()} == {
        "ASSAULT": (1, 2),
        "PROTEST": (0, 1),
    }
    assert set(found["confidence"]) == {"0.6", "0.7"}
    assert found["agreement"] == {"events": 1, "alike": 0}
    assert (found["events"], found["readers"]) == (3, 2)


def test_keys_are_verdicts(out: Path) -> None:
    result = judge(out, "--n", "4", "--reader", "ada", keys="y" + "x\rttg\r" + " " + "e\r")
    assert result.exit_code == 0, result.output
    assert "judged     3 events by ada" in result.output
    assert [one.wrong for one in read_verdicts(out / "judged.jsonl").verdicts] == [(), ("target",), ("event",)]
    assert "1 of 4" in result.output
    people = CliRunner().invoke(cli, ["judge", "report", "--out", str(out)], catch_exceptions=False).output
    assert "3 events judged by 1 reader" in people
    assert "Right, by column" in people
    lines = judge(out, "export").output.splitlines()
    assert [json.loads(line)["stands"] for line in lines] == [True, True, True]
    assert json.loads(lines[0])["event"]["sentence"]


def test_one_may_go_back_quit_and_go_on(out: Path) -> None:
    judge(out, "--n", "8", "--reader", "ada", keys="yb" + "t\r" + "yq")
    (first, second) = read_verdicts(out / "judged.jsonl").verdicts
    assert {first.wrong, second.wrong} == {("type",), ()}
    rest = judge(out, "--n", "8", "--reader", "ada", keys="y" * 6)
    assert "1 of 6" in rest.output
    assert judge(out, "--reader", "ada").exit_code == 1


def test_verdicts_on_what_is_coded_otherwise_are_left_out(out: Path) -> None:
    with folder_store(out).asked() as asked:
        (event,) = sampled(asked, Search(), [], number=1, reader="ada")
    for change in ({}, {"type": "AID", "event_id": event["event_id"]}, {"event_id": "gone"}):
        add_verdict(out / "judged.jsonl", Verdict.on(event | change, [], reader="ada", at=NOON))
    found = json.loads(judge(out, "report", "--json").output)
    assert (found["events"], found["left_out"]) == (1, 2)
    assert [json.loads(line)["stands"] for line in judge(out, "export").output.splitlines()] == [True, False, False]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["report"], "no verdict in"),
        (["--reader", " "], "say who judges"),
        (["--type", "X", "--reader", "a"], "no type X"),
    ],
)
def test_what_is_wrong_is_said(out: Path, args: list[str], said: str) -> None:
    result = judge(out, *args)
    assert result.exit_code in (1, 2)
    assert said in result.output
