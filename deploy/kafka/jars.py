"""Kafka's jars and the Java that runs them."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from deploy.kafka.errors import BrokerUnavailable
from deploy.pinned import NotPinnedError, check_jars

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "kafka"
POM = Path(__file__).with_name("pom.xml")
PINS = Path(__file__).with_name("jars.sha256")
OLDEST_JAVA = 17


def find_java() -> str:
    """The path of a Java that Kafka runs on; raises BrokerUnavailable when there is none."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(str(Path(home) / "bin" / "java")) if home else shutil.which("java")
    if java is None:
        raise BrokerUnavailable(
            f"Kafka needs Java {OLDEST_JAVA} or newer and none was found: install one, set JAVA_HOME"
        )
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603
    version = re.search(r'version "(\d+)', told)
    if version is None or int(version[1]) < OLDEST_JAVA:
        found = version[1] if version else "an unknown version"
        raise BrokerUnavailable(
            f"Kafka needs Java {OLDEST_JAVA} or newer, {java} is {found}: install one, set JAVA_HOME"
        )
    return java


def fetch_jars() -> Path:
    """The folder with the jars that ``pom.xml`` names and ``jars.sha256`` pins, by Maven the first time (43 MB).

    Raises BrokerUnavailable when they are not there and Maven is missing or cannot fetch them.
    """
    version = re.findall(r"<version>([\d.]+)</version>", POM.read_text())[1]
    libs = CACHE / f"libs-{version}"
    if libs.is_dir():
        return libs
    maven = shutil.which("mvn")
    if maven is None:
        raise BrokerUnavailable("Kafka's jars are fetched by Maven and mvn was not found: install Maven, or use Docker")
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
        fetched = Path(scratch) / "libs"
        command = [maven, "-q", "-B", "-f", str(POM), "dependency:copy-dependencies", "-DincludeScope=runtime"]
        done = subprocess.run(  # noqa: S603
            [*command, f"-DoutputDirectory={fetched}"], cwd=scratch, capture_output=True, text=True, check=False
        )
        if done.returncode:
            last = next((line for line in done.stdout.splitlines() if "ERROR" in line), done.stderr.strip())
            raise BrokerUnavailable(f"Maven could not fetch Kafka's jars: {last}")
        try:
            check_jars(fetched, PINS)
        except NotPinnedError as error:
            raise BrokerUnavailable(str(error)) from error
        try:
            fetched.rename(libs)
        except OSError:  # somebody else fetched them meanwhile
            if not libs.is_dir():
                raise
    return libs
