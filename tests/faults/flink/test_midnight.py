"""A real midnight: broker, Flink and workers run on a clock that comes to it soon."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]

COMPILER = shutil.which("cc")
TO_START = timedelta(seconds=150)
"""How long the cluster and its jobs may take until they run."""


@pytest.mark.skipif(COMPILER is None or sys.platform != "linux", reason="a clock is set by a library made with cc")
def test_day_is_closed_and_corrected_while_the_next_one_runs(tmp_path: Path) -> None:
    library = tmp_path / "ahead.so"
    source = Path(__file__).with_name("ahead.c")
    subprocess.run([str(COMPILER), "-O2", "-fPIC", "-shared", "-o", str(library), str(source)], check=True)
    now = datetime.now(UTC)
    tomorrow = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), UTC)
    ahead = round((tomorrow - TO_START - now).total_seconds())
    clock = {"LD_PRELOAD": str(library), "SECONDS_AHEAD": str(ahead)}
    run = [sys.executable, str(Path(__file__).with_name("midnight_run.py")), str(tmp_path)]
    done = subprocess.run(run, env=os.environ | clock, capture_output=True, text=True, timeout=800, check=False)
    assert done.returncode == 0, done.stderr[-3_000:]
    told = json.loads(done.stdout.splitlines()[-1])
    sys.stdout.write(f"\n{told}\n")
    assert told["yesterday"]["before"] > 3, "early results"
    assert told["yesterday"]["after"] > 2, "corrections"
    assert (told["today"]["before"], told["today"]["after"] > 5) == (0, True)
    assert told["longest_pause"] < 10, "midnight stalls nothing"
