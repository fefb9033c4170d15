"""Whoever waits for jars is told what is fetched, that it goes on, and how long it took."""

import logging
import time
from pathlib import Path

import pytest

from deploy import jars


def test_fetching_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(jars, "_TOLD_EVERY", 0.01)

    def download(libs: Path) -> None:
        time.sleep(0.1)
        libs.mkdir()

    with caplog.at_level(logging.INFO, "deploy.jars"):
        for _ in range(2):
            assert jars.fetched(tmp_path / "flink", download, "Flink (230 MB)").is_dir()
    first, *others, last = caplog.messages
    assert first.startswith("fetching Flink (230 MB)")
    assert others
    assert all(line.startswith("still fetching Flink") for line in others)
    assert last.startswith("fetched Flink (230 MB) in ")
