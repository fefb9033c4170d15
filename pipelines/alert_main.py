"""``python -m pipelines.alert``: the alert pipeline alone over a folder, with Beam's own options."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from apache_beam.options.pipeline_options import PipelineOptions

from pipelines.alerting.configuration import RulesError, read_rules
from pipelines.alerting.rules import DEFAULT_RULES
from pipelines.alerts import alert_folder
from pipelines.local import Folder, FolderError, now_to_the_millisecond


def alert_main(argv: Sequence[str]) -> int:
    """Judge and record, and tell nobody: exit code 0 done, 1 failed, 2 wrong usage."""
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
