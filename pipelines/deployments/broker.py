"""A deployment on Kafka, drained: read to the end that a topic has now, write, commit, done."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from functools import partial

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions
from apache_beam.runners.runner import PipelineResult

from connectors.kafka.commits import commit_drained
from connectors.kafka.days import KafkaDaySink
from connectors.kafka.dead_letters import to_record
from connectors.kafka.errors import DeliveryError
from connectors.kafka.plan import ReadPlan, Start, plan_read
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.sink import WriteToKafka
from connectors.kafka.source import ReadFromKafka
from connectors.kafka.table import read_log
from connectors.kafka.topic_ids import TopicId
from connectors.kafka.topics import Topics
from connectors.kafka.values import decode_value, encode_value, register_values, schema_lookup
from connectors.kafka.writer import Refused
from connectors.records import OutRecord, RawRecord
from connectors.sinks import DaySink, RejectedSink
from pipelines.aggregate import aggregate
from pipelines.coding.document import EventCoder
from pipelines.coding.pool import load_coder
from pipelines.decoding import Decoder
from pipelines.dedup.memory import CopyMemory
from pipelines.deployments.local import Done, done_with, local_options, now_to_the_millisecond, run_to_end
from pipelines.ingest import Ingested, ingest
from pipelines.metrics import step_seconds
from pipelines.options import MIN_CONFIDENCE
from pipelines.steps.limit_rejected import RejectLimit
from pipelines.steps.write_days import WriteDays
from pipelines.steps.write_rejected import WriteRejected
from schemas import CodedReport, Rejected, SchemaError

GROUP = "wirewatch-ingest"
_KEPT_OF_REFUSED = 1_000


class CodedRecordError(RuntimeError):
    """A record of ``reports.coded`` that is none: without it no day is complete."""


def drain_ingest(
    settings: KafkaSettings,
    topics: Topics,
    *,
    zone: tzinfo,
    start: Start = "committed",
    group: str = GROUP,
    make_coder: Callable[[], EventCoder] = load_coder,
    limit_rejected: bool = True,
    keep_rejected: Sequence[RejectedSink] = (),
    options: PipelineOptions | None = None,
) -> Done:
    """Code what ``reports.raw`` holds beyond the committed offsets, then commit.

    The offsets are committed when everything read is confirmed by the broker: a run that is killed before reads the
    same again, and every record it writes twice replaces itself by its key. Raises TooManyRejectedError where most of
    what it reads cannot be used, unless ``limit_rejected`` is off. Dead letters go to ``keep_rejected`` too.
    """
    return ingest_planned(
        settings,
        topics,
        plan_read(settings, topics.raw, start=start, drain=True, group=group),
        zone=zone,
        group=group,
        make_coder=make_coder,
        limit=RejectLimit() if limit_rejected else None,
        keep_rejected=keep_rejected,
        options=options,
    )


def ingest_planned(
    settings: KafkaSettings,
    topics: Topics,
    plan: ReadPlan,
    *,
    zone: tzinfo,
    group: str = GROUP,
    make_coder: Callable[[], EventCoder] = load_coder,
    coded_before: Callable[[], Iterable[CodedReport]] | None = None,
    recall: Callable[[Callable[[], Iterable[CodedReport]]], CopyMemory] = CopyMemory.filled,
    limit: RejectLimit | None = None,
    keep_rejected: Sequence[RejectedSink] = (),
    options: PipelineOptions | None = None,
) -> Done:
    """Code what ``plan`` covers of ``reports.raw``, then commit its ends, as ``drain_ingest`` does.

    ``coded_before``: the records that copies are looked for in, those of ``reports.coded`` where it is None.
    """
    began = time.perf_counter()
    pipeline = beam.Pipeline(options=local_options(options))
    ingest_into_topics(
        pipeline | "Read reports" >> ReadFromKafka(settings, plan),
        settings,
        topics,
        zone=zone,
        make_coder=make_coder,
        coded_before=coded_before,
        recall=recall,
        limit=limit,
        keep_rejected=keep_rejected,
    )
    return committed(run_to_end(pipeline), settings, group, plan, began)


def ingest_into_topics(
    raw: beam.PCollection,
    settings: KafkaSettings,
    topics: Topics,
    *,
    zone: tzinfo,
    make_coder: Callable[[], EventCoder],
    coded_before: Callable[[], Iterable[CodedReport]] | None = None,
    recall: Callable[[Callable[[], Iterable[CodedReport]]], CopyMemory] = CopyMemory.filled,
    limit: RejectLimit | None = None,
    keep_rejected: Sequence[RejectedSink] = (),
    keep_writers: bool = False,
) -> None:
    """The pipeline from records to the topics.

    ``keep_writers``: for the next pipeline of this process.
    """
    register_values(settings, {topics.coded: CodedReport})
    done = ingest(
        raw,
        decoder=Decoder(zone=zone, schema_of_id=schema_lookup(settings)),
        coded_before=coded_before or partial(read_coded, settings, topics),
        load_coder=make_coder,
        zone=zone,
        limit=limit,
        recall=recall,
    )
    write_ingested(done, settings, topics, keep_rejected, keep_writers=keep_writers)


def committed(result: PipelineResult, settings: KafkaSettings, group: str, plan: ReadPlan, began: float) -> Done:
    """Commit what a pipeline that is done has read; what it did since ``began``."""
    commit_drained(settings, group, plan)
    return done_with(result, began)


def write_ingested(
    done: Ingested,
    settings: KafkaSettings,
    topics: Topics,
    keep_rejected: Sequence[RejectedSink] = (),
    coded: TopicId | None = None,
    *,
    keep_writers: bool = False,
) -> None:
    """Write coded records and dead letters to their topics, in the bundles in which they were made.

    Dead letters go to ``keep_rejected`` too. ``coded``: for what topic of coded records alone this is.
    """
    refused = (
        done.coded
        | "Key coded" >> beam.Map(_coded_record, settings, topics.coded).with_output_types(OutRecord)
        | "Write coded" >> WriteToKafka(settings, topics.coded, compacted=True, of=coded, keep=keep_writers)
        | "Name refused" >> beam.Map(_refused_letter, settings).with_output_types(Rejected)
    )
    rejected = (done.rejected, refused) | "Join rejected" >> beam.Flatten()
    if keep_rejected:
        _ = rejected | "Keep rejected" >> WriteRejected(keep_rejected)
    _ = (
        rejected
        | "Key rejected" >> beam.Map(to_record).with_output_types(OutRecord)
        | "Write rejected" >> WriteToKafka(settings, topics.rejected, keep=keep_writers)
        | "Refuse twice" >> beam.Map(_refused_twice)
    )


def drain_aggregate(
    settings: KafkaSettings,
    topics: Topics,
    sinks: list[DaySink],
    *,
    min_confidence: float = MIN_CONFIDENCE,
    now: datetime | None = None,
    options: PipelineOptions | None = None,
) -> Done:
    """Make every row anew from all of ``reports.coded`` (decision D9), in the topics and in ``sinks``."""
    began = time.perf_counter()
    everywhere = [KafkaDaySink(settings, daily=topics.daily, events=topics.events), *sinks]
    plan = plan_read(settings, topics.coded, start="earliest", drain=True)
    pipeline = beam.Pipeline(options=local_options(options))
    coded = (
        pipeline
        | "Read coded" >> ReadFromKafka(settings, plan)
        | "Decode coded" >> beam.Map(decode_coded, settings).with_output_types(CodedReport)
    )
    held = {day for sink in everywhere for day in sink.held_days()}
    days = aggregate(coded, now=now or now_to_the_millisecond(), held_days=held, min_confidence=min_confidence)
    _ = days | "Write days" >> WriteDays(everywhere)
    result = run_to_end(pipeline)
    return Done(outcomes={}, seconds=time.perf_counter() - began, step_seconds=step_seconds(result))


def read_coded(settings: KafkaSettings, topics: Topics) -> Iterator[CodedReport]:
    """Every coded record that ``reports.coded`` holds: the warm-up of ingest's caches."""
    for _, value in read_log(settings, topics.coded):
        if value is not None:
            yield decode_value(settings, CodedReport, value)


