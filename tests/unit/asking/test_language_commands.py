"""Commands that ask for reports in some languages, as people and machines get them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.cli import cli


@pytest.fixture
def out(in_languages: Path) -> Path:
    return in_languages


def asked(out: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, [*args, "--out", str(out)], catch_exceptions=False)


def printed(out: Path, *args: str) -> str:
    result = asked(out, *args)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(
    "args",
    [
        ("show", "day", "2022-03-10"),
        ("show", "day", "2022-03"),
        ("show", "country", "GRA", "--from", "2022-03-10", "--to", "2022-03-10"),
        ("show", "pair", "RUR", "GRA", "--from", "2022-03-10", "--to", "2022-03-10"),
    ],
)
def test_rows_of_a_language_leave_out_what_is_not_known_of_them(out: Path, args: tuple[str, ...]) -> None:
    whole, spanish = printed(out, *args), printed(out, *args, "--language", "Spanish")
    assert "stories" in whole or "killed" in whole
    assert "incidents" in spanish
    assert "stories" not in spanish
    assert "killed" not in spanish
    assert "read_coded" not in spanish
    found = json.loads(printed(out, *args, "--language", "ES", "--json"))
    assert found["languages"] == ["es"]
    assert {event["mentions"] for event in found["events"]} == {1}
    assert "languages" not in json.loads(printed(out, *args, "--json"))


def test_a_title_that_is_wider_than_its_table_stays_one_line(out: Path) -> None:
    lines = printed(out, "show", "day", "2022-03-10", "--language", "es").splitlines()
    assert lines[:2] == ["2022-03-10: reports read in es", " read "]


def test_reports_say_in_which_language_they_are(out: Path) -> None:
    event = json.loads(printed(out, "find", "attacked", "Edelweiss", "--language", "es", "--json"))["events"][0]
    (told, *_) = json.loads(printed(out, "show", "event", event["event_id"], "--json"))["mentions"]
    assert f"  language  {told['language']}" in printed(out, "show", "report", told["report_id"])
    assert "language" in printed(out, "show", "story", told["story_id"])


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["find", "--language", "Spnish"], 2, "no language Spnish (did you mean spanish"),
        (["show", "day", "2022-03-10", "--language", "fr"], 1, "nothing was read in fr"),
        (["show", "country", "KAZ", "--language", "fr"], 1, "nothing told of KAZ in fr in"),
        (["compare", "2022-01", "2022-03", "--language", "fr"], 1, "no report was read"),
        (["compare", "2022-03", "--countries", "KAZ,UZB", "--language", "fr"], 1, "no report was read"),
    ],
)
def test_what_is_not_there_is_said(out: Path, args: list[str], code: int, said: str) -> None:
    result = asked(out, *args)
    assert result.exit_code == code
    assert said in result.output


def test_a_language_is_compared(out: Path) -> None:
    args = ("compare", "2022-01", "2022-03", "--language", "es")
    assert "4 reports read on 1 day" in printed(out, *args)
    assert json.loads(printed(out, *args, "--json"))["languages"] == ["es"]
    assert "0 events in 2022-03" in printed(out, "compare", "2022-03", "--countries", "KAZ,UZB", "--language", "es")


def test_an_event_says_in_which_languages_its_incident_is_told(out: Path) -> None:
    event = json.loads(printed(out, "find", "attacked", "Edelweiss", "--from", "2022-03-10", "--json"))["events"][0]
    people = printed(out, "show", "event", event["event_id"][:12])
    assert "incident  2 events, 4 mentions: en 2, es 2" in people
    assert "The same incident in other words" in people
    assert "bombed" in people
    found = json.loads(printed(out, "show", "event", event["event_id"], "--json"))
    assert {mention["language"] for mention in found["mentions"]} == {"en", "es"}
    assert found["incident"]["languages"][1] == {"language": "es", "mentions": 2, "reports": 2}
