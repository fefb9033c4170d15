"""A DuckDB file or its log of writes that is damaged anywhere: one line with what to do, in whatever command."""

import os
import random
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.duckdb import DuckdbSink, StoreDamagedError, StoreError, connect
from pipelines.cli import main
from pipelines.deployments.up.attempts import Attempts
from pipelines.deployments.up.pace import Pace
from pipelines.deployments.up.watch import Watch
from schemas import Rejected

NOW = datetime(2022, 1, 20, tzinfo=UTC)
LETTERS = [
    Rejected(
        topic="reports.raw",
        partition=0,
        offset=n,
        step="decode",
        reason="bad",
        message="m" * 300,
        value=os.urandom(900),
    )
    for n in range(2_000)
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    DuckdbSink(folder / "wirewatch.duckdb").write_rejected(LETTERS)
    return folder / "wirewatch.duckdb"


def use(path: Path) -> None:
    with connect(path, read_only=True, patience=0) as store:
        store.execute("SELECT max(value), max(message) FROM rejected").fetchall()
    DuckdbSink(path).write_rejected(LETTERS)


@pytest.mark.slow
def test_damage_anywhere_is_said_in_a_line(tmp_path, whole, capsys):
    drawn, path, said = random.Random(3), tmp_path / "wirewatch.duckdb", 0
    for n in range(24):
        path.with_suffix(".duckdb.wal").unlink(missing_ok=True)
        shutil.copy(whole, path)
        with path.open("r+b") as file:
            if n % 4 == 0:
                file.truncate(drawn.randrange(whole.stat().st_size))
            else:
                file.seek(drawn.randrange(whole.stat().st_size))
                file.write(drawn.randbytes(40_000))
        try:
            use(path)
        except StoreError as error:
            said += isinstance(error, StoreDamagedError) and len(str(error).splitlines()) == 1
    assert said > 16
    path.write_bytes(b"no database" * 1_000)
    for argv in (["show", "day", "2022-01-20", "--out"], ["prune", "--before", "2022-01-20", "--out"]):
        with pytest.raises(SystemExit) as end:
            main([*argv, str(tmp_path)])
        assert end.value.code == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert "not a DuckDB store (" in line
        assert f"anew by `wirewatch aggregate --out {tmp_path}`" in line


def test_damaged_log_of_writes_is_said_in_a_line(tmp_path, whole):
    path = tmp_path / "wirewatch.duckdb"
    shutil.copy(whole, path)
    writer = (
        f"import duckdb, os; c = duckdb.connect({str(path)!r}); c.execute(\"SET wal_autocheckpoint = '1GB'\");"
        'c.execute("INSERT INTO meta SELECT * FROM meta");'
        "c.execute('CREATE TABLE more AS SELECT range r, hash(range)::VARCHAR h FROM range(20000)'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", writer], check=True)
    log = path.with_suffix(".duckdb.wal")
    written = bytearray(log.read_bytes())
    written[len(written) // 2 : len(written) // 2 + 64] = bytes(64)
    log.write_bytes(written)
    with pytest.raises(StoreDamagedError, match=r"damaged .*wirewatch\.duckdb\.wal away"):
        use(path)


def test_up_does_not_wait_for_what_does_not_heal(tmp_path):
    damaged = StoreDamagedError("wirewatch.duckdb: damaged")
    with pytest.raises(StoreDamagedError):
        Attempts(Watch(Pace()), Pace()).failed(damaged)
