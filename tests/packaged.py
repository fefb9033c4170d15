"""The package as somebody gets it: built in a copy of the checkout, installed into an environment of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_BUILT_FROM = ("pyproject.toml", "README.md", "LICENSE", "NOTICE", "schemas", "connectors", "pipelines", "deploy")
_MISSING = ("Could not find a version", "NewConnectionError", "ConnectTimeoutError", "Name or service not known")


def run(*command: str | Path, cwd: Path, timeout: float = 900) -> str:
    """What a program prints; the test fails with all that it said where it fails. It sees nothing of the checkout."""
    ours = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment, capture_output=True, text=True, timeout=timeout, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout + done.stderr


def needs_registry(place: Path) -> None:
    """Skip where no package registry answers: nothing of ours would be tested."""
    asked = [sys.executable, "-m", "pip", "download", "--no-deps", "--retries", "0", "--timeout", "20", "click"]
    done = subprocess.run([*asked, "--dest", str(place)], capture_output=True, text=True, check=False)
    if done.returncode and any(sign in done.stdout + done.stderr for sign in _MISSING):
        pytest.skip("no package registry can be reached")


def build(place: Path) -> tuple[Path, Path]:
    """The wheel, and the source distribution."""
    source = place / "source"
    for name in _BUILT_FROM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            source.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    backend = "from setuptools import build_meta as b; b.build_sdist({0!r}); b.build_wheel({0!r})"
    run(sys.executable, "-c", backend.format(str(place)), cwd=source)
    (wheel,), (archive,) = place.glob("*.whl"), place.glob("*.tar.gz")
    return wheel, archive


class Environment:
    """An empty one; ``install`` takes what pip takes, by the ranges that the package names and without any lock."""

    def __init__(self, place: Path) -> None:
        run(sys.executable, "-m", "venv", place, cwd=place.parent)
        self.bin = place / "bin"

    def install(self, *what: str | Path) -> None:
        quick = ("--quiet", "--no-compile", "--disable-pip-version-check")
        run(self.bin / "python", "-m", "pip", "install", *quick, *what, cwd=self.bin)

    def check(self) -> None:
        """No package lacks another, or has one of a version that it refuses."""
        run(self.bin / "python", "-m", "pip", "check", cwd=self.bin)

    def imports(self, module: str) -> None:
        run(self.bin / "python", "-c", f"import {module}", cwd=self.bin)

    def wirewatch(self, *arguments: str | Path, cwd: Path) -> str:
        return run(self.bin / "wirewatch", *arguments, cwd=cwd)
