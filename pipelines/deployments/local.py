"""A deployment in a folder: files in, DuckDB, Avro and Parquet files out, no server.

The folder is laid out as the topics are: ``coded/`` is the log that everything else can be made again from.
"""

import fcntl
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Protocol

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions
from apache_beam.runners.runner import PipelineResult

from connectors.avro_files import AvroLog, EventFiles, RejectedFiles, read_part
from connectors.duckdb import STORE_FILE, DuckdbSink, StoreDamagedError
from connectors.parquet import ParquetSink
from connectors.sinks import CodedSink, DaySink, RejectedSink
from pipelines.aggregate import aggregate
from pipelines.aggregation.versions import Standing
from pipelines.coding.calibration import Calibration
from pipelines.coding.document import EventCoder
from pipelines.coding.pool import load_coder
from pipelines.decoding import Decoder
from pipelines.deployments.collecting import seldom_collected
from pipelines.deployments.index import LogIndex, recall_from
from pipelines.deployments.pruning import open_store
from pipelines.ingest import ingest
from pipelines.metrics import REPORTS, counted, left_out, of_label, step_seconds
from pipelines.options import MIN_CONFIDENCE
from pipelines.steps.keep_newest import KeepNewest
from pipelines.steps.read_files import ReadFiles
from pipelines.steps.recode_reports import RecodeReports
from pipelines.steps.write_days import WriteDays
from pipelines.steps.write_log import WriteLog
from pipelines.steps.write_rejected import WriteRejected
from schemas import CodedReport, Coder, Rejected

DEFAULT_RUNNER = "FnApiRunner"


class FolderError(Exception):
    """A folder that cannot be used as a deployment; the message says why."""


class FolderHeldError(Exception):
    """A folder that another run is writing to: nothing is wrong with it, and later it can be used."""


def check_coder(sink: object, coder: Coder, *, named: str) -> None:
    """Raise FolderError when a coder of a higher rank made what the sink holds: what this one coded would not count.

    Nor may another of the same rank have: which record of a report stands would be a matter of chance.
    """
    try:
        version, rank = (sink.highest_coder() if isinstance(sink, CodedSink) else None) or ("", 0)
    except StoreDamagedError:  # it is mended, or told of, where it is written to
        return
    if rank > coder.rank:
        raise FolderError(
            f"{named} has reports of version {version} of the coder (rank {rank}); what this one, version"
            f" {coder.version} (rank {coder.rank}), says of them would not count: give the --calibration that they"
            " were coded with, or a newer one, or the newer wirewatch"
        )
    if rank == coder.rank and version != coder.version:
        raise FolderError(
            f"{named} has reports of version {version} of the coder, and this one, version {coder.version}, has the"
            f" same rank ({rank}): neither would replace what the other coded; give the --calibration that they were"
            " coded with, or fit anew, which makes one of a higher rank"
        )


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the parts of a deployment lie below ``root``."""

    root: Path

    @property
    def coded(self) -> AvroLog[CodedReport]:
        """The log of coded records: what ``reports.coded`` is on a broker."""
        return AvroLog(self.root / "coded", CodedReport)

    @property
    def rejected(self) -> AvroLog[Rejected]:
        """The log of dead letters."""
        return AvroLog(self.root / "rejected", Rejected)

    @property
    def store(self) -> Path:
        """The DuckDB file."""
        return self.root / STORE_FILE

    @property
    def index(self) -> Path:
        """The index of the log of coded records; it may be deleted while nothing runs."""
        return self.root / "index.sqlite"

    @property
    def day_sinks(self) -> list[DaySink]:
        """Everything that holds tables of days."""
        return [open_store(self.store), ParquetSink(self.root / "daily"), EventFiles(self.root / "events")]

    @property
    def rejected_sinks(self) -> list[RejectedSink]:
        """Everything that holds dead letters."""
        return [RejectedFiles(self.rejected), DuckdbSink(self.store)]

    def check_from_files(self) -> None:
        """Raise FolderError when the tables do not come from the folder's own log, and a run would replace them."""
        if self._has_days and not self.coded.parts():
            raise FolderError(
                f"{self.root} has tables and, as the folder of a broker has, no coded records to make them from; they"
                " would be replaced: choose another folder, or give --servers to `wirewatch aggregate`"
            )

    def check_from_topics(self) -> None:
        """Raise FolderError when the tables come from the folder's own log, and those of topics would replace them."""
        if self._has_days and self.coded.parts():
            raise FolderError(
                f"{self.root} has tables that `wirewatch run` made; those of the broker would replace them: choose"
                " another folder"
            )

    def check_coder(self, coder: Coder) -> None:
        """Raise FolderError when a coder of a higher rank, or another of the same, has been at work."""
        check_coder(DuckdbSink(self.store), coder, named=str(self.root))

    @property
    def _has_days(self) -> bool:
        return bool(ParquetSink(self.root / "daily").held_days())

    @contextmanager
    def held(self) -> Iterator[None]:
        """Make the folder and keep other runs out of it; raises FolderError, FolderHeldError."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            lock = (self.root / ".lock").open("w")
        except OSError as e:
            raise FolderError(f"{self.root}: not a writable folder ({e.strerror})") from e
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as e:
                raise FolderHeldError(f"{self.root}: another run is writing to it") from e
            for part in self.root.rglob(".*.unfinished"):
                part.unlink()
            yield


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a pipeline did: input records, what became of them, seconds in all and by step, all its counters.

    ``left_out`` is what web archives hold beside pages: no input records.
    """

    read: int = 0
    outcomes: dict[str, int]
    seconds: float
    step_seconds: dict[str, float]
    counts: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)


