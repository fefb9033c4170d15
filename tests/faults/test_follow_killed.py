"""``wirewatch follow`` killed at drawn points: in the end every item is a report, and one report."""

import random
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest
from unit.feeds.site import Reply, item, rss, served

pytestmark = pytest.mark.faults

PROGRAM = """
import sys
from connectors.feeds import reading
from pipelines import cli
from pipelines.coding import pool
from tests.unit.cli.test_run import SilentCoder

reading.SECONDS = 0.0
pool.coder_for = lambda *_: SilentCoder()
if __name__ == "__main__":
    cli.main(["follow", *sys.argv[1:], "--once", "--allow_private"])
"""
TEXT = "Envoys of Arlen and Korvia met for the {}. time and signed nothing; both sides spoke of progress. "


def test_killed_time_and_again(tmp_path: Path) -> None:
    chance = random.Random(7)
    (tmp_path / "follow.py").write_text(PROGRAM)
    with served() as site:
        command = [sys.executable, str(tmp_path / "follow.py"), "--out", str(tmp_path / "out")]
        command += [f"{site.url}/{name}" for name in "abc"]
        number = 0
        for _ in range(6):
            number += 5
            for name in "abc":
                items = (item(n, text=TEXT.format(f"{name}{n}") * 5, title=f"{name} {n}") for n in range(number))
                site[f"/{name}"] = Reply(rss(*items))
            with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
                asked, until = len(site.asked), time.monotonic() + 60
                while len(site.asked) == asked and time.monotonic() < until:
                    time.sleep(0.01)
                time.sleep(chance.uniform(0, 3))
                process.kill()
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    with duckdb.connect(tmp_path / "out" / "wirewatch.duckdb", read_only=True) as store:
        found = store.execute("SELECT source, title FROM reports").fetchall()
    assert len(found) == len(set(found)) == 3 * number
