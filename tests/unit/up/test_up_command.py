"""What ``wirewatch up`` says before it begins."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipelines.cli import up
from pipelines.cli.up import command
from pipelines.deployments.up import loop
from pipelines.deployments.up.on_flink import lacking


def test_machine_without_java_is_told_what_it_lacks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert "Java 17" in str(lacking())


def test_snapshot_that_cannot_be_written_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(up, "_run", fail)
    done = CliRunner().invoke(command, ["--out", str(tmp_path), "--engine", "loop"])
    assert done.exit_code == 1
    assert f"{tmp_path}/snapshot.sqlite: database or disk is full" in done.output.splitlines()[-1]


def test_rules_that_cannot_be_used_are_wrong_usage(tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text('[[rule]]\nname = "x"\nseries = "nonsense"\n')
    done = CliRunner().invoke(command, ["--out", str(tmp_path / "out"), "--rules", str(rules)])
    assert done.exit_code == 2
    assert "rules.toml" in done.output
    assert not (tmp_path / "out").exists()


def test_a_store_that_cannot_be_read_keeps_it_from_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whether rows were counted otherwise is a word by the way; the store is mended where it is written to."""
    (tmp_path / "wirewatch.duckdb").write_bytes(b"damaged" * 9_000)
    begun: list[object] = []
    monkeypatch.setattr(loop.Loop, "run", lambda self: begun.append(self))
    done = CliRunner().invoke(command, ["--out", str(tmp_path), "--engine", "loop"])
    assert (done.exit_code, len(begun)) == (0, 1), done.output
