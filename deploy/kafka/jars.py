"""Kafka's jars and the Java that runs them."""

import re
from pathlib import Path

from deploy import jars
from deploy.kafka.errors import BrokerUnavailable

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "kafka"
POM = Path(__file__).with_name("pom.xml")
PINS = Path(__file__).with_name("jars.sha256")


def find_java() -> str:
    """The path of a Java that Kafka runs on; raises BrokerUnavailable when there is none."""
    return jars.find_java("Kafka", BrokerUnavailable, 17)


def fetch_jars() -> Path:
    """The folder with the jars that ``pom.xml`` names and ``jars.sha256`` pins, by Maven the first time (43 MB).

    Raises BrokerUnavailable when they are not there and Maven is missing or cannot fetch them.
    """
    version = re.findall(r"<version>([\d.]+)</version>", POM.read_text())[1]
    return jars.fetched(CACHE / f"libs-{version}", _download, f"Kafka {version} (43 MB, by Maven)")


def _download(libs: Path) -> None:
    jars.by_maven(libs, POM, PINS, "Kafka's jars", BrokerUnavailable)
