"""``wirewatch export``, read back by those who would read it."""

import csv
import io
import json
import subprocess
import sys
from datetime import date

import duckdb
import pandas as pd
import pytest
from click.testing import CliRunner

from pipelines.asking.store import folder_store
from pipelines.cli import cli, main
from pipelines.exporting import reading
from pipelines.exporting.writing import COLUMNS, csv_lines

EVENT = "00123456789abcdef0123456789abcde"


def refused(capsys, *argv):
    with pytest.raises(SystemExit) as end:
        main(["export", *map(str, argv)])
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    return end.value.code, said.err


def unique(pairs):
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def strict(text):
    """The text as the strictest reader of JSON takes it."""

    def refuse(name):
        raise AssertionError(name)

    return json.loads(text, parse_constant=refuse, object_pairs_hook=unique)


def test_the_csv_module_reads_what_is_there(export):
    text = export()
    read = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(read[0]) == COLUMNS["events"]
    assert [row["event_id"] for row in read] == [EVENT, *(f"{n << 124:032x}" for n in (2, 3, 4))]
    rows = {row["event_id"]: row for row in read}
    assault = rows[EVENT]
    assert (assault["sources"], assault["source_names"]) == ("RUSMIL;BLRGOV", "Russian, troops;Minsk")
    assert (assault["place_admin1"], assault["killed"], assault["injured"]) == ("07", "3", "")
    assert assault["place_region"] == "Kharkiv"
    assert assault["published_at"] == "2022-01-24T23:59:59.999000+00:00"
    assert assault["first_fetched_at"] == "2022-01-25T00:00:00+00:00"
    assert (assault["mentions"], assault["mentions_counted"], assault["publishers_counted"]) == ("4", "3", "2")


def test_every_record_is_a_line_and_no_text_is_a_formula(export):
    lines = export().splitlines()
    assert len(lines) == 5
    [hostile] = [row for row in csv.DictReader(lines) if row["event_id"] == f"{2 << 124:032x}"]
    assert hostile["sentence"].startswith("'=HYPERLINK(")
    assert hostile["publisher"] == "'@Echo"
    assert hostile["score"] == ""
    assert "\x1b" not in hostile["sentence"]


@pytest.mark.parametrize("begins", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "\uff1d1"])
def test_text_that_begins_as_a_formula_does_not(begins):
    record = dict.fromkeys(COLUMNS["rows"]) | {"source": begins, "evidence": [], "score": -1.5}
    [read] = csv.DictReader(csv_lines([record], "rows"))
    assert read["source"][0] == "'"
    assert read["score"] == "-1.5"


def test_pandas_reads_codes_and_zones(export):
    codes = dict.fromkeys(("event_id", "cameo_code", "place_admin1", "report_id", "story_id"), str)
    frame = pd.read_csv(
        io.StringIO(export()), dtype=codes, keep_default_na=False, na_values=[""], parse_dates=["published_at"]
    ).set_index("event_id")
    assert frame.loc[EVENT, "story_id"] == "0042"
    assert sorted(frame["cameo_code"]) == ["030", "030", "042", "190"]
    assert str(frame["published_at"].dt.tz) == "UTC"
    assert frame["score"].dtype == float
    assert frame["killed"].sum() == 3


def test_duckdb_reads_codes_and_zones(export, tmp_path):
    file = tmp_path / "events.csv"
    file.write_text(export(), encoding="utf-8")
    read = f"read_csv('{file}', header = true, quote = '\"', comment = '', types = {{'cameo_code': 'VARCHAR', "
    read += "'place_admin1': 'VARCHAR', 'story_id': 'VARCHAR'})"
    told = duckdb.sql(f"SELECT cameo_code, place_admin1, story_id, killed FROM {read} WHERE event_id = '{EVENT}'")
    assert told.fetchall() == [("190", "07", "0042", 3)]
    kinds = duckdb.sql(f"SELECT published_at, event_date, sentence FROM {read}").types
    assert [str(kind) for kind in kinds] == ["TIMESTAMP WITH TIME ZONE", "DATE", "VARCHAR"]
    [(sentence,)] = duckdb.sql(f"SELECT sentence FROM {read} WHERE publisher = '''@Echo'").fetchall()
    assert sentence.startswith("'=HYPERLINK(")


def test_json_lines_hold_whole_events(export, tmp_path):
    events = [strict(line) for line in export("--format", "jsonl").splitlines()]
    assert len(events) == 4
    assault = next(event for event in events if event["event_id"] == EVENT)
    assert [actor["code"] for actor in assault["sources"]] == ["RUSMIL", "BLRGOV"]
    assert (assault["cameo_code"], assault["published_at"]) == ("190", "2022-01-24T23:59:59.999000+00:00")
    hostile = next(event for event in events if event["publisher"] == "@Echo")
    assert hostile["sentence"].startswith('=HYPERLINK("http')
    assert hostile["sentence"].endswith("\u202e'")
    assert hostile["score"] is None
    frame = pd.read_json(io.StringIO(export("--format", "jsonl")), lines=True, dtype=False)
    assert sorted(frame["cameo_code"]) == ["030", "030", "042", "190"]


