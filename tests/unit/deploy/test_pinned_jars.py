"""Fetched jars are checked against what was pinned, before anything of them is kept or run."""

import hashlib
import re
import stat
from pathlib import Path

import pytest

from deploy.flink import jars as flink
from deploy.flink.errors import FlinkUnavailable
from deploy.kafka import jars as kafka
from deploy.kafka.errors import BrokerUnavailable
from deploy.pinned import NotPinnedError, check_jars


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    libs = tmp_path / "libs"
    libs.mkdir()
    for name in ("a.jar", "b.jar"):
        (libs / name).write_text(name)
    lines = (f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in sorted(libs.iterdir()))
    (tmp_path / "jars.sha256").write_text("".join(lines))
    return libs


def test_only_the_pinned_jars_pass(folder: Path) -> None:
    pins = folder.with_name("jars.sha256")
    check_jars(folder, pins)
    (folder / "b.jar").write_text("another")
    with pytest.raises(NotPinnedError, match=r"1 of .* b\.jar is another file; nothing was kept"):
        check_jars(folder, pins)
    (folder / "b.jar").rename(folder / "c.jar")
    with pytest.raises(NotPinnedError, match=r"b\.jar is missing; c\.jar is not pinned"):
        check_jars(folder, pins)


@pytest.mark.parametrize(("jars", "error"), [(kafka, BrokerUnavailable), (flink, FlinkUnavailable)])
def test_a_jar_that_is_another_is_not_kept(tmp_path, monkeypatch, jars, error) -> None:
    maven = tmp_path / "bin" / "mvn"
    maven.parent.mkdir()
    told = 'for w; do case $w in -DoutputDirectory=*) d=${w#*=};; esac; done; mkdir "$d"; echo x >"$d/x.jar"'
    maven.write_text(f"#!/bin/sh\n{told}\n")
    maven.chmod(maven.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{maven.parent}:/usr/bin:/bin")
    monkeypatch.setattr(jars, "CACHE", tmp_path / "cache")
    fetch = kafka.fetch_jars if jars is kafka else flink.fetch_job_server
    with pytest.raises(error, match=r"^\d+ of the fetched jars are not those of .*jars\.sha256"):
        fetch()
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.parametrize("jars", [kafka, flink])
def test_all_that_pom_names_is_pinned(jars) -> None:
    pinned = jars.PINS.read_text()
    lines = pinned.splitlines()
    assert all(re.fullmatch(r"[0-9a-f]{64}  [\w.+-]+\.jar", line) for line in lines)
    assert len(lines) == len(set(lines)) > 40
    named = re.findall(r"<artifactId>([\w.-]+)</artifactId>\s*<version>([\d.]+)</version>", jars.POM.read_text())[1:]
    assert len(named) >= 2
    assert all(f"  {name}-{version}.jar\n" in pinned for name, version in named)
