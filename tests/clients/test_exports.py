"""polars, of its first and of its second major version, reads every form of ``wirewatch export`` as we wrote it."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from clients import environments
from clients.environments import PROGRAMS, output
from pipelines.cli import cli
from pipelines.deployments.local import Folder
from pipelines.exporting.gdelt import COLUMNS as GDELT

pytestmark = [pytest.mark.clients, pytest.mark.timeout(1800)]
POLARS = ["polars==1.35.2", "polars==2.1.0"]


@pytest.fixture(scope="session")
def write(folder: Folder, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Write an export to a file."""
    place = tmp_path_factory.mktemp("exports")

    def written(form: str, what: str = "events") -> Path:
        argv = ["export", "--out", str(folder.root), "--format", form, "--what", what]
        done = CliRunner().invoke(cli, argv, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        file = place / f"{what}.{form}"
        file.write_bytes(done.stdout_bytes)
        return file

    return written


def read(polars: str, form: str, file: Path) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The types of the columns, and the rows."""
    program = str(PROGRAMS / "python" / "read_export.py")
    head, *rows = output(str(environments.python(polars)), program, form, str(file))
    return json.loads(head), [json.loads(row) for row in rows]


def texts(file: Path, names: tuple[str, ...] | None = None) -> list[dict[str, str | None]]:
    """The fields as they stand, None for an empty one."""
    lines = csv.reader(io.StringIO(file.read_text(), newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    head = names or tuple(next(lines))
    return [{name: value or None for name, value in zip(head, line, strict=True)} for line in lines]


@pytest.mark.parametrize("polars", POLARS)
def test_csv(polars: str, write: Any) -> None:
    file = write("csv")
    types, rows = read(polars, "csv", file)
    ours = list(csv.DictReader(io.StringIO(file.read_text(), newline="")))
    assert len(rows) == len(ours) > 10
    for name in ("event_id", "cameo_code", "place_admin1", "place_region", "sentence", "source_names", "event_date"):
        assert [row[name] or "" for row in rows] == [row[name] for row in ours], name
    for name in ("lat", "confidence", "killed", "mentions"):
        assert [row[name] for row in rows] == [float(row[name]) if row[name] else None for row in ours], name
    assert types["event_date"] == "Date"
    assert "UTC" in types["published_at"]
    assert any(row["cameo_code"].startswith("0") for row in rows)


@pytest.mark.parametrize("what", ["events", "rows"])
@pytest.mark.parametrize("polars", POLARS)
def test_parquet(polars: str, what: str, write: Any) -> None:
    file = write("parquet", what)
    _, rows = read(polars, "parquet", file)
    ours = pq.read_table(file).to_pylist()
    assert rows == json.loads(json.dumps(ours, default=lambda value: value.isoformat()))


@pytest.mark.parametrize("polars", POLARS)
def test_json_lines(polars: str, write: Any) -> None:
    file = write("jsonl")
    _, rows = read(polars, "jsonl", file)
    ours = [json.loads(line) for line in file.read_text().splitlines()]
    assert rows == [{name: value for name, value in row.items() if name in rows[0]} for row in ours]
    assert set(rows[0]) == set(ours[0])


@pytest.mark.parametrize("polars", POLARS)
def test_gdelt(polars: str, write: Any) -> None:
    file = write("gdelt")
    _, rows = read(polars, "gdelt", file)
    names = tuple(f"c{number}" for number in range(len(GDELT)))
    assert rows == texts(file, names)


@pytest.mark.parametrize("form", ["icews", "polecat"])
@pytest.mark.parametrize("polars", POLARS)
def test_layouts_with_a_header(polars: str, form: str, write: Any) -> None:
    file = write(form)
    _, rows = read(polars, "texts", file)
    assert rows == texts(file)
