"""``python -m pipelines.ingest`` and ``python -m pipelines.aggregate``: one pipeline alone, with Beam's own options."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import grpc  # type: ignore[import-untyped]
from apache_beam.options.pipeline_options import PipelineOptions
from kafka.errors import KafkaError

from connectors.duckdb import StoreError
from connectors.files import InputError, expand
from connectors.kafka.errors import KafkaSettingsError, OffsetsGoneError, TopicMissingError
from connectors.kafka.plan import StartError, parse_start
from connectors.kafka.settings import KafkaSettings, read_settings
from connectors.kafka.topics import Topics
from connectors.postgres.errors import PostgresError
from connectors.private import keep_private
from connectors.registry import RegistryError, RegistrySettingsError, SchemaRegistry
from pipelines.coding.calibration import Calibration, CalibrationError
from pipelines.coding.pool import MakeCoder
from pipelines.deployments.broker import GROUP
from pipelines.deployments.counted_alike import CountedOtherwiseError, check_counted_alike
from pipelines.deployments.index import LogIndexError
from pipelines.deployments.local import Done, Folder, FolderError, FolderHeldError, aggregate_folder, ingest_files
from pipelines.deployments.sinks import SinkNameError, open_change_sinks
from pipelines.deployments.stream_options import UnsafeOptionError, refuse_unsafe
from pipelines.deployments.streams import AGGREGATE_GROUP, EARLY, stream_aggregate, stream_ingest
from pipelines.options import (
    CALIBRATION_HELP,
    CALIBRATION_VARIABLE,
    MIN_CONFIDENCE,
    MIN_CONFIDENCE_HELP,
    MIN_CONFIDENCE_VARIABLE,
    least_confidence,
    time_zone,
)


def ingest_main(argv: Sequence[str]) -> int:
    """``python -m pipelines.ingest``: exit code 0 done, 1 failed, 2 wrong usage."""
    keep_private()
    parser = _ingest_parser("python -m pipelines.ingest")
    known, others = parser.parse_known_args(argv)
    if known.servers:
        start_stream("ingest", argv, parser.prog).wait_until_finish()
        return 0
    if not known.input or not known.out:
        parser.error("give --input and --out for files, or --servers for a stream")

    def work(folder: Folder) -> Done:
        make_coder = MakeCoder(calibration=known.calibration)
        folder.check_coder(make_coder.identity)
        options = PipelineOptions(others)
        return ingest_files(expand(known.input), folder, zone=known.timezone, make_coder=make_coder, options=options)

    return _main(parser, known.out, work, reads_input=True)


def aggregate_main(argv: Sequence[str]) -> int:
    """``python -m pipelines.aggregate``: exit code 0 done, 1 failed, 2 wrong usage."""
    keep_private()
    parser = _aggregate_parser("python -m pipelines.aggregate")
    known, others = parser.parse_known_args(argv)
    if known.servers:
        start_stream("aggregate", argv, parser.prog).wait_until_finish()
        return 0
    if not known.out:
        parser.error("give --out for a folder, or --servers for a stream")

    def work(folder: Folder) -> Done:
        return aggregate_folder(folder, min_confidence=known.min_confidence, options=PipelineOptions(others))

    return _main(parser, known.out, work, reads_input=False)


def start_stream(pipeline: Literal["ingest", "aggregate"], argv: Sequence[str], prog: str) -> Any:
    """Start a pipeline as a stream and return Beam's result at once.

    Where that fails it says why and ends the process: exit code 1 failed, 2 wrong usage.
    """
    parser = _ingest_parser(prog) if pipeline == "ingest" else _aggregate_parser(prog)
    known, others = parser.parse_known_args(argv)
    if known.out or vars(known).get("input"):
        parser.error("--servers is a stream from Kafka: it takes neither --input nor --out")
    with stream_refusals(parser, known.servers):
        settings, topics = stream_settings(known, others)
        if pipeline == "ingest":
            return stream_ingest(
                settings,
                topics,
                PipelineOptions(others),
                zone=known.timezone,
                start=parse_start(known.start),
                group=known.group,
                make_coder=MakeCoder(calibration=known.calibration),
                limit_rejected=not known.no_reject_limit,
            )
        sinks = open_change_sinks(known.sink)
        check_counted_alike(sinks, known.min_confidence)
        return stream_aggregate(
            settings,
            topics,
            PipelineOptions(others),
            sinks,
            early=timedelta(seconds=known.early),
            group=known.group,
            min_confidence=known.min_confidence,
        )


@contextmanager
def stream_refusals(parser: argparse.ArgumentParser, servers: str) -> Iterator[None]:
    """Where starting a stream fails inside the block, say why and end the process: 1 failed, 2 wrong usage."""
    logging.getLogger("kafka").setLevel(logging.CRITICAL)  # it logs each attempt to connect; we say it once
    prog = parser.prog
    try:
        yield
    except (UnsafeOptionError, KafkaSettingsError, RegistrySettingsError, SinkNameError, StartError) as e:
        parser.exit(2, f"{prog}: {e}\n")
    except (
        CountedOtherwiseError,
        TopicMissingError,
        OffsetsGoneError,
        RegistryError,
        StoreError,
        PostgresError,
    ) as e:
        parser.exit(1, f"{prog}: {e}\n")
    except KafkaError as e:
        parser.exit(1, f"{prog}: the broker at {servers}: {e}\n")
    except (grpc.RpcError, grpc.FutureTimeoutError) as e:
        parser.exit(1, f"{prog}: the job server did not take the job: {e or 'it does not answer'}\n")


def stream_settings(known: argparse.Namespace, others: Sequence[str]) -> tuple[KafkaSettings, Topics]:
    """What the options of ``add_stream_options`` say; raises what ``stream_refusals`` tells, for Beam's options too."""
    refuse_unsafe(others)
    registry = SchemaRegistry(known.schema_registry) if known.schema_registry else None
    return read_settings(known.servers, known.kafka_config, registry), Topics(known.topic_prefix)


