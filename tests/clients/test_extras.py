"""Each extra, alone beside what always comes, installs by its ranges, and what needs it imports."""

import tomllib
from pathlib import Path

import pytest
from packaged import ROOT, Environment, build, needs_registry

pytestmark = [pytest.mark.clients, pytest.mark.timeout(2400)]

NEEDED_BY = {
    "charts": "pipelines.alerting.charts",
    "desk": "pipelines.desk.app",
    "feeds": "connectors.feeds.reading",
    "pages": "connectors.pages.extracting",
    "postgres": "connectors.postgres.sink",
    "scrapers": "connectors.scrapers.scrapy_pipeline",
    "training": "pipelines.coding.training.train_network",
}


def test_every_extra_is_here() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert set(project["optional-dependencies"]) - {"all", "dev"} == set(NEEDED_BY)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("built")
    needs_registry(place / "asked")
    return build(place)[0]


@pytest.mark.parametrize("extra", sorted(NEEDED_BY))
def test_extra_alone(extra: str, wheel: Path, tmp_path: Path) -> None:
    environment = Environment(tmp_path / "environment")
    environment.install(f"{wheel}[{extra}]")
    environment.check()
    environment.imports(NEEDED_BY[extra])
