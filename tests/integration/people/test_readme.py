"""README.md does what it says after `make run`: its commands, and those that `wirewatch run` prints at its end."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from removing import remove_topics

from connectors.kafka.topics import TOPICS
from deploy.kafka import LocalBroker
from pipelines.cli import cli

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[3]
BLOCKS = re.findall(r"(?:^ {4}.*\n)+", (ROOT / "README.md").read_text(encoding="utf-8"), re.M)
NEEDS_BROKER = {"topics", "push", "drain"}
NOT_RUN = {"desk", "flink", "follow", "judge", "tail", "up"}
"""On and on, with a server of its own, or asking for keys: run by tests of theirs; here their options are looked up."""


def commands() -> list[str]:
    """The lines that call wirewatch, a continued one as one."""
    lines = [line for block in BLOCKS for line in block.replace("\\\n", "").splitlines()]
    return [line.strip() for line in lines if re.match(r" {4}(wirewatch|echo .*\| *wirewatch) ", line)]


def named(command: str) -> str:
    return re.findall(r"wirewatch (\S+)", command)[-1]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder like the checkout after `make run`, but for what was run."""
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    program = tmp_path / ".venv/bin/wirewatch"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!{sys.executable}\nfrom pipelines.cli import main\nmain()\n")
    program.chmod(0o755)
    return tmp_path


def shell(place: Path, command: str, *, activated: bool = True, **more: str) -> str:
    path = f"{place}/.venv/bin:{os.environ['PATH']}" if activated else os.environ["PATH"]
    environment = os.environ | {"PATH": path, "PYTHONPATH": str(ROOT)} | more
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=place,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stderr}"
    return done.stdout


def test_what_a_run_prints_leads_on(place: Path) -> None:
    """The block in README is what is printed, and each closing line works as it is printed, without an environment."""
    told = shell(place, ".venv/bin/wirewatch run samples/reports --out out", activated=False)
    (block,) = [block for block in BLOCKS if block.lstrip().startswith("read ")]
    shown = [line[4:].replace("make extras && ", "") for line in block.splitlines() if line.strip() != "..."]
    makes = re.findall(r'@echo "(.+)"', (ROOT / "Makefile").read_text().replace("$(BIN)", ".venv/bin"))
    assert [line for line in shown if line not in told.splitlines() + makes] == []
    leading = [re.search(r"\.venv/bin/wirewatch [^(]+", line) for line in [*told.splitlines(), *makes]]
    found = [command[0] for command in leading if command and named(command[0]) != "desk"]
    assert len(found) >= 3
    for command in found:
        assert shell(place, command, activated=False)


def test_commands_on_files_work_as_they_stand(place: Path) -> None:
    local = [command for command in commands() if named(command) not in NEEDS_BROKER | NOT_RUN]
    assert {named(command) for command in local} >= {"run", "show", "export", "code", "alerts"}
    assert not [command for command in commands() if ".venv/bin/wirewatch" in command]
    for command in local:
        shell(place, command)


def test_commands_over_kafka_work_as_they_stand(place: Path, broker: LocalBroker) -> None:
    over = [command for command in commands() if named(command) in NEEDS_BROKER]
    assert [named(command) for command in over] == ["topics", "push", "drain"]
    try:
        for command in over:
            shell(place, command, WIREWATCH_SERVERS=broker.servers)
    finally:
        remove_topics(broker.servers, [spec.name for spec in TOPICS])


@pytest.mark.parametrize("command", [c for c in commands() if named(c) in NOT_RUN and " submit " not in c])
def test_options_of_the_others_are_there(command: str) -> None:
    words = command.partition("#")[0].split()[1:]
    asked = next(n for n in range(len(words), 0, -1) if not [word for word in words[:n] if not word.isalpha()])
    done = CliRunner().invoke(cli, [*words[:asked], "--help"], prog_name="wirewatch")
    assert done.exit_code == 0, done.output
    assert [word for word in words if word.startswith("--") and word not in done.output] == []
