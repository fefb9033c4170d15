"""``--log_format json``: every line on standard error is a JSON object, for errors of any command."""

import json
import logging

import pytest

from pipelines import cli


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (["show", "day", "2022-01-17", "--out", "nowhere"], 1, "no such store"),
        (["up"], 2, "Missing option"),
        (["no-such-command"], 2, "No such command"),
        (["shwo"], 2, "No such command 'shwo' (did you mean show?)."),
    ],
)
def test_errors_are_lines_of_json(capsys: pytest.CaptureFixture[str], argv: list[str], code: int, said: str) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["--log_format", "json", *argv])
    assert end.value.code == code
    (line,) = capsys.readouterr().err.splitlines()
    message = json.loads(line)
    assert message["level"] == "ERROR"
    assert said in message["message"]


def test_messages_are_lines_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--log_format", "json", "code", "--help"])
    capsys.readouterr()
    logging.getLogger("pipelines.deployments.up").info("read %d reports,\nall of them", 3)
    logging.getLogger("elsewhere").info("not ours")
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["message"] == "read 3 reports,\nall of them"


def test_text_is_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["show", "day", "2022-01-17", "--out", "nowhere"])
    assert capsys.readouterr().err.startswith("wirewatch: ")