def _ingest_parser(prog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=prog,
        description="Code reports: from files into a folder, or from Kafka to Kafka without end. "
        "Other options go to Beam.",
        epilog="examples: python -m pipelines.ingest --input reports.jsonl --out out --runner=FnApiRunner; "
        "python -m pipelines.ingest --servers broker:9092 --runner=PortableRunner --job_endpoint=127.0.0.1:8099 ...",
        allow_abbrev=False,
    )
    parser.add_argument("--input", nargs="+", help="files, folders, globs, or - for standard input")
    parser.add_argument("--out", type=Path, help="folder of the deployment")
    parser.add_argument("--timezone", type=_zone, default=ZoneInfo("UTC"), help="dates reports; fixed for a deployment")
    add_stream_options(parser, GROUP)
    parser.add_argument("--start", default="committed", help="earliest, latest, committed, or an ISO time")
    parser.add_argument("--no_reject_limit", action="store_true", help="go on although most records are rejected")
    parser.add_argument(
        "--calibration", type=_calibration, default=os.environ.get(CALIBRATION_VARIABLE), help=CALIBRATION_HELP
    )
    return parser


def _zone(name: str) -> ZoneInfo:
    try:
        return time_zone(name)
    except ValueError as e:
        raise argparse.ArgumentTypeError(str(e)) from e  # of a ValueError argparse does not show the words


def _calibration(file: str) -> Calibration:
    try:
        return Calibration.load(Path(file))
    except CalibrationError as e:
        raise argparse.ArgumentTypeError(str(e)) from e


def _aggregate_parser(prog: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=prog,
        description="Make the tables anew from a folder's coded records, or keep them up from Kafka without end. "
        "Other options go to Beam.",
        epilog="example: python -m pipelines.aggregate --out out",
        allow_abbrev=False,
    )
    parser.add_argument("--out", type=Path, help="folder of the deployment")
    add_stream_options(parser, AGGREGATE_GROUP)
    parser.add_argument("--sink", action="append", default=[], help="a database beside the topics; repeatable")
    parser.add_argument(
        "--early", type=int, default=int(EARLY.total_seconds()), help="seconds between two writings of a row"
    )
    parser.add_argument(
        "--min_confidence",
        type=least_confidence,
        default=os.environ.get(MIN_CONFIDENCE_VARIABLE, str(MIN_CONFIDENCE)),
        help=MIN_CONFIDENCE_HELP,
    )
    return parser


def add_stream_options(parser: argparse.ArgumentParser, group: str) -> None:
    """The options that every stream has."""
    parser.add_argument("--servers", help="brokers, as host:port,host:port: a stream, not files")
    parser.add_argument("--kafka_config", action="append", default=[], help="a setting KEY=VALUE or a file of them")
    parser.add_argument("--schema_registry", help="address of a schema registry")
    parser.add_argument("--topic_prefix", default="", help="before the names of all topics")
    parser.add_argument("--group", default=group, help="consumer group whose offsets are kept")


def _main(parser: argparse.ArgumentParser, out: Path, work: Callable[[Folder], Done], *, reads_input: bool) -> int:
    folder = Folder(out)
    try:
        with folder.held():
            folder.check_from_files()
            done = work(folder)
    except (InputError, FolderError) as e:
        parser.error(str(e))
    except (FolderHeldError, LogIndexError, StoreError) as e:
        parser.exit(1, f"{parser.prog}: {e}\n")
    # Only ingest reads input records: an aggregate that printed 0 of them would say what nobody counted.
    counted = {"read": done.read, "outcomes": done.outcomes} if reads_input else {}
    summary: dict[str, Any] = {**counted, "seconds": round(done.seconds, 3)}
    sys.stdout.write(json.dumps(summary) + "\n")
    return 0
