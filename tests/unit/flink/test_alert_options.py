"""What the alert stream is given and refused, and what of the rules goes to the cluster."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from pipelines.alerting.rules import DEFAULT_RULES, AlertRules
from pipelines.cli import cli
from pipelines.deployments import alert_main
from pipelines.deployments.stream_options import with_defaults

STREAM = ["--servers", "a:1", *with_defaults(["--runner=PortableRunner"])]
RULES = """
[[rule]]
name = "any"
series = "total"
receivers = "room"

[[receiver]]
name = "room"
kind = "webhook"
url = "https://hooks.example/secret"
"""


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        ([], "give --out for a folder, or --servers for a stream"),
        ([*STREAM, "--out", "out"], "it takes no --out"),
        (["--servers", "a:1", "--runner=PortableRunner"], "--checkpointing_interval is not given"),
        ([*STREAM, "--kafka_config", "acks=0"], "acks"),
        ([*STREAM, "--sink", "sqlite:x"], "a sink is"),
        ([*STREAM, "--rules", "none.toml"], "none.toml: cannot be read"),
    ],
)
def test_wrong_usage(argv: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        alert_main.alert_main(argv)
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


def test_receivers_stay_out_of_the_job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[AlertRules] = []

    def stream(_settings: Any, _topics: Any, _options: Any, rules: AlertRules, *_: Any, **__: Any) -> None:
        handed.append(rules)

    monkeypatch.setattr(alert_main, "stream_alert", stream)
    file = tmp_path / "alerts.toml"
    file.write_text(RULES)
    alert_main.start_alert([*STREAM, "--rules", str(file)], "test")
    alert_main.start_alert(STREAM, "test")
    (given, default) = handed
    assert (given.rules[0].name, given.receivers) == ("any", ())
    assert "secret" not in repr(given)
    assert default == DEFAULT_RULES


def test_deliver_wants_somebody_to_tell(tmp_path: Path) -> None:
    file = tmp_path / "alerts.toml"
    file.write_text('[[rule]]\nname = "any"\nseries = "total"\n')
    done = CliRunner().invoke(cli, ["alerts", "deliver", "--servers", "a:1", "--rules", str(file)])
    assert done.exit_code == 2
    assert "names no receiver" in done.output
