"""What new reports cost a folder that holds many, against the same reports in an empty one.

    python -m benchmarks.growing_folder REPORTS.jsonl... [--held 10000] [--news 1000]

Runs `wirewatch run` on the first NEWS reports in an empty folder; fills another with HELD coded records made of those,
each told otherwise and on the same days, so that the news touches every day there is; runs the same command there, and
once more with one report. Prints processor seconds, wall seconds and the ratios, which hold from machine to machine.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path

from pipelines.deployments.local import Folder
from pipelines.deployments.updating import update_folder
from schemas import CodedReport


@dataclass(frozen=True, slots=True)
class Price:
    """What a run cost."""

    processor: float
    wall: float
    peak_mb: float


def run(reports: Path, out: Path) -> Price:
    """`wirewatch run` in a process of its own."""
    program = (
        "import json, resource, sys; from pipelines.cli import cli\n"
        "cli.main(sys.argv[1:], standalone_mode=False)\n"
        "used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))"
    )
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program, "run", str(reports), "--out", str(out), "--workers", "1", "--json"],
        check=True,
        capture_output=True,
        text=True,
    )
    processor, peak = json.loads(done.stdout.splitlines()[-1])
    return Price(processor, time.perf_counter() - began, peak)


def told_otherwise(records: list[CodedReport]) -> Iterator[CodedReport]:
    """As many reports as are asked for, that tell of the same days what the records tell, in other words."""
    for turn in count(1):
        for record in records:
            hashes = bytes(byte ^ (turn % 255 + 1) for byte in record.sentence_hashes)
            tellings = tuple(replace(told, event_id=f"{turn}-{told.event_id}") for told in record.tellings)
            yield replace(
                record,
                report_id=f"{turn}-{record.report_id}",
                story_id=f"{turn}-{record.report_id}",
                content_hash=f"{turn}-{record.content_hash}",
                duplicate_of=None,
                sentence_hashes=hashes,
                tellings=tellings,
            )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growing_folder")
    parser.add_argument("reports", nargs="+", type=Path)
    parser.add_argument("--held", type=int, default=10_000)
    parser.add_argument("--news", type=int, default=1_000)
    known = parser.parse_args()
    lines = [line for path in known.reports for line in path.read_text("utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        news, one = root / "news.jsonl", root / "one.jsonl"
        news.write_text("\n".join(lines[: known.news]), "utf-8")
        one.write_text(json.dumps({**json.loads(lines[0]), "text": "Police in Minsk arrested 30 people on Sunday."}))
        empty = run(news, root / "empty")
        filled = Folder(root / "filled")
        records = told_otherwise(list(Folder(root / "empty").coded.read()))
        filled.coded.append(islice(records, known.held))
        began = time.process_time()
        update_folder(filled)
        made = time.process_time() - began
        index = filled.index.stat().st_size
        grown, single = run(news, filled.root), run(one, filled.root)
        alone = run(one, root / "alone")
    _say(f"{known.news:,} reports into an empty folder", empty, empty)
    _say(f"{known.news:,} into {known.held:,}", grown, empty)
    _say("one report into an empty folder", alone, alone)
    _say(f"one into {known.held + known.news:,}", single, alone)
    sys.stdout.write(
        f"tables of {known.held:,} made anew {made:.1f} s; index {index / known.held / 1e3:.1f} KB a report\n"
    )


def _say(what: str, price: Price, against: Price) -> None:
    sys.stdout.write(
        f"{what:40} processor {price.processor:6.1f} s ({price.processor / against.processor:.2f})"
        f"  wall {price.wall:6.1f} s ({price.wall / against.wall:.2f})  peak {price.peak_mb:5.0f} MB\n"
    )


if __name__ == "__main__":
    main()
