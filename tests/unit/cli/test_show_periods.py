"""``wirewatch show day PERIOD``, ``show country`` and ``show pair``: over days, by type and direction."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from claims.coder import PlainCoder
from click.testing import CliRunner, Result

from pipelines.cli import cli, main
from pipelines.deployments.local import Folder, aggregate_folder, ingest_files
from pipelines.deployments.period import Period

YESTERDAY = datetime.now().astimezone().date() - timedelta(days=1)
TEXTS = {
    "2022-01-20": "Ruritania attacked Graustark and Syldavia in Edelweiss, killing 3.",
    "2022-01-21": "Someone bombed Graustark, killing 2. Ruritania met Graustark. Ruritania perhaps hacked Graustark.",
    "2022-02-01": "Graustark accused Ruritania. rebels attacked Syldavia [bold]loud\ue000[/bold]."
    " Graustark aided Someone. Ruritania accused Graustark in the Zmyhlpathian hills.",
    str(YESTERDAY): "Syldavia threatened Ruritania.",
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("periods")
    source = folder / "reports.jsonl"
    reports = [
        {"source": f"{paper}.example", "published_at": f"{day}T12:00:00Z", "text": text, "language": "en"}
        for paper in ("echo", "herald")
        for day, text in TEXTS.items()
    ]
    source.write_text("".join(json.dumps(report) + "\n" for report in reports))
    held = Folder(folder / "out")
    with held.held():
        ingest_files([str(source)], held, zone=UTC, make_coder=PlainCoder)
        aggregate_folder(held)
    return held.root


def show(out: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, ["show", *args, "--out", str(out)], catch_exceptions=False)


def printed(out: Path, *args: str) -> str:
    result = show(out, *args)
    assert result.exit_code == 0, result.output
    return result.stdout


def shown(out: Path, *args: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed(out, *args, "--json"))
    return found


@pytest.mark.parametrize("days", ["2022-01", "2022-W03", "2022-01-20..2022-01-21"])
def test_days_are_added_up(out: Path, days: str) -> None:
    found = shown(out, "day", days)
    assert [row["day"] for row in found["days"]] == ["2022-01-20", "2022-01-21"]
    assert [row["read"] for row in found["read"]] == [4]
    (all_types,) = [row for row in found["totals"] if not row["type"]]
    assert (all_types["incidents"], all_types["mentions"], all_types["killed"]) == (3, 6, 5)
    pairs = {(row["source"], row["target"], row["type"]): row["incidents"] for row in found["pairs"]}
    assert pairs == {
        ("RUR", "GRA", "ASSAULT"): 1,
        ("RUR", "SYL", "ASSAULT"): 1,
        ("", "GRA", "ASSAULT"): 1,
        ("RUR", "GRA", "CONSULT"): 1,
        ("GRA", "RUR", "CONSULT"): 1,
    }
    people = printed(out, "day", days)
    for title in ("reports read", "By type", "Country pairs", "Places", "Busiest of 2 days", "Outside the counts"):
        assert title in people


def test_a_day_that_is_given_as_a_period_is_that_day(out: Path) -> None:
    assert shown(out, "day", "2022-01-20..2022-01-20") == shown(out, "day", "2022-01-20")


def test_today_and_yesterday(out: Path) -> None:
    assert shown(out, "day", "yesterday") == shown(out, "day", str(YESTERDAY))
    assert shown(out, "day", "yesterday")["events"]
    today = show(out, "day", "today")
    assert (today.exit_code, str(YESTERDAY + timedelta(days=1)) in today.output) == (1, True)


def test_events_are_whole_and_have_their_day(out: Path) -> None:
    found = shown(out, "day", "2022-01")
    events = {event["sentence"]: event for event in found["events"]}
    assert {event["event_date"] for event in events.values()} == {"2022-01-20", "2022-01-21"}
    bombed = events["Someone bombed Graustark, killing 2."]
    assert (bombed["mentions"], bombed["killed"], bombed["goldstein"], bombed["modality"]) == (2, 2, -10.0, "asserted")
    assert [actor["code"] for actor in bombed["targets"]] == ["GRAGOV"]
    assert not bombed["sources"]
    assert [(one["uncounted"], one["event_date"], one["quad_class"]) for one in found["apart"]] == [
        ("unsure", "2022-01-21", 4)
    ] * 2


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Someone bombed Graustark", " - -> GRAGOV "),
        ("Ruritania met Graustark", " RURGOV <-> GRAGOV "),
        ("Ruritania attacked Graustark", " RURGOV -> GRAGOV, SYLGOV "),
        ("Graustark aided Someone", " GRAGOV -> "),
        ("Ruritania perhaps hacked", " RURGOV -> GRAGOV "),
    ],
)
def test_who_did_it_to_whom_is_always_said(out: Path, sentence: str, who: str) -> None:
    lines = printed(out, "day", "2022-01-01..2022-02-28").splitlines()
    assert all(who in line for line in lines if sentence in line)
    assert any(sentence in line for line in lines)


def test_an_event_says_of_whom_nothing_is_told(out: Path) -> None:
    (bombed,) = [event for event in shown(out, "day", "2022-01-21")["events"] if event["type"] == "ASSAULT"]
    lines = printed(out, "event", bombed["event_id"]).splitlines()
    assert "  sources   -" in lines
    assert "  targets   Graustark = GRAGOV" in lines


def test_a_country_is_shown_with_all_that_it_has_a_part_in(out: Path) -> None:
    found = shown(out, "country", "gra")
    assert (found["country"], found["from"], found["to"]) == ("GRA", None, None)
    directions = {(row["source"], row["target"], row["type"]): row["incidents"] for row in found["pairs"]}
    assert directions[("", "GRA", "ASSAULT")] == directions[("GRA", "RUR", "ACCUSE")] == 1
    assert ("RUR", "SYL", "ASSAULT") not in directions
    assert [(row["type"], row["incidents"], row["killed"]) for row in found["place"]] == [("ASSAULT", 1, 3)]
    assert [(row["day"], row["events"], row["mentions"]) for row in found["busiest_days"]] == [
        ("2022-02-01", 3, 6),
        ("2022-01-21", 2, 4),
        ("2022-01-20", 1, 2),
    ]
    assert len(found["events"]) == 6
    assert {one["uncounted"] for one in found["apart"]} == {"unsure"}
    people = printed(out, "country", "GRA")
    for title in ("By direction and type", "In the country, by type", "Busiest days", "Events", "Outside the counts"):
        assert title in people
    assert " - -> GRAGOV " in people
    assert any(line.strip().startswith("- -> GRA ") for line in people.splitlines())


def test_people_see_the_first_of_many_and_machines_all(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("showing", "show_days", "show_countries"):
        monkeypatch.setattr(f"pipelines.cli.{module}.ROWS_SHOWN", 1)
    people = printed(out, "country", "GRA")
    assert "Events, the first 1 of 6" in people
    assert "Outside the counts, or late, the first 1 of 2" in people
    assert "By direction and type, the first 1 of " in people
    assert len(shown(out, "country", "GRA")["events"]) == 6


def test_a_country_that_is_only_the_place_is_shown(out: Path) -> None:
    found = shown(out, "country", "SYL", "--from", "2022-02-01", "--to", "2022-02-01")
    assert {event["type"]: event["place_country"] for event in found["events"]} == {"ASSAULT": None, "ACCUSE": "SYL"}
    assert [(row["type"], row["incidents"]) for row in found["place"]] == [("ACCUSE", 1)]
    assert [(row["source"], row["target"]) for row in found["pairs"]] == [("", "SYL")]


def test_a_country_over_some_days(out: Path) -> None:
    found = shown(out, "country", "GRA", "--from", "2022-01-21", "--to", "2022-01-31")
    assert (found["from"], found["to"]) == ("2022-01-21", "2022-01-31")
    assert [row["day"] for row in found["busiest_days"]] == ["2022-01-21"]
    assert {event["event_date"] for event in found["events"]} == {"2022-01-21"}


def test_a_pair_keeps_its_directions(out: Path) -> None:
    found = shown(out, "pair", "GRA", "RUR")
    assert {(row["source"], row["target"], row["type"], row["mentions"]) for row in found["pairs"]} == {
        ("RUR", "GRA", "ASSAULT", 2),
        ("RUR", "GRA", "ACCUSE", 2),
        ("RUR", "GRA", "CONSULT", 2),
        ("GRA", "RUR", "CONSULT", 2),
        ("GRA", "RUR", "ACCUSE", 2),
    }
    assert len(found["events"]) == 4
    turned = shown(out, "pair", "RUR", "GRA")
    assert {name: turned[name] for name in turned if name != "pair"} == {
        name: found[name] for name in found if name != "pair"
    }
    people = printed(out, "pair", "RUR", "GRA", "--from", "2022-01-20")
    assert any(line.strip().startswith("GRA -> RUR ") and "ACCUSE" in line for line in people.splitlines())
    assert "Graustark accused Ruritania." in people


def test_a_pair_may_be_of_nobody_named(out: Path) -> None:
    found = shown(out, "pair", "-", "GRA")
    assert {event["sentence"] for event in found["events"]} == {
        "Someone bombed Graustark, killing 2.",
        "Graustark aided Someone.",
    }
    assert {(row["source"], row["target"]) for row in found["pairs"]} == {("", "GRA"), ("GRA", "")}


@pytest.mark.parametrize("args", [("country", "SYL"), ("pair", "-", "SYL"), ("day", "2022-02")])
def test_news_text_is_text(out: Path, args: tuple[str, ...]) -> None:
    assert "attacked Syldavia [bold]loud\\ue000[/bold]." in printed(out, *args)


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["day", "2022-13"], 2, "'2022-13' is no period"),
        (["day", "2022-W60"], 2, "'2022-W60' is no period"),
        (["day", "0022-01"], 2, "from 1900 to "),
        (["day", "2022-01-09..2022-01-03"], 2, "ends before it begins"),
        (["day", "2022-01-09.."], 2, "'2022-01-09..' is no period"),
        (["day", "last week"], 2, "'last week' is no period"),
        (["day", "2021-01"], 1, "2021-01-01..2021-01-31: nothing was read and nothing told of it in "),
        (
            ["country", "GRA", "--from", "2022-02-01", "--to", "2022-01-01"],
            2,
            "--from 2022-02-01 is after --to 2022-01-01",
        ),
        (["country", "GRA", "--from", "January"], 2, "'January' is not a day as 2022-01-24"),
        (["country", "Kazakhstan"], 2, "no country KAZAKHSTAN (did you mean KAZ?)"),
        (["country", "KAZ", "--from", "2022-01-01"], 1, "nothing told of KAZ from 2022-01-01 in "),
        (["pair", "RUS", "UKX"], 2, "no country UKX (did you mean "),
        (["pair", "RUS", "-", "--to", "2022-01-31"], 1, "nothing told of RUS and nobody to 2022-01-31 in "),
        (["pair", "RUS"], 2, "Missing argument 'COUNTRY'"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(
    out: Path, words: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["show", *words, "--out", str(out)])
    assert end.value.code == code
    said = capsys.readouterr().err
    assert message in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("what", ["day", "country", "pair"])
def test_help_has_an_example(what: str) -> None:
    helped = CliRunner().invoke(cli, ["show", what, "--help"])
    assert f"Example: wirewatch show {what} " in helped.stdout


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024-02", "2024-02-01..2024-02-29"),
        ("2021-W53", "2022-01-03"),
        ("2020-W53", "2020-12-28..2021-01-03"),
        ("2022-01-24", "2022-01-24..2022-01-24"),
    ],
)
def test_periods_by_name(text: str, days: str) -> None:
    if text == "2021-W53":
        with pytest.raises(ValueError, match="is no period"):
            Period.named(text)
    else:
        assert str(Period.named(text)) == days
