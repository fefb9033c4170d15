"""``python -m pipelines.alert``: the alert pipeline alone over a folder, or as a stream, with Beam's own options."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from apache_beam.options.pipeline_options import PipelineOptions

from connectors.private import keep_private
from pipelines.alerting.configuration import RulesError, for_topics, read_rules
from pipelines.alerting.rules import DEFAULT_RULES, AlertRules
from pipelines.deployments.alert_stream import ALERT_GROUP, EARLY, stream_alert
from pipelines.deployments.alerts import alert_folder
from pipelines.deployments.index import LogIndexError
from pipelines.deployments.local import Folder, FolderError, FolderHeldError, now_to_the_millisecond
from pipelines.deployments.mains import add_stream_options, stream_refusals, stream_settings
from pipelines.deployments.sinks import open_sinks


def alert_main(argv: Sequence[str]) -> int:
    """Judge and record, and tell nobody: exit code 0 done, 1 failed, 2 wrong usage."""
    keep_private()
    parser = _parser("python -m pipelines.alert")
    known, others = parser.parse_known_args(argv)
    if known.servers:
        start_alert(argv, parser.prog).wait_until_finish()
        return 0
    if not known.out:
        parser.error("give --out for a folder, or --servers for a stream")
    folder, rules = Folder(known.out), _rules(parser, known.rules)
    try:
        with folder.held():
            done = alert_folder(folder, rules, now=now_to_the_millisecond(), options=PipelineOptions(others))
    except FolderError as e:
        parser.error(str(e))
    except (FolderHeldError, LogIndexError) as e:
        parser.exit(1, f"{parser.prog}: {e}\n")
    sys.stdout.write(json.dumps({"recorded": done.recorded, "firing": done.firing}) + "\n")
    return 0


def start_alert(argv: Sequence[str], prog: str) -> Any:
    """Start the pipeline as a stream and return Beam's result at once.

    Where that fails it says why and ends the process: exit code 1 failed, 2 wrong usage.
    """
    parser = _parser(prog)
    known, others = parser.parse_known_args(argv)
    if known.out:
        parser.error("--servers is a stream from Kafka: it takes no --out")
    # Receivers are told by another process; their addresses may be secrets, and a job is for all to see.
    rules = replace(_rules(parser, known.rules, topics=True), receivers=())
    with stream_refusals(parser, known.servers):
        settings, topics = stream_settings(known, others)
        return stream_alert(
            settings,
            topics,
            PipelineOptions(others),
            rules,
            open_sinks(known.sink).alerts,
            early=timedelta(seconds=known.early),
            group=known.group,
        )


def _rules(parser: argparse.ArgumentParser, file: Path | None, *, topics: bool = False) -> AlertRules:
    try:
        rules = read_rules(file) if file else DEFAULT_RULES
        return for_topics(rules) if topics else rules
    except RulesError as e:
        parser.exit(2, f"{parser.prog}: {e}\n")


def _parser(prog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=prog,
        description="Judge days and record what changed of their alerts: every day of a folder, once, or those of"
        " Kafka as their rows come, without end. Nobody is told: see `wirewatch alerts`. Other options go to Beam.",
        epilog="examples: python -m pipelines.alert --out out --rules alerts.toml; "
        "python -m pipelines.alert --servers broker:9092 --runner=PortableRunner --job_endpoint=127.0.0.1:8099 ...",
        allow_abbrev=False,
    )
    parser.add_argument("--out", type=Path, help="folder of the deployment")
    parser.add_argument("--rules", type=Path, help="file of rules (TOML); else pairs, places and totals")
    add_stream_options(parser, ALERT_GROUP)
    parser.add_argument("--sink", action="append", default=[], help="a database beside the topic; repeatable")
    parser.add_argument(
        "--early", type=int, default=int(EARLY.total_seconds()), help="seconds from something new to judging its day"
    )
    return parser
