"""The jars of Flink and of Beam's job server, and the Java that runs them."""

import logging
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.flink.errors import FlinkUnavailable
from deploy.flink.repair import share_cells
from deploy.pinned import NotPinnedError, check_jars

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "flink"
POM = Path(__file__).with_name("pom.xml")
PINS = Path(__file__).with_name("jars.sha256")
PACKAGE = Path(__file__).with_name("requirements.txt")
JAVAS = (17, 21)
_TOLD_EVERY = 10.0
_WANTED = re.compile(r"[^/]+/deps/lib/((?:flink-dist|log4j)[^/]*\.jar)")

_log = logging.getLogger(__name__)


def find_java() -> str:
    """The path of a Java that Flink 1.19 runs on; raises FlinkUnavailable when there is none."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(str(Path(home) / "bin" / "java")) if home else shutil.which("java")
    if java is None:
        raise FlinkUnavailable("Flink needs Java 17 or 21 and none was found: install one, set JAVA_HOME")
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603
    version = re.search(r'version "(\d+)', told)
    if version is None or not JAVAS[0] <= int(version[1]) <= JAVAS[1]:
        found = version[1] if version else "an unknown version"
        raise FlinkUnavailable(f"Flink needs Java 17 or 21, {java} is {found}: install one, set JAVA_HOME")
    return java


def fetch_flink() -> Path:
    """The folder with Flink's own jars, from the package that ``requirements.txt`` pins by hash (230 MB, once)."""
    version = re.findall(r"==([\d.]+)", PACKAGE.read_text())[0]
    return _fetched(CACHE / f"flink-{version}", _download_flink, f"Flink {version} (230 MB)")


def fetch_job_server() -> Path:
    """The folder with the jars of Beam's job server that ``jars.sha256`` pins, repaired (160 MB, by Maven, once)."""
    version = re.findall(r"runners-flink[^<]*</artifactId>\s*<version>([\d.]+)", POM.read_text())[0]
    name = f"job-server-{version}-repaired"
    return _fetched(CACHE / name, _download_job_server, f"Beam's job server {version} (160 MB, by Maven)")


def _fetched(libs: Path, download: Callable[[Path], None], what: str) -> Path:
    """``libs``, downloaded to a scratch folder first if it is not there: a download cut off leaves nothing behind."""
    if libs.is_dir():
        return libs
    CACHE.mkdir(parents=True, exist_ok=True)
    _log.info("fetching %s, once; some minutes", what)
    with _told_how_long(what), tempfile.TemporaryDirectory(dir=CACHE) as scratch:
        download(Path(scratch))
        try:
            (Path(scratch) / "libs").rename(libs)
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


def _download_flink(scratch: Path) -> None:
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
    _run([*pip, "--require-hashes", "--requirement", str(PACKAGE), "--dest", str(scratch)], "pip", "Flink's jars")
    libs = scratch / "libs"
    libs.mkdir()
    with tarfile.open(next(scratch.glob("*.tar.gz"))) as archive:
        for member in archive:
            wanted = _WANTED.fullmatch(member.name)
            jar = archive.extractfile(member) if wanted else None
            if wanted and jar is not None:
                with (libs / wanted[1]).open("wb") as out:
                    shutil.copyfileobj(jar, out)


def _download_job_server(scratch: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise FlinkUnavailable("the job server's jars are fetched by Maven and mvn was not found: install Maven")
    command = [maven, "-q", "-B", "-f", str(POM), "dependency:copy-dependencies", "-DincludeScope=runtime"]
    libs = scratch / "libs"
    _run([*command, f"-DoutputDirectory={libs}"], "Maven", "the job server's jars")
    try:
        check_jars(libs, PINS)
    except NotPinnedError as error:
        raise FlinkUnavailable(str(error)) from error
    share_cells(libs)


def _run(command: list[str], tool: str, what: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        lines = (done.stdout + done.stderr).splitlines()
        told = next((line for line in lines if "ERROR" in line), lines[-1] if lines else "no reason given")
        raise FlinkUnavailable(f"{tool} could not fetch {what}: {told}")
