"""The memory of ``wirewatch run`` as its reports grow in number: of all its processes together.

    python -m benchmarks.run_memory [--reports 100000] [--workers 2]

Made-up reports of two to four sentences from three months, into an empty folder. Memory is what the processes hold
without counting twice what they share (PSS), looked at every two seconds; Linux only. Prints it by process as the run
goes on, and the highest of all.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.up import PEOPLE, PLACES, SILENT, STATES, TELLING, THINGS

_FIRST = datetime(2022, 1, 1, tzinfo=UTC)
_DAYS = 90
_TELLING_SHARE = 0.4
_TOLD_EVERY = 15


def reports(number: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """That many reports."""
    rng = random.Random(seed)
    for at in range(number):
        published = _FIRST + timedelta(days=rng.randrange(_DAYS), seconds=rng.randrange(86_400))
        yield {
            "source": f"paper{at % 50}.example",
            "guid": f"made-{at}",
            "text": " ".join(sentence(rng) for _ in range(rng.randint(2, 4))),
            "published_at": published.isoformat(),
            "fetched_at": published.isoformat(),
            "language": "en",
        }


def sentence(rng: random.Random) -> str:
    """One that tells an event, or none."""
    return rng.choice(TELLING if rng.random() < _TELLING_SHARE else SILENT).format(
        people=rng.choice(PEOPLE),
        place=rng.choice(PLACES),
        state=rng.choice(STATES),
        other=rng.choice(STATES),
        thing=rng.choice(THINGS),
        season=rng.choice(("winter", "spring", "summer", "autumn")),
        n=rng.randint(2, 9_999),
    )


def held(root: int) -> dict[int, int]:
    """MiB of a process and of all below it, by process."""
    parents = dict(
        map(int, line.split())
        for line in subprocess.run(
            ["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
        ).stdout.splitlines()
    )
    found = {}
    for pid in parents:
        above = pid
        while above != root and above in parents:
            above = parents[above]
        if above == root:
            try:
                rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
            except OSError:  # it ended
                continue
            found[pid] = int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1]) // 1024
    return found


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(report) + "\n" for report in reports(chosen.reports))
        wirewatch = [sys.executable, "-c", "from pipelines.cli import main; main()"]
        command = ["run", str(path), "--out", f"{folder}/out", "--workers", str(chosen.workers)]
        process = subprocess.Popen([*wirewatch, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        began, highest, told_at = time.monotonic(), 0, 0.0
        while process.poll() is None:
            time.sleep(2)
            now = held(process.pid)
            highest = max(highest, sum(now.values()))
            if time.monotonic() - told_at > _TOLD_EVERY:
                told_at = time.monotonic()
                each = " + ".join(str(size) for _, size in sorted(now.items()))
                print(f"{told_at - began:6.0f} s  {sum(now.values()):6} MiB = {each}", flush=True)
        used = os.times()
    if process.returncode:
        sys.exit(f"wirewatch run ended with {process.returncode}")
    print(f"highest  {highest} MiB with {chosen.reports:,} reports and {chosen.workers} processes that code")
    spent = (used.children_user + used.children_system) * 1_000 / chosen.reports
    print(f"price    {spent:.2f} ms of processor time a report")


if __name__ == "__main__":
    main()