def ingest_files(
    paths: list[str],
    folder: Folder,
    *,
    zone: tzinfo,
    make_coder: Callable[[], EventCoder] = load_coder,
    options: PipelineOptions | None = None,
    more: Sequence[RejectedSink] = (),
) -> Done:
    """Code the reports in ``paths`` into the folder's log; on return all of it is durable.

    Dead letters go to the folder and to ``more``.
    """
    start = time.perf_counter()
    pipeline = beam.Pipeline(options=local_options(options))
    raw = pipeline | "Read files" >> ReadFiles(paths)
    with LogIndex(folder.index, folder.coded) as index:
        index.catch_up()
    done = ingest(
        raw,
        decoder=Decoder(zone=zone),
        coded_before=partial(_read_log, folder),
        recall=partial(recall_from, folder.index),
        load_coder=make_coder,
        zone=zone,
    )
    _ = done.coded | "Write coded" >> WriteLog(folder.coded)
    _ = done.rejected | "Write rejected" >> WriteRejected([*folder.rejected_sinks, *more])
    return done_with(run_to_end(pipeline), start)


def done_with(result: PipelineResult, began: float) -> Done:
    """What a pipeline of ingest did since ``began``."""
    counts = counted(result)
    outcomes = of_label(counts, REPORTS)
    return Done(
        read=sum(outcomes.values()),
        outcomes=dict(sorted(outcomes.items())),
        seconds=time.perf_counter() - began,
        step_seconds=step_seconds(result),
        counts=counts,
        left_out=left_out(result),
    )


def aggregate_folder(
    folder: Folder,
    *,
    min_confidence: float = MIN_CONFIDENCE,
    now: datetime | None = None,
    options: PipelineOptions | None = None,
    more: Sequence[DaySink] = (),
) -> Done:
    """Make every table of the folder, and of the sinks ``more``, anew from the folder's whole log (decision D9)."""
    start = time.perf_counter()
    sinks = [*folder.day_sinks, *more]
    held = set().union(*(sink.held_days() for sink in sinks))
    pipeline = beam.Pipeline(options=local_options(options))
    days = aggregate(
        _coded_records(pipeline, folder),
        now=now or now_to_the_millisecond(),
        held_days=held,
        min_confidence=min_confidence,
    )
    _ = days | "Write days" >> WriteDays(sinks)
    result = run_to_end(pipeline)
    return Done(outcomes={}, seconds=time.perf_counter() - start, step_seconds=step_seconds(result))


def recode_folder(
    folder: Folder,
    *,
    since: date = date.min,
    until: date = date.max,
    make_coder: Callable[[], EventCoder] = load_coder,
    calibration: Calibration | None = None,
    options: PipelineOptions | None = None,
) -> Done:
    """Code again what coders of lower rank coded of the reports published on the days ``since`` to ``until``.

    ``calibration`` is that of the coder, if it has one: what it applies to alone is not coded again.

    The new records join the log, where they win by their rank; the tables are made anew by ``aggregate_folder``.
    """
    start = time.perf_counter()
    before = set(folder.coded.parts())
    pipeline = beam.Pipeline(options=local_options(options))
    recoded = (
        _coded_records(pipeline, folder)
        | "Keep newest" >> KeepNewest()
        | "Leave versions" >> beam.Map(_report_of).with_output_types(CodedReport)
        | "Choose period" >> beam.Filter(_published_in, since, until)
        | "Recode reports" >> RecodeReports(make_coder, calibration)
    )
    _ = recoded | "Write coded" >> WriteLog(folder.coded)
    result = run_to_end(pipeline)
    new = (record for part in folder.coded.parts() if part not in before for record in read_part(part, CodedReport))
    outcomes = Counter[str](record.outcome for record in new)
    return Done(
        read=outcomes.total(),
        outcomes=dict(outcomes),
        seconds=time.perf_counter() - start,
        step_seconds=step_seconds(result),
    )


def _coded_records(pipeline: beam.Pipeline, folder: Folder) -> beam.PCollection:
    return (
        pipeline
        | "Name coded files" >> beam.Create([str(part) for part in folder.coded.parts()])
        | "Read coded" >> beam.FlatMap(_read_coded).with_output_types(CodedReport)
    )


def _read_log(folder: Folder) -> Iterator[CodedReport]:
    return folder.coded.read()


def _report_of(standing: Standing) -> CodedReport:
    return standing.report


def _published_in(record: CodedReport, since: date, until: date) -> bool:
    return since <= record.published_day <= until


def now_to_the_millisecond() -> datetime:
    """The time to the millisecond: finer than that not every sink keeps it."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def local_options(options: PipelineOptions | None) -> PipelineOptions:
    """Beam's options with our own default runner: DirectRunner is a switch that may try others (and downloads)."""
    chosen = options or PipelineOptions([])
    standard = chosen.view_as(StandardOptions)
    standard.runner = standard.runner or DEFAULT_RUNNER
    return chosen


class _Runs(Protocol):
    def run(self) -> PipelineResult: ...


def run_to_end(pipeline: _Runs) -> PipelineResult:
    """Run a pipeline in this process to its end; Beam's result."""
    with seldom_collected():
        result = pipeline.run()
        result.wait_until_finish()
    return result


def _read_coded(path: str) -> Iterator[CodedReport]:
    return read_part(Path(path), CodedReport)
