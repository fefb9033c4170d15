"""Makes ``.venv`` from a lock, and says how far it is: ``python3 deploy/setting_up.py LOCK [--compile] [--languages]``.

Runs before anything is installed: the standard library alone. uv is used where there is one, else pip. Without
``--compile`` nothing is compiled before it is first imported: half of what is installed never is. ``--languages`` adds
the parsers of other languages, whose licences are their own (``deploy/languages``).
"""

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Final

VENV: Final = Path(".venv")
LANGUAGES: Final = Path("deploy/languages")
_PYTHON: Final = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
_FITS: Final = "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))"
_EVERY: Final = 5.0
"""Seconds between two lines about how far it is, where there is no terminal on which to write a line anew."""
_LAST: Final = 30
"""Lines of an installer that are shown where it fails."""


class SetUpError(Exception):
    """The environment could not be made."""


class Progress:
    """One line for what is being done: written anew on a terminal, now and then elsewhere."""

    def __init__(self, what: str) -> None:
        self._what, self._begun, self._wide = what, time.monotonic(), 0
        self._said = self._begun

    def tell(self, how_far: str) -> None:
        if sys.stdout.isatty():
            line = f"{self._what}: {how_far}"[: shutil.get_terminal_size().columns - 1]
            sys.stdout.write("\r" + line.ljust(self._wide))
            self._wide = len(line)
        elif time.monotonic() - self._said >= _EVERY:
            self._said = time.monotonic()
            sys.stdout.write(f"{self._what}: {how_far}\n")
        sys.stdout.flush()

    def end(self, how_far: str) -> None:
        self._said = 0.0
        self.tell(f"{how_far} ({time.monotonic() - self._begun:.0f} s)")
        sys.stdout.write("\n" if sys.stdout.isatty() else "")


class Packages:
    """How far an installer is, by what it prints and by what is there."""

    def __init__(self, lock: str) -> None:
        self._of = len(re.findall(r"^\S+==", lock, re.M))
        self._seen: set[str] = set()
        self._last, self._writing = "", False

    def heard(self, line: str) -> None:
        """Take in what the installer prints."""
        if found := re.match(r"\s*(?:Collecting|Requirement already satisfied:) ([\w.-]+)", line):
            self._last = found[1]
            self._seen.add(re.sub(r"[-_.]+", "-", found[1]).lower())
        elif found := re.match(r" *Downloading ([\w.-]+) \([\d.]+[KMG]iB\)", line):  # uv names the large ones alone
            self._last = found[1]
        elif re.match(r"\s*Ignoring \S+: markers", line):  # not for this Python or system
            self._of -= 1
        elif found := re.match(r"\s*Resolved (\d+) packages", line):
            self._of = int(found[1])
        elif line.startswith(("Installing collected", "Prepared ")):
            self._writing = True

    def how_far(self) -> str:
        if self._writing:
            return f"{min(installed(), self._of)} of {self._of} installed"
        if not self._last:
            return "looking"
        return f"{len(self._seen)} of {self._of}, fetching {self._last}" if self._seen else f"fetching {self._last}"


def installed() -> int:
    """How many packages the environment holds."""
    folders = ("lib/python*/site-packages", "Lib/site-packages")
    return len({path.name for folder in folders for path in VENV.glob(f"{folder}/*.dist-info")})


def set_up(lock: Path, *, compiled: bool, languages: bool) -> None:
    """Make the environment, or bring up to the lock the one that is there; the package itself is linked into it."""
    uv = shutil.which("uv")
    _make_environment(uv)
    install = [uv, "pip", "install", "--python", str(_PYTHON)] if uv else _pip()
    install += ["--compile-bytecode" if uv else "--compile"] if compiled else [] if uv else ["--no-compile"]
    packages = Packages(lock.read_text(encoding="utf-8"))
    progress = Progress(f"{lock.name}, with {'uv' if uv else 'pip'}")
    _run([*install, "--require-hashes", "-r", str(lock)], packages.heard, lambda: progress.tell(packages.how_far()))
    _run([*install, "--no-deps", "--no-build-isolation", "-e", "."])
    for parser in sorted(LANGUAGES.glob("*.txt")) if languages else ():
        _run([*install, "--no-deps", "--require-hashes", "-r", str(parser)])
    progress.end(f"{installed()} packages in {VENV}")


def _make_environment(uv: str | None) -> None:
    if not _PYTHON.exists():
        progress = Progress(f"Python {sys.version.split()[0]}")
        venv = [uv, "venv", "--python", sys.executable] if uv else [sys.executable, "-m", "venv"]
        _run([*venv, str(VENV)])
        progress.end(f"{VENV} made")
    elif not _succeeds("-c", _FITS):
        raise SetUpError(f"{VENV} has another Python than 3.11 to 3.13: `make clean` removes it, then again")


def _pip() -> list[str]:
    if not _succeeds("-m", "pip", "--version"):
        _run([str(_PYTHON), "-m", "ensurepip"])  # the environment was made by uv, and uv is not here any more
    return [str(_PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"]


def _succeeds(*arguments: str) -> bool:
    command = [str(_PYTHON), *arguments]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603  our own words


def _run(
    command: list[str], heard: Callable[[str], None] = lambda _: None, tell: Callable[[], None] = lambda: None
) -> None:
    """Run a program whose lines nobody needs to see unless it fails; ``tell`` is called twice a second."""
    last: deque[str] = deque(maxlen=_LAST)
    both = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # noqa: S603  our own
    with both as process:

        def listen() -> None:
            for line in process.stdout or ():
                last.append(line)
                heard(line)

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        while listener.is_alive():
            listener.join(0.5)
            tell()
    if process.returncode:
        raise SetUpError(f"{''.join(last)}failed with {process.returncode}: {' '.join(command)}")


def main() -> int:
    """The exit code."""
    try:
        flags = sys.argv[2:]
        set_up(Path(sys.argv[1]), compiled="--compile" in flags, languages="--languages" in flags)
    except SetUpError as error:
        sys.stderr.write(f"\n{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
