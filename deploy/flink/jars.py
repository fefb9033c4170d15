"""The jars of Flink and of Beam's job server, and the Java that runs them."""

import re
import shutil
import sys
import tarfile
from pathlib import Path

from deploy import jars
from deploy.flink.errors import FlinkUnavailable
from deploy.flink.repair import share_cells

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "flink"
POM = Path(__file__).with_name("pom.xml")
PINS = Path(__file__).with_name("jars.sha256")
PACKAGE = Path(__file__).with_name("requirements.txt")
_WANTED = re.compile(r"[^/]+/deps/lib/((?:flink-dist|log4j)[^/]*\.jar)")


def find_java() -> str:
    """The path of a Java that Flink 1.19 runs on; raises FlinkUnavailable when there is none."""
    return jars.find_java("Flink", FlinkUnavailable, 17, 21)


def fetch_flink() -> Path:
    """The folder with Flink's own jars, from the package that ``requirements.txt`` pins by hash (230 MB, once)."""
    version = re.findall(r"==([\d.]+)", PACKAGE.read_text())[0]
    return jars.fetched(CACHE / f"flink-{version}", _download_flink, f"Flink {version} (230 MB)")


def fetch_job_server() -> Path:
    """The folder with the jars of Beam's job server that ``jars.sha256`` pins, repaired (160 MB, by Maven, once)."""
    version = re.findall(r"runners-flink[^<]*</artifactId>\s*<version>([\d.]+)", POM.read_text())[0]
    what = f"Beam's job server {version} (160 MB, by Maven)"
    return jars.fetched(CACHE / f"job-server-{version}-repaired", _download_job_server, what)


def _download_flink(libs: Path) -> None:
    scratch = libs.parent
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
    command = [*pip, "--require-hashes", "--requirement", str(PACKAGE), "--dest", str(scratch)]
    jars.run_tool(command, "pip", "Flink's jars", FlinkUnavailable)
    libs.mkdir()
    with tarfile.open(next(scratch.glob("*.tar.gz"))) as archive:
        for member in archive:
            wanted = _WANTED.fullmatch(member.name)
            jar = archive.extractfile(member) if wanted else None
            if wanted and jar is not None:
                with (libs / wanted[1]).open("wb") as out:
                    shutil.copyfileobj(jar, out)


def _download_job_server(libs: Path) -> None:
    jars.by_maven(libs, POM, PINS, "the job server's jars", FlinkUnavailable)
    share_cells(libs)