def test_geojson_has_no_point_where_there_is_no_place(export):
    collection = strict(export("--format", "geojson"))
    assert collection["type"] == "FeatureCollection"
    points = {feature["id"]: feature["geometry"] for feature in collection["features"]}
    assert points.pop(EVENT) == {"type": "Point", "coordinates": [36.25272, 49.98081]}
    assert list(points.values()) == [None, None, None]
    for feature in collection["features"]:
        assert {type(value) for value in feature["properties"].values()} <= {str, int, float, bool, type(None)}


def test_geojson_of_nothing_is_one_still(export):
    assert strict(export("--format", "geojson", "--to", "1999-01-01")) == {"type": "FeatureCollection", "features": []}


def test_daily_rows_in_order_of_their_keys(export):
    rows = list(csv.DictReader(io.StringIO(export("--what", "rows"))))
    assert [(row["day"], row["series"], row["quad_class"]) for row in rows] == [
        ("2022-01-24", "pair_type", "1"),
        ("2022-01-24", "total", "0"),
        ("2022-01-25", "place_type", "1"),
    ]
    assert tuple(rows[0]) == COLUMNS["rows"]
    assert rows[0]["evidence"] == f"{1:032x};{2:032x}"
    assert rows[0]["revision"] == "001"
    [kaz] = export("--what", "rows", "--format", "jsonl", "--country", "kaz").splitlines()
    assert strict(kaz)["updated_at"] == "2022-01-24T23:59:59.999000+00:00"


@pytest.mark.parametrize(
    ("args", "days"),
    [
        (["--from", "2022-01-25"], [25, 26]),
        (["--to", "2022-01-24"], [24, 24]),
        (["--from", "2022-01-25", "--to", "2022-01-25"], [25]),
        (["--country", "KAZ"], [25, 26]),
        (["--country", "BLR"], [24]),
        (["--country", "UKR", "--country", "KAZ"], [24, 25, 26]),
        (["--country", "FIN"], []),
    ],
)
def test_days_and_countries_choose(export, args, days):
    found = [strict(line)["event_date"] for line in export("--format", "jsonl", *args).splitlines()]
    assert found == [str(date(2022, 1, day)) for day in days]


@pytest.mark.slow
@pytest.mark.parametrize("what", ["events", "rows"])
@pytest.mark.parametrize("portion", [1, 2, 3])
def test_portions_make_no_difference(export, monkeypatch, what, portion):
    whole = export("--what", what)
    monkeypatch.setattr(reading, "_PORTION", portion)
    assert export("--what", what) == whole


def test_the_store_is_let_go_between_portions(out, monkeypatch):
    monkeypatch.setattr(reading, "_PORTION", 1)
    read = reading.events(folder_store(out), reading.Choice())
    next(read)
    duckdb.connect(out / "wirewatch.duckdb").close()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--country", "Ukraine"], "did you mean UKR?"),
        (["--country", "UA"], "no country UA"),
        (["--from", "2022-13-01"], "2022-13-01"),
        (["--to", "yesteryear"], "yesteryear"),
        (["--from", "2022-01-02", "--to", "2022-01-01"], "--from 2022-01-02 is later than --to 2022-01-01"),
        (["--what", "rows", "--format", "geojson"], "for events only"),
        (["--format", "xlsx"], "xlsx"),
    ],
)
def test_wrong_usage_is_one_line(capsys, out, args, said):
    code, told = refused(capsys, "--out", out, *args)
    assert code == 2
    assert said in told


def test_a_folder_without_a_store_is_one_line(capsys, tmp_path):
    code, told = refused(capsys, "--out", tmp_path)
    assert (code, "no such store" in told) == (1, True)


def test_nothing_chosen_is_said(out):
    result = CliRunner().invoke(cli, ["export", "--out", str(out), "--country", "FIN"])
    assert (result.exit_code, result.stdout) == (0, ",".join(COLUMNS["events"]) + "\n")
    assert "no events of these days and countries" in result.stderr


def test_help_has_an_example():
    assert "Example: wirewatch export --out" in CliRunner().invoke(cli, ["export", "--help"]).stdout


@pytest.mark.slow
def test_nobody_reading_ends_it_quietly(out):
    wirewatch = [sys.executable, "-c", "from pipelines.cli import main; main()", "export", "--out", str(out)]
    words = ["bash", "-c", '"$@" | (exec <&-; sleep 2); exit ${PIPESTATUS[0]}', "-", *wirewatch]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (141, "")


def test_events_of_a_language_count_the_mentions_in_it(export):
    read = list(csv.DictReader(io.StringIO(export("--language", "Spanish"), newline="")))
    assert [(row["event_id"], row["language"], row["mentions"], row["mentions_counted"]) for row in read] == [
        (EVENT, "en", "1", "0")
    ]
    assert export("--language", "fr").count("\n") == 1
    lines = export("--language", "en", "--what", "rows", "--format", "jsonl").splitlines()
    (row,) = [json.loads(line) for line in lines if '"read": 3' in line]
    assert (row["stories"], row["updated_at"]) == (None, None)
    assert export("--language", "en", "--what", "rows").splitlines()[0] == ",".join(COLUMNS["rows"])
