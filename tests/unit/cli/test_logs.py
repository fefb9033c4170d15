"""What is heard of on standard error, and what is not."""

import logging
import subprocess
import sys

import pytest

from pipelines.cli import logs


def test_warnings_of_our_own_are_heard_and_those_of_others_are_not(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("text")
    logging.getLogger("connectors.postgres.session").warning("the database is away; trying again in 0.1 s")
    logging.getLogger("apache_beam.runners").warning("a worker was slow")
    assert capsys.readouterr().err == (
        "WARNING connectors.postgres.session: the database is away; trying again in 0.1 s\n"
    )


def test_broker_that_is_not_reached_is_heard_of_once_in_ten_seconds(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000.0
    monkeypatch.setattr(logs.time, "monotonic", lambda: now)
    logs.set_up("text")
    theirs = logging.getLogger("kafka.net.manager")
    told: list[float] = []
    with logs.broker_heard_of("broker:9092"):
        for tenth in [*range(251), *range(600, 606), *range(800, 820)]:  # away, again for a moment, away again
            now = 1_000.0 + tenth / 10
            theirs.error("Connection failed: %s", "ECONNREFUSED")
            theirs.error("Bootstrap attempt failed")
            for line in capsys.readouterr().err.splitlines():
                assert line == "WARNING connectors.kafka: broker:9092: ECONNREFUSED; trying again"
                told.append(now - 1_000.0)
    assert told == [1.0, 11.0, 21.0, 81.0]
    theirs.error("Connection failed: %s", "ECONNREFUSED")
    assert capsys.readouterr().err.startswith("ERROR kafka.net.manager"), "outside the block all is as before"


@pytest.mark.slow
@pytest.mark.parametrize("module", ["pipelines.ingest", "pipelines.aggregate", "pipelines.alert"])
def test_beam_says_nothing_of_libraries_that_nobody_uses(module: str) -> None:
    done = subprocess.run([sys.executable, "-m", module, "--help"], capture_output=True, text=True, check=True)
    assert done.stderr == ""
