"""wirewatch as a package: built, installed by its ranges into an empty environment, and run far from the checkout."""

import json
import tarfile
import zipfile
from pathlib import Path

import pytest
from packaged import ROOT, Environment, build, needs_registry

pytestmark = [pytest.mark.integration, pytest.mark.timeout(1200)]

PAGE = """<!doctype html><html lang="en"><head><title>Ferries</title>
<meta property="article:published_time" content="2022-01-17T08:00:00Z"></head><body><article><h1>Ferries</h1>
<p>Estonia and Finland signed an agreement on the safety of ferries on Monday, the harbour master of Talvik said.</p>
<p>The two ministers met in the old harbour, where three hundred people had come to see the ships leave.</p></article>
</body></html>"""


def shipped() -> set[str]:
    """The files of what runs; of the schemas' samples only those that people read."""
    return {
        str(path.relative_to(ROOT))
        for package in ("schemas", "connectors", "pipelines")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".avro"
    }


def main_job(environment: Environment, place: Path) -> None:
    """The sample reports and a page to events; a sentence coded."""
    place.mkdir()
    (place / "page.html").write_text(PAGE)
    done = environment.wirewatch(
        "run", ROOT / "samples/reports", "page.html", "--out", "out", "--workers", "1", "--json", cwd=place
    )
    told = json.loads(done.splitlines()[-1])
    assert told["read"] == 14
    assert told["outcomes"]["rejected"] == 1
    assert min(told["tables"].values()) > 0
    assert "CONSULT" in environment.wirewatch("show", "day", "2022-01-17", "--out", "out", cwd=place)
    (place / "one.jsonl").write_text('{"id": 1, "sentence": "Police arrested 30 protesters.", "date": "2022-01-24"}\n')
    assert '"COERCE"' in environment.wirewatch("code", "one.jsonl", cwd=place)


def test_wheel_and_source_install_by_ranges_and_work(tmp_path: Path) -> None:
    needs_registry(tmp_path / "asked")
    wheel, archive = build(tmp_path)
    with zipfile.ZipFile(wheel) as packed:
        held = set(packed.namelist())
    assert shipped() - held == set()
    assert {Path(name).name for name in held if "/licenses/" in name} == {"LICENSE", "NOTICE"}
    with tarfile.open(archive) as unpacked:
        sources = {name.partition("/")[2] for name in unpacked.getnames()}
    assert shipped() - sources == set()

    environment = Environment(tmp_path / "environment")
    environment.install(f"{wheel}[pages]")
    environment.check()
    main_job(environment, tmp_path / "by_wheel")
    environment.install("--force-reinstall", "--no-deps", archive)  # built where it is installed, by what it asks for
    main_job(environment, tmp_path / "by_source")
