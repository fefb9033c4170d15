"""``wirewatch alerts run`` over a folder: what it prints, whom it tells, how it ends."""

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
from click.testing import CliRunner
from http_receiver import Answer, http_receiver
from rows import pair, quiet_month

from connectors.parquet import ParquetSink
from connectors.tables import DayTables
from pipelines.alerting.rules import AlertRules, Webhook
from pipelines.cli import alerts_run, cli
from pipelines.deployments.watching.receivers import ReceiverError, open_receivers

RULES = """
[[rule]]
name = "pairs"
series = "pair_quad"
receivers = [{names}]
"""
TERMINAL = '[[receiver]]\nname = "terminal"\nkind = "stdout"\n'
ROOM = '[[receiver]]\nname = "room"\nkind = "webhook"\nurl = "{url}"\nsecret_env = "ROOM"\nallow_private = true\n'


def today() -> date:
    return datetime.now(UTC).date()


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    rows = [*quiet_month(today()), pair(today(), 9)]
    days = {row.day for row in rows}
    ParquetSink(folder / "daily").replace_days(
        [DayTables(day=day, rows=tuple(row for row in rows if row.day == day)) for day in days]
    )
    return folder


def rules(tmp_path, names, *receivers):
    path = tmp_path / "alerts.toml"
    path.write_text(RULES.replace("{names}", names) + "".join(receivers))
    return str(path)


def wirewatch(*arguments):
    return CliRunner().invoke(cli, ["alerts", "run", *map(str, arguments)], standalone_mode=False)


@pytest.mark.slow
def test_told_once_on_standard_output(out, tmp_path):
    file = rules(tmp_path, '"terminal"', TERMINAL)
    first, again = (wirewatch("--out", out, "--rules", file) for _ in range(2))
    lines = first.stdout.splitlines()
    assert lines[0].startswith(f"firing    {today()} XAA -> XAB, material conflict: 9 stories, expected")
    assert lines[1:] == ["alerts     1 new or changed, 1 fire"]  # and names it no second time
    assert again.stdout == "alerts     0 new or changed, 1 fire\n"
    assert (first.return_value, again.return_value) == (0, 0)


def test_what_nobody_prints_is_named(out, tmp_path):
    lines = wirewatch("--out", out, "--rules", rules(tmp_path, "")).stdout.splitlines()
    assert lines[0] == "alerts     1 new or changed, 1 fire"
    assert lines[1].startswith(f"fires      {today()} XAA -> XAB, material conflict: 9 stories, expected")
    assert lines[1].endswith(", rule pairs")


@pytest.mark.slow
def test_receiver_that_is_away_is_told_by_the_next_run(out, tmp_path, monkeypatch):
    monkeypatch.setenv("ROOM", "secret")
    monkeypatch.setattr(alerts_run, "_PATIENCE", 0.0)
    with http_receiver([Answer(503, text="later"), Answer()]) as room:
        file = rules(tmp_path, '"room", "terminal"', TERMINAL, ROOM.replace("{url}", room.url))
        first, again = (wirewatch("--out", out, "--rules", file, "--json") for _ in range(2))
    assert first.return_value == 1
    assert first.stdout.startswith("firing")
    assert json.loads(first.stdout.splitlines()[1]) == {
        "recorded": 1,
        "firing": 1,
        "fired": [f"{today()} XAA -> XAB, material conflict"],
        "not_told": {"room": "answers 503 later"},
    }
    assert again.return_value == 0
    assert json.loads(again.stdout) == {"recorded": 0, "firing": 1, "fired": [], "not_told": {}}
    assert [heard.headers["webhook-id"] for heard in room.heard] == [room.heard[0].headers["webhook-id"]] * 2


@pytest.mark.slow
def test_alertmanager_is_told_by_a_run_from_cron_that_alerts_stand_for_days(out, tmp_path):
    with http_receiver() as told:
        ops = f'[[receiver]]\nname = "ops"\nkind = "alertmanager"\nurl = "{told.url}"\n'
        assert wirewatch("--out", out, "--rules", rules(tmp_path, '"ops"', ops)).return_value == 0
    posted = [json.loads(heard.body)[0] for heard in told.heard]
    begins = datetime.combine(today(), time(), UTC)
    assert {datetime.fromisoformat(alert["endsAt"]) for alert in posted} == {begins + timedelta(days=3)}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "give --out, --servers or both"),
        (["--out", "nowhere"], "nowhere: no such folder"),
        (["--out", ".", "--follow"], "--follow needs --servers"),
        (["--out", ".", "--rules", "nowhere.toml"], "does not exist"),
    ],
)
def test_wrong_usage(arguments, says):
    result = CliRunner().invoke(cli, ["alerts", "run", *arguments])
    assert result.exit_code == 2
    assert says in result.output


def test_rules_that_cannot_be_used(out, tmp_path, monkeypatch):
    monkeypatch.delenv("ROOM", raising=False)
    file = rules(tmp_path, '"room"', ROOM.replace("{url}", "https://ops.example/T0KEN"))
    result = CliRunner().invoke(cli, ["alerts", "run", "--out", str(out), "--rules", file])
    assert result.exit_code == 2
    assert "receiver room: its secret is in the variable ROOM, which is not set" in result.output
    assert "T0KEN" not in result.output


@pytest.mark.parametrize(("content", "says"), [(None, "cannot be read"), ("\n", "is empty"), (b"\xff", "be read")])
def test_secret_file_that_cannot_be_used(tmp_path, content, says):
    path = tmp_path / "secret"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    webhook = Webhook(name="room", url="https://ops.example/", secret_file=str(path))
    with pytest.raises(ReceiverError, match=f"receiver room: its secret is in {path}, which .*{says}"):
        open_receivers(AlertRules(receivers=(webhook,)))


def test_secret_file_is_read(tmp_path):
    path = tmp_path / "secret"
    path.write_text("pass phrase\n")
    webhook = Webhook(name="room", url="https://ops.example/", secret_file=str(path))
    opened = open_receivers(AlertRules(receivers=(webhook,)))["room"]
    assert opened.secret == "pass phrase"
    assert "pass phrase" not in repr(opened)
