"""A job whose sink lies on a disk that is full: it fails in one line, and is made good by running it again."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import duckdb
import msgspec
import pytest
from click.testing import CliRunner, Result
from test_change_sinks import held, small_disk

from connectors.duckdb import DuckdbSink
from pipelines.cli.aggregate import command
from pipelines.deployments.local import Folder, aggregate_folder
from schemas import CodedReport

pytestmark = pytest.mark.integration
NOON = datetime(2022, 3, 1, 12, tzinfo=UTC)
CODED: CodedReport = msgspec.json.decode(
    (files("schemas") / "coded_report" / "v1.sample.json").read_bytes(), type=CodedReport
)


def coded(number: int, events: int) -> CodedReport:
    telling = replace(CODED.tellings[0], modality="asserted")
    tellings = tuple(replace(telling, event_id=f"{number}-{n}") for n in range(events))
    return replace(CODED, report_id=f"{number}", text=f"{number} " * 200, tellings=tellings)


def aggregate(folder: Folder, sink: Path) -> Result:
    return CliRunner().invoke(command, ["--out", str(folder.root), "--sink", f"duckdb:{sink}"], catch_exceptions=False)


def test_job_with_a_full_disk_fails_and_is_made_good(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "out")
    folder.coded.append([coded(0, 1)])
    with small_disk(tmp_path / "disk", "3m") as disk:
        sink = disk / "w.duckdb"
        aggregate_folder(folder, now=NOON, more=[DuckdbSink(sink)])
        before = held(sink)
        folder.coded.append([coded(number, 20) for number in range(1, 300)])
        failed = aggregate(folder, sink)
        assert failed.exit_code == 1
        assert failed.output.startswith(f"Error: {sink}: ")
        assert "No space left on device" in failed.output
        assert failed.output.count("\n") == 1
        assert held(sink) == before
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        assert aggregate(folder, sink).exit_code == 0
        shown = "SELECT * EXCLUDE (updated_at) FROM daily ORDER BY ALL"
        with duckdb.connect(sink, read_only=True) as there, duckdb.connect(folder.store, read_only=True) as here:
            assert there.execute(shown).fetchall() == here.execute(shown).fetchall()
        found, expected = held(sink), held(folder.store)
        assert {name: rows for name, rows in found.items() if name != "daily"} == {
            name: rows for name, rows in expected.items() if name != "daily"
        }
