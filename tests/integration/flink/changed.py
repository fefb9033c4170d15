"""Ingest as a later release might have it: with one step more, or with a reader of another name."""

from typing import Any, TypeVar
from unittest import mock

import apache_beam as beam

from pipelines.deployments import streams
from pipelines.deployments.streams import ReadFromKafka, stream_ingest
from pipelines.ingest import Ingested, ingest

T = TypeVar("T")


def with_one_step_more(*args: Any, **settings: Any) -> Any:
    """As ``stream_ingest``, with a step between reader and decoder that passes everything on."""
    with mock.patch.object(streams, "ingest", _passed_on):
        return stream_ingest(*args, **settings)


def with_another_reader(*args: Any, **settings: Any) -> Any:
    """As ``stream_ingest``, with a reader that no savepoint knows: what was read stands in the reader's state."""
    with mock.patch.object(streams, "ReadFromKafka", _Renamed):
        return stream_ingest(*args, **settings)


def _passed_on(raw: beam.PCollection, **settings: Any) -> Ingested:
    return ingest(raw | "Pass on" >> beam.Map(_same), **settings)


def _same(value: T) -> T:
    return value


class _Renamed(beam.PTransform):
    """The reader one level deeper, and so under another name, behind a shuffle."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__()
        self._reader = ReadFromKafka(*args, **settings)

    def expand(self, pipeline: Any) -> beam.PCollection:
        return pipeline | "Read anew" >> self._reader | "Shuffle raw" >> beam.Reshuffle()
