import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from connectors.kafka.lag import read_lag
from connectors.kafka.settings import KafkaSettings
from deploy.kafka import BrokerFailed, BrokerUnavailable, LocalBroker, down, up
from deploy.kafka.jars import find_java
from deploy.processes import free_port

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[3]


def java_processes(word: str) -> list[str]:
    """The command lines of processes that name ``word``."""
    told = subprocess.run(["ps", "-ww", "-eo", "args="], capture_output=True, text=True, check=True).stdout
    return [line for line in told.splitlines() if word in line and "kafka.Kafka" in line]


def test_killed_owner_leaves_no_process_and_no_folder(broker: LocalBroker) -> None:
    program = (
        "import os, signal\n"
        "from deploy.kafka import LocalBroker\n"
        "with LocalBroker() as broker:\n"
        "    print(broker._folder, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    folder = done.stdout.strip()
    assert done.returncode == -signal.SIGKILL
    assert "wirewatch-kafka-" in folder
    end = time.monotonic() + 10
    while (java_processes(folder) or Path(folder).exists()) and time.monotonic() < end:
        time.sleep(0.1)
    assert java_processes(folder) == []
    assert not Path(folder).exists()


def test_up_outlives_its_caller_and_down_stops_it(broker: LocalBroker, tmp_path: Path) -> None:
    port = free_port()
    assert up(port, tmp_path) == f"127.0.0.1:{port}"
    assert up(free_port(), tmp_path) == f"127.0.0.1:{port}", "a second up finds the first"
    assert len(java_processes(str(tmp_path))) == 1
    assert down(tmp_path)
    assert java_processes(str(tmp_path)) == []
    assert not down(tmp_path)


def test_start_leaves_a_running_node_alone(broker: LocalBroker) -> None:
    folder = str(broker._folder)
    before = java_processes(folder)
    broker.start()
    assert java_processes(folder) == before
    assert len(before) == 1


def test_stale_pid_file_ends_no_stranger(tmp_path: Path) -> None:
    (tmp_path / "pid").write_text(str(os.getpid()))
    assert not down(tmp_path)


def test_missing_java_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    with pytest.raises(BrokerUnavailable, match="Java 17 or newer and none was found"):
        find_java()


def test_old_java_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(BrokerUnavailable, match=r"is 11: install one, set JAVA_HOME"):
        find_java()


def test_broker_that_ends_tells_its_last_words(broker: LocalBroker) -> None:
    with LocalBroker() as other:
        assert read_lag(KafkaSettings(servers=other.servers), ["nobody"]) == [], "the first that asks of a group waits"
        other.stop()
        assert other._folder is not None
        (other._folder / "server.properties").write_text("process.roles=nonsense\n")
        with pytest.raises(BrokerFailed, match="nonsense"):
            other.start()
