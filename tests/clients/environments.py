"""Clients of other houses, each in an environment of its own below ``.cache/clients``, made once."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
HOME: Final = ROOT / ".cache" / "clients"
PROGRAMS: Final = Path(__file__).parent / "programs"
_PATIENCE: Final = 1800


def python(*packages: str) -> Path:
    """The interpreter of an environment with these packages alone."""
    named = "-".join(package.partition("==")[0] for package in packages)
    home = HOME / f"python-{named}-{_hash(*packages)}"
    interpreter = home / "bin" / "python"
    if not (home / "ready").exists():
        _call(sys.executable, "-m", "venv", "--clear", str(home))
        _call(str(interpreter), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages)
        (home / "ready").touch()
    return interpreter


def node() -> list[str]:
    """The command of the program of Node."""
    _need("node", "npm")
    home = _copied("node")
    if not (home / "ready").exists():
        _call("npm", "install", "--silent", "--no-audit", "--no-fund", cwd=home)
        (home / "ready").touch()
    return ["node", str(home / "read.js")]


def go() -> list[str]:
    """The command of the program of Go."""
    _need("go")
    home = _copied("go")
    if not (home / "clients").exists():
        _call("go", "build", "-o", "clients", ".", cwd=home)
    return [str(home / "clients")]


def rust() -> list[str]:
    """The command of the program of Rust."""
    _need("cargo")
    home = _copied("rust")
    program = home / "target" / "debug" / "clients"
    if not program.exists():
        _call("cargo", "build", "--quiet", cwd=home)
    return [str(program)]


def java() -> list[str]:
    """The command of the program of Java."""
    _need("java", "javac", "mvn")
    home = _copied("java")
    if not (home / "Read.class").exists():
        _call("mvn", "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=jars", cwd=home)
        _call("javac", "-cp", f"{home}/jars/*", "Read.java", cwd=home)
    return ["java", "-cp", f"{home}/jars/*:{home}", "Read"]


def spark(*packages: str) -> list[str]:
    """The command of the program of Spark, with its jar of Avro."""
    _need("java", "mvn")
    home = _copied("spark")
    if not (home / "jars").exists():
        _call("mvn", "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=jars", cwd=home)
    (jar,) = (home / "jars").glob("*.jar")
    return [str(python(*packages)), str(home / "read_spark.py"), str(jar)]


def output(*command: str) -> list[str]:
    """The lines that a client prints; it must end well."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    assert done.returncode == 0, f"{command[:3]}: {done.stderr[-2000:]}"
    return done.stdout.splitlines()


def _copied(name: str) -> Path:
    """A folder with the program's files, another one for other files."""
    files = sorted(path for path in (PROGRAMS / name).rglob("*") if path.is_file())
    home = HOME / f"{name}-{_hash(*(path.read_text() for path in files))}"
    if not home.exists():
        shutil.copytree(PROGRAMS / name, home)
    return home


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:10]


def _need(*programs: str) -> None:
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"needs {', '.join(missing)}")


def _call(*command: str, cwd: Path | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stdout[-1000:]}{done.stderr[-2000:]}"
