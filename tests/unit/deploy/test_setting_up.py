"""The three locks hold one another, the stamps of ``.venv`` do not fight, and who waits is told how far it is."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from deploy import setting_up
from deploy.setting_up import Packages

ROOT = Path(__file__).parents[3]
LOCKS = [ROOT / name for name in ("requirements.lock", "requirements-extras.lock", "requirements-dev.lock")]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def pinned(lock: Path) -> set[str]:
    """Its packages with version and marker, all of which have a hash."""
    text = lock.read_text()
    entries = re.split(r"\n(?=\S)", text.strip())
    assert not [entry for entry in entries if "--hash=sha256:" not in entry]
    assert "://" not in text
    return {entry.split(" \\")[0].split(" ;")[0] for entry in entries}


def names(lock: Path) -> set[str]:
    return {entry.split("==")[0] for entry in pinned(lock)}


def wanted(requirements: list[str]) -> set[str]:
    found = {re.split(r"[\[<>=; ]", r)[0].lower().replace("_", "-") for r in requirements}
    return found - {"wirewatch"}


def test_each_lock_holds_the_one_before_in_the_same_versions() -> None:
    run, extras, dev = map(pinned, LOCKS)
    assert run < extras < dev


def test_locks_hold_what_the_project_asks_for() -> None:
    extras = PROJECT["optional-dependencies"]
    used = [r for name in ("charts", "desk", "feeds", "pages", "postgres", "scrapers") for r in extras[name]]
    assert wanted(PROJECT["dependencies"]) <= names(LOCKS[0])
    assert wanted(used) <= names(LOCKS[1])
    assert wanted(extras["dev"]) <= names(LOCKS[2])
    assert "setuptools" in names(LOCKS[0]), "the checkout is linked into .venv by it, without a build of its own"


def test_what_runs_holds_nothing_of_what_develops() -> None:
    assert not names(LOCKS[0]) & {"pytest", "mypy", "ruff", "scikit-learn", "scipy", "pandas", "scrapy", "matplotlib"}


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not here")
@pytest.mark.parametrize(
    ("there", "target", "installs"),
    [
        ([], "run", ["requirements.lock"]),
        ([], "test", ["requirements-dev.lock"]),
        ([], "extras", ["requirements-extras.lock"]),
        (["ready-run"], "run", []),
        (["ready-run"], "extras", ["requirements-extras.lock"]),
        (["ready-run"], "setup", ["requirements-dev.lock"]),
        (["ready-run", "ready-extras", "ready"], "run", []),
        (["ready-run", "ready-extras", "ready"], "extras", []),
        (["ready-run", "ready-extras", "ready"], "check", []),
    ],
)
def test_one_environment_serves_all(tmp_path: Path, there: list[str], target: str, installs: list[str]) -> None:
    for path in [ROOT / "Makefile", ROOT / "pyproject.toml", *LOCKS]:
        shutil.copy2(path, tmp_path)
    for stamp in there:
        (tmp_path / ".venv").mkdir(exist_ok=True)
        (tmp_path / ".venv" / stamp).touch()
    told = subprocess.run(
        ["make", "--dry-run", target, f"PYTHON={sys.executable}"],
        cwd=tmp_path, capture_output=True, text=True, check=True, env=os.environ | {"MAKEFLAGS": ""},
    ).stdout  # fmt: skip
    assert re.findall(r"setting_up\.py (\S+)", told) == installs
    if installs == ["requirements-dev.lock"]:
        assert ".venv/ready-run .venv/ready-extras" in told, "what develops is all that runs, too"


def test_pip_is_followed_through_fetching_and_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting_up, "installed", lambda: 2)
    packages = Packages("a==1\nb-c==2 ; os_name == 'nt'\nd==3\n")
    told = [packages.how_far()]
    for line in (
        "Ignoring b-c: markers 'os_name == \"nt\"' don't match your environment",
        "Collecting a==1 (from -r requirements.lock (line 1))",
        "  Downloading a-1-py3-none-any.whl (12 kB)",
        "Requirement already satisfied: d==3 in ./.venv/lib (from -r requirements.lock (line 5)) (3)",
        "Installing collected packages: a",
    ):
        packages.heard(line)
        told.append(packages.how_far())
    assert told == [
        "looking",
        "looking",
        "1 of 2, fetching a",
        "1 of 2, fetching a",
        "2 of 2, fetching d",
        "2 of 2 installed",
    ]


def test_uv_is_followed_by_what_it_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting_up, "installed", lambda: 1)
    packages = Packages("a==1\nb==2\n")
    packages.heard("Downloading pyarrow (45.2MiB)")
    assert packages.how_far() == "fetching pyarrow"
    packages.heard("Resolved 2 packages in 3ms")
    packages.heard("Prepared 2 packages in 4.20s")
    assert packages.how_far() == "1 of 2 installed"


def test_a_failing_installer_says_what_it_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    uv = tmp_path / "uv"
    uv.write_text("#!/bin/sh\necho no way to the registry\nexit 2\n")
    uv.chmod(0o755)
    (tmp_path / "some.lock").write_text("a==1\n")
    monkeypatch.setattr(sys, "argv", ["setting_up.py", "some.lock"])
    assert setting_up.main() == 1
    assert capsys.readouterr().err.startswith("\nno way to the registry\nfailed with 2: ")