def _coded_record(report: CodedReport, settings: KafkaSettings, topic: str) -> OutRecord:
    return OutRecord(key=report.report_id.encode(), value=encode_value(settings, topic, report))


def decode_coded(raw: RawRecord, settings: KafkaSettings) -> CodedReport:
    """A record of ``reports.coded``; raises CodedRecordError, as without it no day is complete."""
    try:
        return decode_value(settings, CodedReport, raw.value)
    except SchemaError as e:
        raise CodedRecordError(f"{raw.where}: {e}; days that it tells of would be wrong, so nothing is written") from e


def _refused_letter(refused: Refused, settings: KafkaSettings) -> Rejected:
    """A coded record that is too large for its topic, as a dead letter: its origin is its key.

    Only its beginning is kept: what ``reports.coded`` does not take, ``reports.rejected`` takes even less.
    """
    value = refused.record.value or b""
    url = decode_value(settings, CodedReport, value).url
    return Rejected(
        topic=refused.topic,
        offset=-1,
        key=refused.record.key,
        headers=refused.record.headers,
        step="Write coded",
        reason=refused.reason,
        message=(
            f"{refused.topic}, key {(refused.record.key or b'').decode()}, url {url}: {refused.message}; "
            "the value here is its beginning; raise that setting and push the report again"
        ),
        value=value[:_KEPT_OF_REFUSED],
    )


def _refused_twice(refused: Refused) -> None:
    raise DeliveryError(f"{refused.topic} does not take a dead letter: {refused.message}: raise that setting")
