"""Numbers with their nouns, and what somebody may have meant, where commands say them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.cli.alerts_check import command as check
from pipelines.cli.tail import events
from pipelines.cli.words import meant, some


def test_one_is_singular() -> None:
    assert [some(n, "report") for n in (0, 1, 2, 1_234)] == ["0 reports", "1 report", "2 reports", "1,234 reports"]
    assert [some(n, "story", "stories") for n in (1, 2)] == ["1 story", "2 stories"]


def test_near_words_are_named() -> None:
    assert meant("ASALT", ["ASSAULT", "AID"]) == " (did you mean ASSAULT?)"
    assert meant("XYZZY", ["ASSAULT", "AID"]) == ""


@pytest.mark.slow
def test_a_run_of_one_report_speaks_of_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "one.json"
    file.write_text(json.dumps({"text": "Police in Minsk arrested 30 protesters.", "date": "2022-01-24"}))
    with pytest.raises(SystemExit) as end:
        main(["run", str(file), "--out", str(tmp_path / "out")])
    told = capsys.readouterr().out.splitlines()
    assert end.value.code in (0, None)
    assert told[0] == "read       1 report = 1 coded"
    assert told[1] == "events     1 event in 1 mention on 1 day"


def test_rules_of_one_rule_speak_of_one(tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text('[[rule]]\nname = "all"\nseries = "total"\n')
    done = CliRunner().invoke(check, [str(rules)])
    assert done.output.splitlines()[-1] + "\n" == "1 rule, 0 mutes, 0 receivers: no problems\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--country", "UKK"], "no country UKK (did you mean UKR?): give the three letters"),
        (["--country", "Ukraine"], "no country UKRAINE (did you mean UKR?)"),
        (["--country", "ukr", "--country", "Kosovar"], "no country KOSOVAR (did you mean KOS?)"),
        (["--country", "xx"], "no country XX: give the three letters of ISO 3166-1, as UKR; Kosovo is KOS"),
        (["--type", "asalt"], "no type ASALT (did you mean ASSAULT?): there are ACCUSE"),
    ],
)
def test_types_and_countries_that_there_are_not(options: list[str], said: str) -> None:
    done = CliRunner().invoke(events, options)
    assert done.exit_code == 2
    assert said in done.output
