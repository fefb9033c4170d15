"""``wirewatch show`` and ``recode`` over a folder made by a run with a coder of the test's own."""

import json
from datetime import UTC
from pathlib import Path

import pytest
from claims.coder import PlainCoder
from click.testing import CliRunner

from pipelines.cli import cli, main
from pipelines.deployments.local import Folder, aggregate_folder, ingest_files

REPORTS = [
    {
        "source": "echo.example",
        "guid": "e-1",
        "url": "https://echo.example/1",
        "published_at": "2022-01-20T10:00:00Z",
        "text": "Ruritania attacked Graustark. It rained.",
    },
    {
        "source": "herald.example",
        "guid": "h-1",
        "url": "https://herald.example/1",
        "published_at": "2022-01-20T11:00:00Z",
        "text": "Ruritania attacked Graustark. It rained.",
    },
    {"source": "echo.example", "published_at": "0222-01-20", "text": "Nothing."},
]


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("shown")
    source = folder / "reports.jsonl"
    source.write_text("".join(json.dumps(report) + "\n" for report in REPORTS))
    held = Folder(folder / "out")
    with held.held():
        ingest_files([str(source)], held, zone=UTC, make_coder=PlainCoder)
        aggregate_folder(held)
    return held.root


def show(out, *args):
    return CliRunner().invoke(cli, ["show", *args, "--out", str(out)], catch_exceptions=False)


def shown(out, *args):
    result = show(out, *args, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_from_a_day_down_to_the_sentence(out):
    day = shown(out, "day", "2022-01-20")
    assert day["read"] == [
        {"read": 2, "read_coded": 1, "read_no_event": 0, "read_duplicate": 1, "read_unsupported_language": 0}
    ]
    total = next(row for row in day["totals"] if row["type"] == "")
    assert (total["incidents"], total["stories"], total["mentions"], total["publishers"]) == (1, 1, 2, 2)

    event = shown(out, "event", total["evidence"][0][:10])
    assert event["sentence"] == REPORTS[0]["text"][event["sentence_start"] : event["sentence_end"]]
    assert [mention["url"] for mention in event["mentions"]] == [report["url"] for report in REPORTS[:2]]
    assert event["report_id"] == event["mentions"][0]["report_id"]

    report = shown(out, "report", "https://herald.example/1")
    assert report["outcome"] == "duplicate"
    assert report["duplicate_of"] == event["report_id"]
    told, silent = report["sentences"]
    assert told["events"][0]["event_id"] == event["event_id"]
    assert (silent["events"], bool(silent["reason"])) == ([], True)

    story = shown(out, "story", report["story_id"][:12])
    assert [row["publisher"] for row in story["reports"]] == ["echo.example", "herald.example"]
    assert story["events"][0]["mentions"] == 2


def test_a_day_names_its_events_for_people_to_go_on(out):
    (told,) = shown(out, "day", "2022-01-20")["events"]
    assert (told["mentions"], told["sentence"]) == (2, "Ruritania attacked Graustark.")
    printed = show(out, "day", "2022-01-20").stdout
    (line,) = [line for line in printed.splitlines() if told["event_id"][:8] in line]
    assert "RURGOV -> GRAGOV" in line
    assert "Ruritania attacked Graustark." in line
    assert show(out, "event", told["event_id"][:8]).exit_code == 0


@pytest.mark.slow
def test_what_does_not_count_is_shown_with_the_reason(tmp_path):
    source = tmp_path / "reports.jsonl"
    told = ("Ruritania attacked Syldavia", "Ruritania perhaps bombed Syldavia", "Ruritania hacked Syldavia some day")
    text = " ".join(f"{sentence}." for sentence in told)
    report = {"source": "echo.example", "published_at": "2022-01-20T10:00:00Z", "text": text, "language": "en"}
    source.write_text(json.dumps(report))
    held = Folder(tmp_path / "out")
    with held.held():
        ingest_files([str(source)], held, zone=UTC, make_coder=PlainCoder)
        aggregate_folder(held)
    day = shown(held.root, "day", "2022-01-20")
    assert [event["sentence"] for event in day["events"]] == ["Ruritania attacked Syldavia."]
    apart = {event["sentence"]: event for event in day["apart"]}
    assert {sentence: event["uncounted"] for sentence, event in apart.items()} == {
        "Ruritania perhaps bombed Syldavia.": "unsure",
        "Ruritania hacked Syldavia some day.": "open",
    }
    for why, sentence in (("unsure", told[1]), ("open", told[2])):
        printed = show(held.root, "event", apart[f"{sentence}."]["event_id"]).stdout
        assert f"counted   no: {why} (1 mention)" in printed
    assert "counted   1 mention" in show(held.root, "event", day["events"][0]["event_id"]).stdout


def test_rejected_are_shown_with_their_origin(out):
    (letter,) = shown(out, "rejected")["rejected"]
    assert letter["message"].endswith('published_at "0222-01-20" is before 1900')
    assert "reports.jsonl[0]@3: " in letter["message"]


@pytest.mark.parametrize("args", [("day", "2022-01-20"), ("event", ""), ("rejected",)])
def test_people_get_the_same_as_machines(out, args):
    result = show(out, *args)
    assert result.exit_code == 0
    assert {"day": "By type", "event": "Told by", "rejected": "1 rejected"}[args[0]] in result.stdout


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("day", "2021-01-01"), "nothing was read"),
        (("event", "ffffffffffff"), "no event 'ffffffffffff'"),
        (("report", "https://nowhere.example/"), "no report"),
    ],
)
def test_what_is_not_there_is_said_in_a_line(out, args, says):
    result = show(out, *args)
    assert result.exit_code == 1
    assert says in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_a_folder_without_a_store_is_named(tmp_path):
    result = show(tmp_path, "rejected")
    assert result.exit_code == 1
    assert "no such store" in result.output


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["story", "zz"], 1, "no story 'zz' in "),
        (["report", ""], 1, "report '' may be any of 2: give more of its id, as "),
        (["day"], 2, "Missing argument 'DAY|PERIOD'."),
        (["day", "2022-13-01"], 2, "'2022-13-01' is not a day as 2022-01-24"),
        (["day", "2022-01-21"], 1, "; it has 2022-01-20\n"),
    ],
)
def test_what_cannot_be_shown_is_said(out, words, code, message, capsys):
    with pytest.raises(SystemExit) as end:
        main(["show", *words, "--out", str(out)])
    assert end.value.code == code
    assert message in capsys.readouterr().err


@pytest.mark.slow
def test_an_address_of_several_reports_lists_them_all(tmp_path):
    source = tmp_path / "reports.jsonl"
    one = {"source": "echo.example", "url": "https://echo.example/live[0]", "language": "en"}
    texts = {"2022-01-20": "Ruritania attacked Graustark.", "2022-01-21": "It rained. Graustark aided Ruritania."}
    lines = [json.dumps(one | {"published_at": f"{day}T10:00:00Z", "text": text}) for day, text in texts.items()]
    source.write_text("\n".join(lines))
    held = Folder(tmp_path / "out")
    with held.held():
        ingest_files([str(source)], held, zone=UTC, make_coder=PlainCoder)
        aggregate_folder(held)
    found = shown(held.root, "report", one["url"])["reports"]
    assert [len(report["sentences"]) for report in found] == [1, 2]
    printed = show(held.root, "report", one["url"]).stdout
    assert "2 reports of https://echo.example/live[0]" in printed
    for report in found:
        assert report["report_id"] in printed
        assert show(held.root, "report", report["report_id"]).exit_code == 0
