"""A deployment on Kafka as streams: jobs without end, for a runner that takes checkpoints."""

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial
from typing import Any, Final

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions

from connectors.kafka.days import KafkaDaySink
from connectors.kafka.plan import Start, plan_read
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.source import ReadFromKafka
from connectors.kafka.table import read_records
from connectors.kafka.topics import Topics, look_up, topics_now
from connectors.kafka.values import decode_value, register_values, schema_lookup
from connectors.sinks import ChangeSink
from pipelines.aggregate import aggregate_live
from pipelines.coding.document import Coding, Document, EventCoder
from pipelines.coding.pool import load_coder
from pipelines.decoding import Decoder
from pipelines.dedup.index import HORIZON
from pipelines.dedup.shared import recall_shared
from pipelines.deployments.broker import GROUP, decode_coded, write_ingested
from pipelines.deployments.local import now_to_the_millisecond
from pipelines.ingest import ingest
from pipelines.options import MIN_CONFIDENCE
from pipelines.steps.limit_rejected import RejectLimit
from pipelines.steps.write_changes import WriteChanges
from schemas import CodedReport, Coder

AGGREGATE_GROUP: Final = "wirewatch-aggregate"
EARLY: Final = timedelta(seconds=2)
"""How long after something new the rows of a day are written again."""


def stream_ingest(
    settings: KafkaSettings,
    topics: Topics,
    options: PipelineOptions,
    *,
    zone: tzinfo,
    start: Start = "committed",
    group: str = GROUP,
    make_coder: Callable[[], EventCoder] = load_coder,
    limit_rejected: bool = True,
) -> Any:
    """Start coding ``reports.raw`` for as long as the job runs; returns Beam's result, which is not waited for.

    Reader, coder and writer are one stage on purpose: a bundle that succeeds has written what it read, and the reader
    is as slow as the coder. Where to start holds for a job without state; one that is restored goes on where it was.
    """
    plan = plan_read(settings, topics.raw, start=start, drain=False, group=group)
    coded, _ = look_up(settings, topics.coded)
    register_values(settings, {topics.coded: CodedReport})
    pipeline = beam.Pipeline(options=_endless(options))
    done = ingest(
        pipeline | "Read reports" >> ReadFromKafka(settings, plan, group=group),
        decoder=Decoder(zone=zone, schema_of_id=schema_lookup(settings)),
        coded_before=partial(_coded_lately, settings, topics),
        load_coder=partial(_shared_coder, make_coder),
        zone=zone,
        limit=RejectLimit() if limit_rejected else None,
        recall=partial(recall_shared, (settings.identity, topics.coded)),
    )
    write_ingested(done, settings, topics, coded=coded)
    return pipeline.run()


def stream_aggregate(
    settings: KafkaSettings,
    topics: Topics,
    options: PipelineOptions,
    sinks: Sequence[ChangeSink],
    *,
    early: timedelta = EARLY,
    group: str = AGGREGATE_GROUP,
    min_confidence: float = MIN_CONFIDENCE,
) -> Any:
    """Start adding up ``reports.coded`` for as long as the job runs, in the topics and in ``sinks``.

    A job without state reads the log from its beginning: what it remembers is made from all of it. The group's offsets
    serve to see how far it is behind.
    """
    plan = plan_read(settings, topics.coded, start="earliest", drain=False)
    written = topics_now(settings, topics.daily, topics.events)
    days = KafkaDaySink(settings, daily=topics.daily, events=topics.events, of=written)
    pipeline = beam.Pipeline(options=_endless(options))
    coded = (
        pipeline
        | "Read coded" >> ReadFromKafka(settings, plan, group=group)
        | "Decode coded" >> beam.Map(decode_coded, settings).with_output_types(CodedReport)
    )
    live = aggregate_live(coded, early=early, clock=now_to_the_millisecond, min_confidence=min_confidence)
    _ = live.changes | "Write changes" >> WriteChanges([days, *sinks])
    return pipeline.run()


def _endless(options: PipelineOptions) -> PipelineOptions:
    options.view_as(StandardOptions).streaming = True
    return options


def _coded_lately(settings: KafkaSettings, topics: Topics) -> Iterator[CodedReport]:
    """The coded records that the story index would remember: whole days, and never appended before publication."""
    since = datetime.now(UTC) - HORIZON - timedelta(days=1)
    for record in read_records(settings, topics.coded, since):
        if record.value:
            yield decode_value(settings, CodedReport, record.value)


class _SharedCoder:
    """One coder for all threads of a process: it is large, slow to load, and not made for several at a time."""

    def __init__(self, coder: EventCoder) -> None:
        self._coder, self._lock = coder, threading.Lock()

    @property
    def identity(self) -> Coder:
        return self._coder.identity

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        with self._lock:
            return self._coder.code(documents)


_coders: dict[Callable[[], EventCoder], _SharedCoder] = {}
_coders_lock = threading.Lock()


def _shared_coder(make_coder: Callable[[], EventCoder]) -> _SharedCoder:
    with _coders_lock:
        if make_coder not in _coders:
            _coders[make_coder] = _SharedCoder(make_coder())
        return _coders[make_coder]
