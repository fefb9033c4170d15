"""``wirewatch export`` as Parquet and in the layouts of ICEWS and POLECAT, read back as the field's scripts do."""

import csv
import io
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from pipelines.cli import cli
from pipelines.exporting import icews, polecat
from pipelines.exporting.parquet import schema_of
from pipelines.exporting.writing import COLUMNS

DOCS = (Path(__file__).parents[3] / "docs/export.md").read_text(encoding="utf-8")
EVENT = "00123456789abcdef0123456789abcde"


@pytest.fixture(scope="module")
def file(out, tmp_path_factory):
    """Write an export to a file."""

    def write(form: str, *args: str) -> Path:
        result = CliRunner().invoke(cli, ["export", "--out", str(out), "--format", form, *args], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        path = tmp_path_factory.mktemp("layouts") / form
        path.write_bytes(result.stdout_bytes)
        return path

    return write


@pytest.mark.parametrize(("form", "module", "many"), [("icews", icews, 20), ("polecat", polecat, 40)])
def test_the_columns_are_those_of_the_layout(file, form, module, many):
    text = file(form).read_text()
    assert len(module.COLUMNS) == len(set(module.COLUMNS)) == many
    for line in text.splitlines():
        assert len(line.split("\t")) == many
        assert not set('"\\\x1b') & set(line)
    with_quotes = list(csv.reader(io.StringIO(text), delimiter="\t"))
    assert with_quotes == list(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_icews_has_a_row_for_each_pair(file):
    frame = pd.read_csv(file("icews"), sep="\t", dtype={"CAMEO Code": str}, quoting=csv.QUOTE_NONE)
    pairs = frame[["Event Date", "Source Country", "Source Sectors", "Target Country", "CAMEO Code"]].fillna("")
    assert pairs.values.tolist() == [
        ["2022-01-24", "Russia", "MIL", "Ukraine", "190"],
        ["2022-01-24", "Belarus", "GOV", "Ukraine", "190"],
        ["2022-01-24", "", "", "", "030"],
        ["2022-01-25", "Kazakhstan", "GOV", "", "042"],
        ["2022-01-25", "", "IGO,UNO", "Kazakhstan", "042"],
    ]
    first = frame.iloc[0]
    assert EVENT.startswith(f"{first['Event ID'] // 8:07x}")
    assert frame[["Event ID", "Story ID"]].max().max() < 2**31
    assert (first["City"], first["Country"], first["Intensity"]) == ("Kharkiv", "Ukraine", -10.0)
    assert first["Province"] == "Kharkiv"
    assert first["Latitude"] == pytest.approx(49.98081)
    assert frame["Event ID"].is_unique


def test_polecat_has_a_row_for_each_event(file):
    frame = pd.read_csv(file("polecat"), sep="\t", dtype=str, keep_default_na=False)
    assert frame["Event ID"].tolist() == [EVENT, *(f"{n << 124:032x}" for n in (2, 3))]
    assault, agreed, met = (frame.iloc[n] for n in range(3))
    assert (assault["Actor Name"], assault["Actor Country"]) == ("Russian, troops; Minsk", "RUS; BLR")
    assert (assault["Primary Actor Sector"], assault["Actor Sectors"]) == ("MIL", "MIL; GOV")
    assert (assault["Recipient Country"], assault["Primary Recipient Sector"]) == ("UKR", "None")
    assert (assault["Quad Code"], assault["City"], assault["GeoNames ID"]) == ("MATERIAL CONFLICT", "Kharkiv", "706483")
    assert (agreed["Actor Name"], agreed["City"], agreed["Latitude"]) == ("None", "None", "None")
    assert met["Actor Country"] == met["Recipient Country"] == "KAZ"
    assert {name for name in frame if set(frame[name]) == {""}} == set(polecat.EMPTY)


def test_parquet_keeps_codes_lists_and_zones(file):
    path = file("parquet")
    assert pq.read_schema(path).equals(schema_of("events"))
    frame = pd.read_parquet(path).set_index("event_id")
    assert tuple(pq.read_schema(path).names) == COLUMNS["events"]
    assert frame.loc[EVENT, "cameo_code"] == "190"
    assert frame.loc[EVENT, "story_id"] == "0042"
    assert list(frame.loc[EVENT, "sources"]) == ["RUSMIL", "BLRGOV"]
    assert str(frame["published_at"].dt.tz) == "UTC"
    assert frame["killed"].sum() == 3
    of_russia = "list_contains(source_countries, 'RUS')"
    assert duckdb.sql(f"SELECT killed FROM read_parquet('{path}') WHERE {of_russia}").fetchall() == [(3,)]


def test_parquet_of_rows_and_of_nothing(file):
    rows = pd.read_parquet(file("parquet", "--what", "rows"))
    assert rows["series"].tolist() == ["pair_type", "total", "place_type"]
    assert rows["read"].tolist()[1] == 4
    nothing = pd.read_parquet(file("parquet", "--from", "2030-01-01"))
    assert (len(nothing), tuple(nothing.columns)) == (0, COLUMNS["events"])


@pytest.mark.slow
def test_parquet_goes_through_a_pipe(out):
    program = "from pipelines.cli import main; main()"
    command = [sys.executable, "-c", program, "export", "--out", str(out), "--format", "parquet"]
    printed = subprocess.run(command, check=True, capture_output=True).stdout
    assert pq.read_table(io.BytesIO(printed)).num_rows == 4


def test_what_cannot_be_filled_is_listed():
    told = re.findall(r"^\| (.+?) \|", DOCS.partition("## ICEWS' layout")[2], re.MULTILINE)
    named = {name for cell in told for name in re.findall(r"`([^`]+)`", cell)}
    missing = [name for name in (*icews.COLUMNS, *polecat.COLUMNS) if not _is_named(name, named)]
    assert not missing


def _is_named(name: str, named: set[str]) -> bool:
    forms = {name, *(name.replace(side, "SIDE") for side in ("Source", "Target", "Actor", "Recipient"))}
    return bool(forms & named)
