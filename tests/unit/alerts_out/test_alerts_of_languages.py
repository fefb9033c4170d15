"""Rules with languages: over a folder, in a backtest, and where rows do not tell languages."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from claims.coder import PlainCoder
from claims.memory import ingest
from click.testing import CliRunner, Result

from connectors.alert_files import AlertFiles
from pipelines.aggregation.days import Share
from pipelines.cli import cli
from pipelines.deployments.alert_main import alert_main
from pipelines.deployments.index import LogIndex
from pipelines.deployments.local import Folder
from pipelines.deployments.updating import update_folder
from schemas import CodedReport, Report

SPANISH = """
[[rule]]
name = "in Spanish"
series = "pair_quad"
languages = "Spanish"
least_count = 1
"""
ALL = """
[[rule]]
name = "in all"
series = "pair_quad"
"""


def today() -> date:
    return datetime.now(UTC).date()


def report(day: date, number: int, text: str) -> Report:
    return Report(
        report_id=f"{day}-{number:02}",
        source="echo.example",
        text=text,
        published_at=datetime.combine(day, time(12), UTC),
        published_precision="minute",
        fetched_at=datetime.combine(day, time(13), UTC),
        language="en",
    )


def records() -> list[CodedReport]:
    """A month in which nothing happens in Spanish, three of an attack today, and always enough in English."""
    days = [today() - timedelta(days=n) for n in range(40)]
    calm = [report(day, 0, f"It rained on the {day:%j}th day.") for day in days]
    english = [
        report(day, n, f"Ruritania attacked Graustark near mill {n} {day}.") for day in days for n in (4, 5, 6, 7)
    ]
    spanish = [report(today(), n, f"Ruritania attacked Graustark near well {n}.") for n in (1, 2, 3, 8, 9)]
    in_spanish = {one.report_id for one in (*calm, *spanish)}
    return [
        replace(record, language="es" if record.report_id in in_spanish else "en")
        for record in ingest([*calm, *english, *spanish], PlainCoder(), UTC)
    ]


@pytest.fixture(scope="module")
def coded() -> list[CodedReport]:
    return records()


@pytest.fixture
def out(coded: list[CodedReport], tmp_path: Path) -> Path:
    folder = Folder(tmp_path / "out")
    folder.coded.append(coded)
    update_folder(folder)
    return folder.root


def rules(folder: Path, text: str) -> Path:
    file = folder / "rules.toml"
    file.write_text(text)
    return file


def judged(out: Path, file: Path) -> dict[str, object]:
    args = ["alerts", "run", "--out", str(out), "--rules", str(file), "--json"]
    result = CliRunner().invoke(cli, args, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.stdout)
    return found


def shown(out: Path) -> list[tuple[str, str, float]]:
    result = CliRunner().invoke(cli, ["show", "alerts", "--out", str(out), "--all", "--json"], catch_exceptions=False)
    return sorted((one["rule"], one["state"], one["count"]) for one in json.loads(result.stdout)["alerts"])


@pytest.mark.slow
def test_a_folder_is_judged_by_reports_in_a_language(out: Path, tmp_path: Path) -> None:
    both = rules(tmp_path, ALL + SPANISH)
    assert judged(out, both)["fired"] == [f"{today()} RUR -> GRA, material conflict"]
    assert shown(out) == [("in Spanish", "firing", 5.0)]
    (fired,) = AlertFiles(out / "alerts").held()
    assert fired.command == f"wirewatch show day {today()} --language es --out {out}"
    assert judged(out, both)["recorded"] == 0, "and neither takes the other's back"
    assert judged(out, rules(tmp_path, ALL))["recorded"] == 1
    assert shown(out) == [("in Spanish", "resolved", 5.0)]


def test_days_are_read_once_whatever_the_number_of_languages(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[date] = []
    of_day = LogIndex.bare_shares_of

    def noted(index: LogIndex, day: date) -> Iterator[Share]:
        read.append(day)
        return of_day(index, day)

    monkeypatch.setattr(LogIndex, "bare_shares_of", noted)
    found = judged(out, rules(tmp_path, SPANISH + SPANISH.replace("Spanish", "English")))
    assert found["fired"] == [f"{today()} RUR -> GRA, material conflict"]
    assert len(read) == len(set(read)) == 40


def test_a_backtest_of_reports_in_a_language(out: Path, tmp_path: Path) -> None:
    period = f"{today() - timedelta(days=3)}..{today()}"
    args = ["alerts", "backtest", period, "--out", str(out), "--rules", str(rules(tmp_path, ALL + SPANISH)), "--json"]
    found = json.loads(CliRunner().invoke(cli, args, catch_exceptions=False).stdout)["alerts"]
    assert [(one["rule"], one["count"], one["day"]) for one in found] == [("in Spanish", 5.0, str(today()))]


def test_a_share_is_a_share_and_a_line_names_its_rule(out: Path, tmp_path: Path) -> None:
    text = SPANISH.replace("least_count = 1", "threshold = 0.01").replace('"pair_quad"', '"total"\nmeasure = "share"')
    printed = (
        CliRunner().invoke(cli, ["alerts", "run", "--out", str(out), "--rules", str(rules(tmp_path, text))]).output
    )
    assert (
        f"fires      {today()} all events: 83.3% of the reports read, expected 0.0% (limit 1.0%), rule in Spanish"
        in (printed)
    )


def test_check_says_of_which_reports(tmp_path: Path) -> None:
    printed = CliRunner().invoke(cli, ["alerts", "check", str(rules(tmp_path, SPANISH))], catch_exceptions=False).output
    assert "in Spanish: pair_quad by stories of reports in es, out of the ordinary; tells nobody" in printed


@pytest.mark.parametrize(
    "args",
    [
        ["alerts", "run", "--servers", "nowhere.example:1"],
        ["alerts", "run", "--servers", "nowhere.example:1", "--follow"],
        ["up", "--servers", "nowhere.example:1", "--out", "out"],
    ],
)
def test_rows_of_topics_tell_no_languages(args: list[str], tmp_path: Path) -> None:
    with CliRunner().isolated_filesystem(tmp_path):
        result: Result = CliRunner().invoke(cli, [*args, "--rules", str(rules(tmp_path, SPANISH))])
    assert result.exit_code == 2
    assert "rule 'in Spanish' has languages, which rows of topics do not tell" in result.output


def test_the_pipeline_alone_refuses_them_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        alert_main(["--servers", "nowhere.example:1", "--rules", str(rules(tmp_path, SPANISH))])
    assert ended.value.code == 2
    assert "rows of topics do not tell" in capsys.readouterr().err


def test_a_folder_without_a_log_says_so(out: Path, tmp_path: Path) -> None:
    for part in Folder(out).coded.parts():
        part.unlink()
    args = ["alerts", "run", "--out", str(out), "--rules", str(rules(tmp_path, SPANISH))]
    result = CliRunner().invoke(cli, args)
    assert result.exit_code == 2
    assert "no coded records" in result.output
