"""What launchers of Java programs have in common: a Java that is new enough, and jars by Maven, pinned by hash."""

import logging
import os
import re
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from deploy.pinned import NotPinnedError, check_jars

_TOLD_EVERY = 10.0
_log = logging.getLogger(__name__)

Unavailable = type[RuntimeError]
"""What is raised where this machine cannot run a program: the error says which, its message what to do."""


def find_java(program: str, unavailable: Unavailable, oldest: int, newest: int | None = None) -> str:
    """The path of a Java that ``program`` runs on; raises ``unavailable`` when there is none."""
    wanted = f"Java {oldest} or newer" if newest is None else f"Java {oldest} to {newest}"
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(str(Path(home) / "bin" / "java")) if home else shutil.which("java")
    if java is None:
        raise unavailable(f"{program} needs {wanted} and none was found: install one, set JAVA_HOME")
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603
    version = re.search(r'version "(\d+)', told)
    if version is None or not oldest <= int(version[1]) <= (newest or int(version[1])):
        found = version[1] if version else "an unknown version"
        raise unavailable(f"{program} needs {wanted}, {java} is {found}: install one, set JAVA_HOME")
    return java


def fetched(libs: Path, download: Callable[[Path], None], what: str) -> Path:
    """``libs``, which ``download`` fills with ``what`` in a scratch folder if it is not there.

    A download that is cut off leaves nothing behind.
    """
    if libs.is_dir():
        return libs
    libs.parent.mkdir(parents=True, exist_ok=True)
    _log.info("fetching %s, once; some minutes", what)
    with _told_how_long(what), tempfile.TemporaryDirectory(dir=libs.parent) as scratch:
        made = Path(scratch) / "libs"
        download(made)
        try:
            made.rename(libs)
        except OSError:  # somebody else fetched them meanwhile
            if not libs.is_dir():
                raise
    return libs


@contextmanager
def _told_how_long(what: str) -> Iterator[None]:
    """Say now and then that the block still runs, and at its end how long it took."""
    began, done = time.monotonic(), threading.Event()

    def tell() -> None:
        while not done.wait(_TOLD_EVERY):
            _log.info("still fetching %s: %.0f s", what, time.monotonic() - began)

    thread = threading.Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
    _log.info("fetched %s in %.0f s", what, time.monotonic() - began)


def by_maven(libs: Path, pom: Path, pins: Path, what: str, unavailable: Unavailable) -> None:
    """Have Maven fill ``libs`` with the jars that ``pom`` names and ``pins`` pins; raises ``unavailable``."""
    maven = shutil.which("mvn")
    if maven is None:
        raise unavailable(f"{what} are fetched by Maven and mvn was not found: install Maven")
    command = [maven, "-q", "-B", "-f", str(pom), "dependency:copy-dependencies", "-DincludeScope=runtime"]
    run_tool([*command, f"-DoutputDirectory={libs}"], "Maven", what, unavailable)
    try:
        check_jars(libs, pins)
    except NotPinnedError as error:
        raise unavailable(str(error)) from error


def run_tool(command: Sequence[str], tool: str, what: str, unavailable: Unavailable) -> None:
    """Run what fetches ``what``; raises ``unavailable`` with what it said of an error."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        lines = (done.stdout + done.stderr).splitlines()
        told = next((line for line in lines if "ERROR" in line), lines[-1] if lines else "no reason given")
        raise unavailable(f"{tool} could not fetch {what}: {told}")
