"""Write dead letters to every sink that holds them."""

from collections.abc import Iterator, Sequence
from typing import Final

import apache_beam as beam

from connectors.sinks import RejectedSink
from schemas import Rejected

_BATCH_BYTES: Final = 16 << 20


class WriteRejected(beam.PTransform):
    """Rejected to ``sinks``; durable when the bundle is done."""

    def __init__(self, sinks: Sequence[RejectedSink]) -> None:
        super().__init__()
        self._sinks = sinks

    def expand(self, rejected: beam.PCollection) -> beam.PCollection:
        return rejected | beam.ParDo(_Write(self._sinks))


class _Write(beam.DoFn):
    def __init__(self, sinks: Sequence[RejectedSink]) -> None:
        self._sinks = sinks

    def start_bundle(self) -> None:
        self._batch: list[Rejected] = []
        self._bytes = 0

    def process(self, rejected: Rejected) -> Iterator[None]:
        self._batch.append(rejected)
        self._bytes += len(rejected.value)
        if self._bytes >= _BATCH_BYTES:
            self._flush()
        return iter(())

    def finish_bundle(self) -> None:
        self._flush()

    def _flush(self) -> None:
        if self._batch:
            for sink in self._sinks:
                sink.write_rejected(self._batch)
            self._batch, self._bytes = [], 0
