"""The short form of what is measured here, against what was recorded: a fall of 15% is said aloud.

    python -m benchmarks.bench [--only files|folder|backlog|transport] [--against WHEEL] [--record]

Processor time of machines differs, so what is timed counts against a yardstick that is measured with it: bare tagging
and parsing by spaCy. ``--record`` writes what was found to recorded.json, with machine and date: on a quiet machine
alone. ``--against`` measures a release's commands too, turn about. Ends with 1 where anything fell.
"""

import argparse
import json
import logging
import os
import platform
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.short import COMMANDS, GROUPS, ROOT, Figure, yardstick

RECORDED = Path(__file__).with_name("recorded.json")
FALL = 0.15


def worse(now: Figure, before: Mapping[str, Any], rulers: tuple[float, float]) -> float:
    """By how much ``now`` is worse than ``before``, as a share; less than nothing where it is better."""
    new, old = float(now.value), float(before["value"])
    if now.timed:
        new, old = new / rulers[0], old / rulers[1]
    return new / old - 1 if now.less_is_better else old / new - 1


def said(figure: Figure, before: Mapping[str, Any] | None, rulers: tuple[float, float]) -> tuple[str, bool]:
    """A line, and whether the figure fell."""
    line = f"{figure.name:48} {figure.value:8.2f} {figure.unit:12}"
    if before is None:
        return f"{line} not recorded", False
    change = worse(figure, before, rulers)
    fell = change >= FALL
    how = f"FELL: {change:.0%} worse" if fell else f"{abs(change):.0%} {'worse' if change > 0 else 'better'}"
    return f"{line} recorded {float(before['value']):8.2f}   {how}", fell


def machine() -> str:
    """What it runs on, in words."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{model}, {cores} cores, Python {platform.python_version()}"


def compare(figures: Iterable[Figure], recorded: Mapping[str, Any], ruler: float) -> tuple[list[Figure], list[str]]:
    """Print each as it comes; all of them, and the names of those that fell."""
    found, fallen = [], []
    known = recorded.get("figures", {})
    for figure in figures:
        line, fell = said(figure, known.get(figure.name), (ruler, recorded.get("yardstick", ruler)))
        print(line, flush=True)
        found.append(figure)
        if fell:
            fallen.append(figure.name)
    return found, fallen


def beside(root: Path, names: Iterable[str], ours: Mapping[str, Figure]) -> None:
    """What a release in ``root`` takes, and ours against it."""
    for name in names:
        for figure in GROUPS[name](root):
            ratio = ours[figure.name].value / figure.value
            print(f"{figure.name:48} {figure.value:8.2f} {figure.unit:12} ours is {ratio:.2f} of it", flush=True)


def main() -> None:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=list(GROUPS), action="append")
    parser.add_argument("--against", type=Path, metavar="WHEEL")
    parser.add_argument("--record", action="store_true")
    chosen = parser.parse_args()
    logging.getLogger("kafka").setLevel(logging.CRITICAL)  # it tells of every new topic
    if chosen.record and chosen.only:
        parser.error("--record is for all of them at once: they have one yardstick")
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody compiles all of it at each start
    names = chosen.only or list(GROUPS)
    recorded = json.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    print(f"here      {machine()}")
    print(
        f"recorded  {recorded.get('machine', 'nothing yet: --record, on a quiet machine')} {recorded.get('date', '')}"
    )
    ruler = yardstick()
    print(f"yardstick {ruler:.2f} s of processor time, recorded {recorded.get('yardstick', ruler):.2f} s", flush=True)
    found, fallen = compare((figure for name in names for figure in GROUPS[name](ROOT)), recorded, ruler)
    if chosen.against:
        print(f"\n{chosen.against.name}")
        with tempfile.TemporaryDirectory() as root:
            zipfile.ZipFile(chosen.against).extractall(root)
            beside(Path(root), [name for name in names if name in COMMANDS], {figure.name: figure for figure in found})
    if chosen.record:
        written = {
            "machine": machine(),
            "date": datetime.now(UTC).date().isoformat(),
            "yardstick": round(ruler, 3),
            "figures": {figure.name: asdict(figure) for figure in found},
        }
        RECORDED.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
    if fallen:
        sys.exit(f"FELL by 15% or more: {', '.join(fallen)}")


if __name__ == "__main__":
    main()
