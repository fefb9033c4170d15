"""Write records to a topic, every delivery confirmed before the bundle ends.

A record that is larger than the topic takes is bad data and goes to the output of refused records, for the dead
letters; anything else that cannot be written fails the bundle, which the runner repeats or the job ends with.
"""

import time
from collections.abc import Iterator
from math import inf
from typing import Final

import apache_beam as beam

from connectors.kafka.kept_writers import keep_writer, take_writer
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.topic_ids import TopicId
from connectors.kafka.writer import RecordWriter, Refused
from connectors.records import OutRecord

_CHECK_SECONDS: Final = 1.0


class WriteToKafka(beam.PTransform):
    """Write OutRecords to ``topic``; gives the Refused ones, which the caller must not drop.

    At least once: a bundle that fails after part of it was written is written again, so keys decide. Compressed with
    gzip, batched, acks=all, idempotent; records of one key keep their order within a bundle.

    ``compacted``: as of RecordWriter. ``of``: the topic that the job was made for; a bundle for another one fails.
    ``keep``: leave the connection to the next pipeline in this process that asks for the same.
    """

    def __init__(
        self,
        settings: KafkaSettings,
        topic: str,
        *,
        compacted: bool = False,
        of: TopicId | None = None,
        keep: bool = False,
    ) -> None:
        super().__init__()
        self._write = _Write(settings, topic, compacted=compacted, of=of, keep=keep)

    def expand(self, records: beam.PCollection[OutRecord]) -> beam.PCollection[Refused]:
        """Write; the output is empty unless a record is too large."""
        return records | "write records" >> beam.ParDo(self._write).with_output_types(Refused)


class _Write(beam.DoFn):
    """One writer for as long as bundles succeed; a bundle that fails takes its writer with it."""

    def __init__(self, settings: KafkaSettings, topic: str, *, compacted: bool, of: TopicId | None, keep: bool) -> None:
        self._settings, self._topic, self._compacted, self._of, self._keep = settings, topic, compacted, of, keep
        self._writer: RecordWriter | None = None
        self._checked_at = -inf

    def start_bundle(self) -> None:
        if self._writer is not None and not self._writer.settled:
            self.teardown()
        if self._writer is None:
            connect = take_writer if self._keep else RecordWriter
            self._writer = connect(self._settings, self._topic, compacted=self._compacted)
        if self._of is not None and time.monotonic() - self._checked_at > _CHECK_SECONDS:
            self._writer.check_topic(self._of)
            self._checked_at = time.monotonic()

    def process(self, record: OutRecord) -> Iterator[Refused]:
        if self._writer is None:
            raise RuntimeError("process() before start_bundle()")
        refused = self._writer.write(record)
        if refused is not None:
            yield refused

    def finish_bundle(self) -> None:
        if self._writer is not None:
            self._writer.flush()

    def teardown(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None and self._keep:
            keep_writer(self._settings, self._topic, writer, compacted=self._compacted)
        elif writer is not None:
            writer.close()
