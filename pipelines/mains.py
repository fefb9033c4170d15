"""``python -m pipelines.ingest``, ``.aggregate`` and ``.alert``: one pipeline alone, with Beam's own options."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from apache_beam.options.pipeline_options import PipelineOptions

from connectors.files import InputError, expand
from pipelines.alerting.configuration import RulesError, read_rules
from pipelines.alerting.rules import DEFAULT_RULES
from pipelines.alerts import alert_folder
from pipelines.local import Done, Folder, FolderError, aggregate_folder, ingest_files, now_to_the_millisecond


def ingest_main(argv: Sequence[str]) -> int:
    """``python -m pipelines.ingest``: exit code 0 done, 1 failed, 2 wrong usage."""
    parser = argparse.ArgumentParser(
        prog="python -m pipelines.ingest",
        description="Code reports into the log of a folder. Other options go to Beam.",
        epilog="example: python -m pipelines.ingest --input reports.jsonl --out out --runner=FnApiRunner",
    )
    parser.add_argument("--input", nargs="+", required=True, help="files, folders, globs, or - for standard input")
    parser.add_argument("--out", type=Path, required=True, help="folder of the deployment")
    parser.add_argument(
        "--timezone", type=ZoneInfo, default=ZoneInfo("UTC"), help="dates reports; fixed for a deployment"
    )
    known, others = parser.parse_known_args(argv)

    def work(folder: Folder) -> Done:
        return ingest_files(expand(known.input), folder, zone=known.timezone, options=PipelineOptions(others))

    return _main(parser, known.out, work, reads_input=True)


def aggregate_main(argv: Sequence[str]) -> int:
    """``python -m pipelines.aggregate``: exit code 0 done, 1 failed, 2 wrong usage."""
    parser = argparse.ArgumentParser(
        prog="python -m pipelines.aggregate",
        description="Make the tables of a folder anew from its coded records. Other options go to Beam.",
        epilog="example: python -m pipelines.aggregate --out out",
    )
    parser.add_argument("--out", type=Path, required=True, help="folder of the deployment")
    known, others = parser.parse_known_args(argv)

    def work(folder: Folder) -> Done:
        return aggregate_folder(folder, options=PipelineOptions(others))

    return _main(parser, known.out, work, reads_input=False)


def alert_main(argv: Sequence[str]) -> int:
    """``python -m pipelines.alert``: exit code 0 done, 1 failed, 2 wrong usage."""
    parser = argparse.ArgumentParser(
        prog="python -m pipelines.alert",
        description="Judge every day of a folder and record what changed of its alerts. Other options go to Beam.",
        epilog="example: python -m pipelines.alert --out out --rules alerts.toml",
    )
    parser.add_argument("--out", type=Path, required=True, help="folder of the deployment")
    parser.add_argument("--rules", type=Path, help="file of rules (TOML); else pairs, places and totals")
    known, others = parser.parse_known_args(argv)
    folder = Folder(known.out)
    try:
        rules = read_rules(known.rules) if known.rules else DEFAULT_RULES
        with folder.held():
            done = alert_folder(folder, rules, now=now_to_the_millisecond(), options=PipelineOptions(others))
    except (FolderError, RulesError) as e:
        parser.error(str(e))
    sys.stdout.write(json.dumps(asdict(done)) + "\n")
    return 0


def _main(parser: argparse.ArgumentParser, out: Path, work: Callable[[Folder], Done], *, reads_input: bool) -> int:
    folder = Folder(out)
    try:
        with folder.held():
            done = work(folder)
    except (InputError, FolderError) as e:
        parser.error(str(e))
    # Only ingest reads input records: an aggregate that printed 0 of them would say what nobody counted.
    counted = {"read": done.read, "outcomes": done.outcomes} if reads_input else {}
    summary: dict[str, Any] = {**counted, "seconds": round(done.seconds, 3)}
    sys.stdout.write(json.dumps(summary) + "\n")
    return 0
