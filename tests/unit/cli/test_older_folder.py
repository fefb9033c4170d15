"""A folder that an older wirewatch made: what is said of it, and that ``recode`` brings it over."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import fastavro
import pytest
from claims.coder import PlainCoder
from click.testing import CliRunner, Result

from connectors.duckdb import connect
from connectors.sql.migrations import shared, shipped
from pipelines.cli import cli
from pipelines.coding.version import IDENTITY
from pipelines.deployments.local import Folder, aggregate_folder, ingest_files, recode_folder
from pipelines.deployments.pruning import open_store
from schemas import load

pytestmark = pytest.mark.slow

DAY = date(2022, 1, 20)
TEXT = (
    "Ruritania attacked Graustark, killing 3. Syldavia perhaps bombed Graustark. Ruritania accused Syldavia some day."
)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Its log is of version 1, its store of the tables that were before there was a least confidence."""
    source = tmp_path / "reports.jsonl"
    source.write_text(json.dumps({"source": "echo.example", "published_at": "2022-01-20T10:00:00Z", "text": TEXT}))
    made = Folder(tmp_path / "out")
    with made.held():
        ingest_files([str(source)], made, zone=UTC, make_coder=PlainCoder)
    (part,) = made.coded.parts()
    with part.open("rb") as stream:
        records: Iterable[dict[str, Any]] = [_as_version_1(record) for record in fastavro.reader(stream)]  # type: ignore[misc]
    with part.open("wb") as stream:
        fastavro.writer(stream, load("coded_report", 1), records)
    made.store.unlink(missing_ok=True)
    with duckdb.connect(made.store) as store:
        for migration in shipped("duckdb")[:2]:
            store.execute(migration.sql)
        store.execute(shared("views.sql").replace("m.uncounted IS NULL", "m.modality = 'asserted'"))
        store.execute("UPDATE meta SET schema_version = 2")
    return made


def _as_version_1(record: dict[str, Any]) -> dict[str, Any]:
    for telling in record["tellings"]:
        telling["date_basis"] = "report" if telling["date_basis"] == "open" else telling["date_basis"]
    return record


def wirewatch(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def test_reader_is_told_to_recode(folder: Folder) -> None:
    said = wirewatch("show", "day", str(DAY), "--out", str(folder.root))
    assert said.exit_code == 1
    assert f"made by an older one; bring the folder over with `wirewatch recode --out {folder.root}`" in said.output
    assert len(said.output.strip().splitlines()) == 1


def test_tables_made_anew_say_what_an_older_coder_coded(folder: Folder) -> None:
    said = wirewatch("aggregate", "--out", str(folder.root))
    assert said.exit_code == 0
    assert "1 report of " in said.output
    assert f"recode --out {folder.root}`" in said.output


def test_recode_brings_it_over(folder: Folder) -> None:
    recode_folder(folder, make_coder=partial(PlainCoder, rank=IDENTITY.rank, version=IDENTITY.version))
    aggregate_folder(folder)
    with connect(folder.store, read_only=True) as store:
        assert store.execute("SELECT DISTINCT coder_rank FROM events").fetchall() == [(IDENTITY.rank,)]
        assert sorted(store.execute("SELECT uncounted FROM mentions").fetchall(), key=str) == [
            ("open",),
            ("unsure",),
            (None,),
        ]
        assert store.execute("SELECT incidents, killed FROM day_totals").fetchall() == [(1, 3)]
    assert "older coder" not in wirewatch("aggregate", "--out", str(folder.root)).output


def test_some_days_are_not_counted_otherwise_than_the_rest(folder: Folder) -> None:
    aggregate_folder(folder)
    with folder.coded.parts()[0].open("rb") as stream:
        assert sum(1 for _ in fastavro.reader(stream)) == 1
    records = [replace(r, report_id="later", published_day=DAY.replace(day=22)) for r in folder.coded.read()]
    folder.coded.append(
        [
            replace(
                r,
                published_at=datetime(2022, 1, 22, 9, tzinfo=UTC),
                tellings=tuple(replace(t, event_date=r.published_day) for t in r.tellings),
            )
            for r in records
        ]
    )
    assert wirewatch("aggregate", "--out", str(folder.root)).exit_code == 0
    some = ("aggregate", "--out", str(folder.root), "--backfill", str(DAY))
    refused = wirewatch(*some, "--min_confidence", "0.2")
    assert refused.exit_code == 1
    assert "2022-01-22 and perhaps other days were counted by --min_confidence 0.6" in refused.output
    assert "make all days anew with `wirewatch aggregate --min_confidence 0.2`" in refused.output
    assert wirewatch(*some).exit_code == 0
    assert wirewatch("aggregate", "--out", str(folder.root), "--min_confidence", "0.2").exit_code == 0
    assert {least for _, least in open_store(folder.store).counted_from()} == {0.2}
    assert wirewatch(*some, "--min-confidence", "0.2").exit_code == 0


def test_another_confidence_is_told_where_it_changes_rows(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those of days without news; by every command that makes all rows anew, and where nothing changes by none."""
    newest = PlainCoder(rank=IDENTITY.rank, version=IDENTITY.version)
    monkeypatch.setattr("pipelines.coding.pool.load_coder", lambda _calibration: newest)

    def said(least: str, *words: str) -> list[str]:
        done = wirewatch(*words, "--out", str(folder.root), "--json", "--min_confidence", least)
        assert done.exit_code == 0, done.output
        return [line for line in done.stderr.splitlines() if line.startswith("rows counted by")]

    def recount(before: str, now: str) -> list[str]:
        return [
            f"rows counted by --min_confidence {before} are counted anew by --min_confidence {now}:"
            " figures of days without news change too"
        ]

    news = str(folder.root.parent / "reports.jsonl")
    said("0.6", "run", news)
    assert said("0.2", "run", news) == recount("0.6", "0.2")
    assert said("0.2", "run", news) == []
    assert said("0.6", "recode") == recount("0.2", "0.6")
    assert said("0.25", "aggregate") == recount("0.6", "0.25")


def test_confidence_is_between_0_and_1(folder: Folder) -> None:
    said = wirewatch("aggregate", "--out", str(folder.root), "--min_confidence", "50")
    assert said.exit_code == 2
    assert "0.0<=x<=1.0" in said.output
