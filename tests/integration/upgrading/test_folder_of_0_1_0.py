"""docs/upgrading.md: a folder as version 0.1.0 left it is taken over, by each of the commands that may come first."""

import csv
import io
import json
import tarfile
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from pipelines.cli import cli
from pipelines.coding.version import IDENTITY

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[3]
LATER = {
    "source": "later.example",
    "guid": "n-1",
    "text": "Police in Minsk arrested 30 protesters on Monday.",
    "published_at": "2022-01-24T10:00:00Z",
}


def unpacked(place: Path) -> Path:
    with tarfile.open(ROOT / "tests/data/folders/0.1.0.tar.xz") as packed:
        packed.extractall(place, filter="data")
    return place


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return unpacked(tmp_path) / "out"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same reports, read by this version alone."""
    place = unpacked(tmp_path_factory.mktemp("fresh"))
    succeeds("run", place / "reports", "--out", place / "new")
    return place / "new"


def call(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(cli, list(map(str, words)))
    return done.exit_code, done.output


def succeeds(*words: str | Path) -> str:
    code, told = call(*words)
    assert code == 0, told
    return told


def asked(out: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(out / "wirewatch.duckdb", read_only=True) as store:
        return store.execute(query).fetchall()


def ranks(out: Path) -> set[object]:
    return {rank for (rank,) in asked(out, "SELECT DISTINCT coder_rank FROM reports")}


def exported(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(succeeds("export", "--out", out, "--format", "csv"))))


def test_readers_say_what_to_do_and_change_nothing(out: Path) -> None:
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    for question in (("show", "day", "2022-01-17"), ("show", "rejected"), ("export", "--format", "csv")):
        code, told = call(*question, "--out", out)
        assert code == 1
        assert f"wirewatch recode --out {out}`" in told
        assert told.count("\n") == 1
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_recode_gives_what_a_fresh_folder_holds(out: Path, fresh: Path) -> None:
    succeeds("recode", "--out", out)
    assert ranks(out) == {IDENTITY.rank}
    assert exported(out) == exported(fresh)
    query = "SELECT report_id, outcome, title FROM reports ORDER BY ALL"
    assert asked(out, query) == asked(fresh, query)
    assert sorted(path.name for path in (out / "daily").iterdir()) == sorted(
        path.name for path in (fresh / "daily").iterdir()
    )
    assert "CONSULT" in succeeds("show", "day", "2022-01-17", "--out", out)


def test_run_goes_on_and_says_what_is_still_of_the_older_coder(out: Path, tmp_path: Path) -> None:
    file = tmp_path / "later.json"
    file.write_text(json.dumps(LATER))
    told = succeeds("run", file, "--out", out)
    assert f"recode --out {out}`" in told
    assert len(ranks(out)) == 2
    assert "COERCE" in succeeds("show", "day", "2022-01-24", "--out", out)
    assert "2022-01-17" in succeeds("show", "day", "2022-01-17", "--out", out)
    assert {row["event_date"] for row in exported(out)} >= {"2022-01-17", "2022-01-24"}
    succeeds("run", tmp_path / "reports", "--out", out)  # what comes again is coded by this coder
    assert ranks(out) == {IDENTITY.rank}
