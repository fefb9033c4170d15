"""``wirewatch alerts``: a file checked, and the days of a folder replayed."""

import json
import sys
from datetime import UTC, date, timedelta
from pathlib import Path

import pytest
from claims.coder import PlainCoder
from click.testing import CliRunner

from pipelines.cli import cli, main
from pipelines.deployments.local import Folder, ingest_files

SURGE = date(2022, 2, 5)
GOOD = '[[rule]]\nname = "any"\nseries = "pair_type"\ntypes = "ASSAULT"\nthreshold = 2\n'


def attacks():
    """Rain on 36 days; seven attacks on the last but one."""
    days = [SURGE + timedelta(days=n) for n in range(-34, 2)]
    yield from ((day, f"It rained on the {day:%j}th day.") for day in days)
    yield from ((SURGE, f"Ruritania attacked Graustark near mill {n}.") for n in range(7))


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("alerts")
    source = folder / "reports.jsonl"
    reports = [{"source": "echo.example", "published_at": f"{day}T10:00:00Z", "text": text} for day, text in attacks()]
    source.write_text("".join(json.dumps(report) + "\n" for report in reports))
    held = Folder(folder / "out")
    with held.held():
        ingest_files([str(source)], held, zone=UTC, make_coder=PlainCoder)
    return held.root


def run(*args):
    return CliRunner().invoke(cli, ["alerts", *map(str, args)], catch_exceptions=False)


def exit_code(*args):
    """As from the shell, where usage errors become exit codes."""
    with pytest.raises(SystemExit) as e:
        main(["alerts", *map(str, args)])
    return e.value.code


def test_a_good_file_is_summed_up(tmp_path):
    file = tmp_path / "alerts.toml"
    file.write_text(GOOD)
    result = run("check", file)
    assert result.exit_code == 0
    assert "any: pair_type by stories, from 2 on; tells nobody" in result.stdout


def test_a_bad_file_fails_with_its_lines(tmp_path, capsys):
    file = tmp_path / "alerts.toml"
    file.write_text(GOOD + 'sorces = "RUS"\n')
    assert exit_code("check", file) == 1
    assert f"{file}:6: unknown key 'sorces' (did you mean 'sources'?)" in capsys.readouterr().err
    assert exit_code("check", tmp_path / "none.toml") == 2


def test_backtest_prints_what_would_have_fired(out):
    result = run("backtest", "2022-02-01..2022-02-06", "--out", out)
    assert result.exit_code == 0
    (line,) = [line for line in result.stdout.splitlines() if "RUR -> GRA, material conflict" in line]
    assert line.split()[:3] == ["2022-02-05", "2022-02-05", "pairs"]
    assert "in 6 days" in result.stdout


@pytest.mark.slow
def test_backtest_as_json_with_rules_of_a_file_and_charts(out, tmp_path):
    pytest.importorskip("matplotlib")
    file = tmp_path / "alerts.toml"
    file.write_text(GOOD)
    result = run("backtest", "2022-02-01..2022-02-06", "--out", out, "--rules", file, "--charts", tmp_path, "--json")
    found = json.loads(result.stdout)
    assert [(a["rule"], a["day"], a["fired_on"], a["count"]) for a in found["alerts"]] == [
        ("any", "2022-02-05", "2022-02-05", 7)
    ]
    assert found["per_day"] == {"2022-02-05": 1}
    (chart,) = found["charts"]
    assert Path(chart).read_bytes().startswith(b"\x89PNG")


def test_backtest_says_what_is_wrong(out, tmp_path, capsys, monkeypatch):
    assert exit_code("backtest", "2022-02-09..2022-02-01", "--out", out) == 2
    file = tmp_path / "bad.toml"
    file.write_text("[[rule]]\n")
    assert exit_code("backtest", "2022-02-01", "--out", out, "--rules", file) == 2
    assert exit_code("backtest", "2022-02-01", "--out", tmp_path / "empty") == 1
    monkeypatch.delitem(sys.modules, "pipelines.alerting.charts", raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert exit_code("backtest", "2022-02-05", "--out", out, "--charts", tmp_path) == 1
    assert "`make extras` in the checkout of wirewatch, or pip install '.[charts]' there" in capsys.readouterr().err
