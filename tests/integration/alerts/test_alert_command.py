"""``wirewatch alerts run`` over a broker, in a process of its own."""

import signal
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alert_desk import Desk
from rows import pair, quiet_month

pytestmark = pytest.mark.integration

RULES = """
[[rule]]
name = "pairs"
series = "pair_quad"
receivers = ["terminal"]

[[receiver]]
name = "terminal"
kind = "stdout"
"""


def today() -> date:
    return datetime.now(UTC).date()


def started(desk: Desk, tmp_path: Path, *more: str, command: str = "run") -> "subprocess.Popen[str]":
    rules = tmp_path / "alerts.toml"
    rules.write_text(RULES)
    arguments = ["--servers", desk.settings.servers, "--topic_prefix", desk.topics.prefix, "--rules", str(rules)]
    line = [sys.executable, "-c", "from pipelines.cli import main; main()", "alerts", command, *arguments, *more]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_follows_until_it_is_told_to_stop(desk: Desk, tmp_path: Path) -> None:
    desk.send(*quiet_month(today()), pair(today(), 9))
    process = started(desk, tmp_path, "--follow")
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(f"firing    {today()} XAA -> XAB")
        desk.send(pair(today(), 1))
        assert process.stdout.readline().startswith("resolved")
        process.send_signal(signal.SIGTERM)
        printed, errors = process.communicate(timeout=20)
    finally:
        process.kill()
    assert (process.returncode, printed) == (0, "")
    assert errors.strip().endswith("SIGTERM: stopping")


def test_delivers_what_others_judge(desk: Desk, tmp_path: Path) -> None:
    desk.send(*quiet_month(today()), pair(today(), 9))
    process = started(desk, tmp_path, command="deliver")
    try:
        assert process.stdout is not None
        desk.drain(datetime.now(UTC).replace(microsecond=0))
        assert process.stdout.readline().startswith(f"firing    {today()} XAA -> XAB")
        desk.send(pair(today(), 1))
        process.send_signal(signal.SIGTERM)
        printed, _ = process.communicate(timeout=20)
    finally:
        process.kill()
    assert (process.returncode, printed) == (0, "")
    assert [found.state for found in desk.held()] == ["firing"], "it judges nothing"
    desk.drain(datetime.now(UTC).replace(microsecond=0))
    process = started(desk, tmp_path, command="deliver")
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("resolved"), "it goes on where it was"
    finally:
        process.kill()
        process.communicate()


def test_once_and_again(desk: Desk, tmp_path: Path) -> None:
    desk.send(*quiet_month(today()), pair(today(), 9))
    out = tmp_path / "out"
    for printed in (2, 1):  # told on the terminal, and counted
        lines, errors = started(desk, tmp_path, "--out", str(out)).communicate(timeout=60)
        assert errors == ""
        assert len(lines.splitlines()) == printed
    assert lines == "alerts     0 new or changed, 1 fire\n"
    assert (out / "wirewatch.duckdb").exists()


def test_broker_that_is_away_is_said(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from pipelines.cli import main; main()", "alerts", "run", "--servers"]
    ended = subprocess.run([*command, "127.0.0.1:1"], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith("wirewatch: the broker at 127.0.0.1:1: ")
    assert "Traceback" not in ended.stderr
